"""What a leader may do with a digest: get it, see it again, acknowledge it, decide."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.checkins.items import item_id
from core.digests import service
from core.digests.model import Before, Decided, Decision, Digest
from core.digests.ports import Leader, Owner
from core.digests.scope import Outline
from core.errors import InputError, NotAllowed, NotFound
from core.office.values import Chosen
from tests.core.digest_facts import DAY, FACTS, MADE, SECOND_STORE, TESTER, TUESDAY, WEEK, ZONE
from tests.core.digest_notebook import ADA, KIM, Notebook

HOUR = timedelta(hours=1)
DESK = Chosen(items=("one-desk",))


async def made(
    book: Notebook, now: datetime = MADE, id_: str = "d1", whose: Leader = KIM
) -> Digest:
    """A digest that was sent."""
    return await service.make(book.ports, id_, "weekly", whose, now)


async def decide(book: Notebook, decided: str = "yes", now: datetime = MADE) -> Digest:
    """Press Yes or No on the first thing that waits."""
    return await service.decide(book.ports, "d1", SECOND_STORE.id, decided, "kim", now)


async def test_a_digest_is_kept_and_posted_to_its_leader() -> None:
    book = Notebook()
    digest = await made(book)

    assert (digest.person_id, digest.facts.today) == ("kim", TUESDAY)
    assert len(digest.facts.projects) == 19
    assert book.cards == [("kim-chat", digest)]
    assert book.digests == {"d1": digest}


async def test_the_same_digest_twice_is_one() -> None:
    book = Notebook()
    first = await made(book)

    assert await made(book, MADE + HOUR) == first
    assert len(book.cards) == 1


async def test_the_digest_of_who_has_not_met_us_is_kept_and_goes_to_no_chat() -> None:
    book = Notebook()
    digest = await made(book, whose=replace(KIM, conversation_id=None))

    assert book.cards == [(None, digest)]
    assert book.digests == {"d1": digest}


async def test_a_digest_has_only_what_is_in_the_scope_even_if_the_facts_bring_more() -> None:
    book = Notebook()
    digest = await made(book, whose=replace(KIM, scope=DESK))

    assert [each.id for each in digest.facts.projects] == ["payments"]
    assert [each.id for each in digest.facts.wanted] == [TESTER.id]
    assert digest.facts.hygiene is None


async def test_the_day_of_a_digest_is_that_of_its_leader() -> None:
    digest = await made(Notebook(), whose=replace(KIM, time_zone="Pacific/Kiritimati"))

    assert digest.facts.today == TUESDAY + DAY


async def test_changes_are_told_against_the_newest_digest_of_an_earlier_day() -> None:
    book = Notebook()
    first = await made(book, MADE - WEEK, "d0")
    await made(book, MADE - HOUR, "d2")
    second = await made(book)

    assert (first.facts.since, first.facts.projects[0].before) == (None, FACTS.projects[0].before)
    assert second.facts.since == TUESDAY - WEEK
    before = {each.id: each.before for each in second.facts.projects}
    assert before["zeus"] == Before(None, None)
    assert before["hermes"] == Before(FACTS.projects[2].before.colour, before["hermes"].forecast)  # type: ignore[union-attr]


async def test_a_project_that_came_into_the_scope_was_in_no_digest() -> None:
    book = Notebook()
    await made(book, MADE - WEEK, "d0", replace(KIM, scope=DESK))
    second = await made(book)

    known = [each.id for each in second.facts.projects if each.before is not None]
    assert known == ["payments"]


async def test_who_leads_no_more_does_nothing_with_a_digest_of_before() -> None:
    book = Notebook()
    await made(book)
    kept = book.digests["d1"]
    book.leaders = {"eve": replace(KIM, person_id="eve")}

    for press in (
        service.leader(book.ports, "kim"),
        service.show(book.ports, "d1", "kim"),
        service.turn(book.ports, "d1", 2, "kim"),
        service.acknowledge(book.ports, "d1", "kim", MADE),
        decide(book),
    ):
        with pytest.raises(NotAllowed, match="for leaders"):
            await press
    assert book.digests["d1"] == kept
    assert not book.decided


@pytest.mark.parametrize(("asked", "page"), [(2, 2), (0, 1), (-7, 1), (10**9, 10_000), (True, 1)])
async def test_a_turned_page_is_kept_and_is_a_page(asked: int, page: int) -> None:
    book = Notebook()
    await made(book)

    assert (await service.turn(book.ports, "d1", asked, "kim")).page == page
    assert repr((await service.show(book.ports, "d1", "kim")).page) == repr(page)


async def test_a_press_on_an_old_card_shows_nothing_of_what_left_the_scope() -> None:
    book = Notebook()
    await made(book)
    await decide(book)
    book.leaders["kim"] = replace(KIM, scope=DESK)

    for digest in (
        await service.show(book.ports, "d1", "kim"),
        await service.again(book.ports, "d1"),
    ):
        assert [each.id for each in digest.facts.projects] == ["payments"]
        assert (digest.decisions, digest.questions, digest.facts.hygiene) == ([], [], None)
    with pytest.raises(NotFound, match="not a part of your digest"):
        await decide(book, "no")


async def test_the_card_of_who_leads_no_more_is_edited_to_nothing() -> None:
    book = Notebook()
    await made(book)
    del book.leaders["kim"]

    assert (await service.again(book.ports, "d1")).facts.projects == []


async def test_a_project_that_is_gone_from_the_office_is_gone_from_old_digests() -> None:
    book = Notebook()
    await made(book)
    book.office = Outline({}, {"zeus": ()})

    facts = (await service.show(book.ports, "d1", "kim")).facts
    assert [each.id for each in facts.projects] == ["zeus"]
    assert facts.initiatives == []


async def test_the_first_acknowledgement_counts() -> None:
    book = Notebook()
    await made(book)
    await service.acknowledge(book.ports, "d1", "kim", MADE + HOUR)
    again = await service.acknowledge(book.ports, "d1", "kim", MADE + DAY)

    assert again.acknowledged_at == MADE + HOUR


async def test_a_decision_is_kept_with_its_time_and_name_and_the_owner_hears_of_it() -> None:
    book = Notebook()
    await made(book)
    digest = await decide(book)

    kept = Decision(SECOND_STORE.id, Decided.YES, MADE, "Kim Novak", ADA.name, reached=True)
    assert digest.decisions == [kept]
    assert book.told == [ADA]


async def test_the_same_decision_again_changes_nothing() -> None:
    book = Notebook()
    await made(book)
    await decide(book)
    again = await decide(book, now=MADE + WEEK)

    assert len(again.decisions) == len(book.decided) == len(book.told) == 1


async def test_a_decision_can_be_changed_for_a_day_and_all_are_kept() -> None:
    book = Notebook()
    await made(book)
    await decide(book)
    changed = await decide(book, "no", MADE + HOUR)

    assert [each.decided for each in changed.decisions] == ["yes", "no"]
    with pytest.raises(NotAllowed, match="You said no more than a day ago"):
        await decide(book, "yes", MADE + DAY)
    assert len(book.decided) == 2


@pytest.mark.parametrize(
    ("owner", "name", "reached"),
    [
        (None, "", False),
        (replace(ADA, conversation_id=None), "Ada Lovelace", False),
        (replace(ADA, person_id="kim"), "Ada Lovelace", None),
    ],
)
async def test_a_decision_holds_also_where_no_owner_hears_of_it_and_says_so(
    owner: Owner | None, name: str, reached: bool | None
) -> None:
    book = Notebook()
    await made(book)
    book.owners = {"apollo-app": owner} if owner else {}
    (decision,) = (await decide(book)).decisions

    assert (decision.owner, decision.reached) == (name, reached)
    assert book.told == [None]


@pytest.mark.parametrize("odd", ["", "maybe", "YES"])
async def test_a_decision_is_yes_or_no(odd: str) -> None:
    book = Notebook()
    await made(book)

    with pytest.raises(InputError, match="neither yes nor no"):
        await decide(book, odd)


async def test_what_was_decided_a_day_ago_is_asked_no_more_until_it_is_raised_anew() -> None:
    book = Notebook()
    await made(book)
    await decide(book)

    async def asked(after: timedelta) -> list[str]:
        digest = await made(book, MADE + after, f"after {after}")
        return [each.id for each in digest.facts.wanted]

    assert await asked(DAY - HOUR) == [SECOND_STORE.id, TESTER.id]
    assert await asked(DAY) == [TESTER.id]
    same_day = replace(SECOND_STORE, raised_on=TUESDAY)
    book.stands = replace(book.stands, wanted=[same_day])
    assert await asked(2 * DAY) == []
    anew = replace(SECOND_STORE, raised_on=TUESDAY + DAY)
    book.stands = replace(book.stands, wanted=[anew])
    assert await asked(WEEK) == [SECOND_STORE.id]


async def test_what_is_raised_anew_can_be_decided_anew() -> None:
    book = Notebook()
    await made(book, MADE - WEEK)
    await decide(book, "yes", MADE - WEEK)
    anew = replace(SECOND_STORE, raised_on=TUESDAY)
    book.stands = replace(book.stands, wanted=[anew])
    await made(book, id_="d2")
    digest = await service.decide(book.ports, "d2", anew.id, "no", "kim", MADE)

    assert [each.decided for each in digest.decisions] == ["yes", "no"]


def test_the_same_words_of_a_project_are_one_thing() -> None:
    one = item_id("apollo", "Decide on the second  store.")

    assert one == item_id("apollo", " decide on THE second store ")
    assert one != item_id("zeus", "Decide on the second store")
    assert one != item_id("apollo", "Decide on the third store")


async def test_a_leader_is_known_by_the_office_file() -> None:
    assert await service.leader(Notebook().ports, "kim") == KIM
    assert KIM.time_zone == ZONE
