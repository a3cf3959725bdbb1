"""What a leader asks for by name: a digest of one project, and what was decided so far."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.digests import log, service
from core.errors import NotAllowed, NotFound
from core.office.values import Chosen
from tests.core.digest_facts import DAY, MADE, TESTER, TUESDAY, WEEK
from tests.core.digest_notebook import KIM, Notebook

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("words", ["payments", "Payments", " PAYMENTS ", "one-desk", "One service"])
async def test_a_digest_of_one_project_or_initiative_has_nothing_else(words: str) -> None:
    digest = await service.make(Notebook().ports, "d1", "", KIM, MADE, words)

    assert [each.id for each in digest.facts.projects] == ["payments"]
    assert [each.id for each in digest.facts.wanted] == [TESTER.id]
    assert digest.facts.about in ("Payments", "One service desk")
    assert digest.facts.title == ""


async def test_a_project_is_found_by_what_its_team_is_called() -> None:
    book = Notebook()
    book.teams["apollo-app"] = "PRJ-Apollo"

    digest = await service.make(book.ports, "d1", "", KIM, MADE, "prj-apollo")
    assert digest.facts.about == "Apollo app"


async def test_a_digest_of_one_is_not_what_the_next_is_compared_with() -> None:
    book = Notebook()
    await service.make(book.ports, "d0", "", KIM, MADE - WEEK)
    await service.make(book.ports, "d1", "", KIM, MADE - DAY, "payments")
    one = await service.make(book.ports, "d2", "", KIM, MADE, "payments")
    whole = await service.make(book.ports, "d3", "", KIM, MADE)

    assert one.facts.since == whole.facts.since == TUESDAY - WEEK


async def test_nothing_outside_a_scope_is_found_by_its_name_or_suggested() -> None:
    narrow = replace(KIM, scope=Chosen(items=("clean-data",)))
    for words in ("payments", "Payment", "one-desk"):
        with pytest.raises(NotFound) as refused:
            await service.make(Notebook().ports, "d1", "", narrow, MADE, words)
        assert "Payments" not in refused.value.says
        assert "desk" not in refused.value.says.replace(words, "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("payment", "Nothing in your scope is called “payment”. Did you mean “Payments”?"),
        ("apolo", "Nothing in your scope is called “apolo”. Did you mean “Apollo app”?"),
        ("one-dsk", "Nothing in your scope is called “one-dsk”. Did you mean “One service desk”?"),
        ("PRJ-Aplo", "Nothing in your scope is called “PRJ-Aplo”. Did you mean “Apollo app”?"),
        ("prj-greens", "Several belong to the team “prj-greens”: Green 0 and Green 1. Write"),
        ("Green", "Several begin with “Green”: Green 0, Green 1, Green 2, Green 3, Green 4 and 9"),
        ("xyzzy", "Nothing in your scope is called “xyzzy”."),
    ],
)
async def test_words_that_mean_nothing_get_one_line(words: str, says: str) -> None:
    book = Notebook()
    book.teams |= {"apollo-app": "PRJ-Apollo", "green-0": "PRJ-Greens", "green-1": "PRJ-Greens"}
    with pytest.raises(NotFound) as refused:
        await service.make(book.ports, "d1", "", KIM, MADE, words)

    assert refused.value.says.startswith(says)
    assert not book.digests


async def test_the_log_has_a_quarter_of_their_own_and_staff_have_all() -> None:
    book = Notebook()
    book.leaders["pat"] = replace(KIM, person_id="pat", name="Pat")
    for id_, at in (("d0", MADE - 100 * DAY), ("d1", MADE)):
        await service.make(book.ports, id_, "", KIM, at)
        await service.decide(book.ports, id_, TESTER.id, "yes", "kim", at)
    own = await log.read(book.ports, "kim", False, MADE + HOUR)

    assert [each.decisions[0].decided_at for each in own.rulings] == [MADE]
    assert (await log.read(book.ports, "pat", False, MADE)).rulings == []
    assert len((await log.read(book.ports, "pat", True, MADE)).rulings) == 1
    book.leaders["kim"] = replace(KIM, scope=Chosen(items=("clean-data",)))
    assert (await log.read(book.ports, "kim", False, MADE)).rulings == []
    with pytest.raises(NotAllowed, match="for leaders"):
        await log.read(book.ports, "eve", False, MADE)
