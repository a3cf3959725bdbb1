"""What leaders decided: each word is kept once, and the owner's one card changes with them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.checkins.model import Attention
from core.digests.model import Decided, Decision
from core.digests.ports import Owner
from core.errors import NotFound
from core.posting.subjects import Subject
from store.database import Database
from tests.ground import DAY, MONDAY, Ground, answer, ground
from tests.store.cards import edits, show, unshown
from tests.store.digests import (
    ONE,
    TODAY,
    TUESDAY,
    WEEK,
    about_apollo,
    arrive,
    begin,
    chat,
    facts,
    keep,
    told,
)

RAISED = TODAY - 5 * WEEK
ADA, LEE = Owner("ada", "Ada", "ada-chat"), Owner("lee", "Lee", "lee-chat")


def decision(wanted: str = "sign", decided: str = "yes", days: float = 0) -> Decision:
    """What Kim said so many days after the digest."""
    at = TUESDAY + days * DAY
    return Decision(wanted, Decided(decided), at, "Kim", "Ada", reached=True)


async def says(
    inside: Ground, *made: Decision, digest: str = "one", owner: Owner | None = ADA
) -> list[bool]:
    """Kim decides one after the other, and the project's owner hears of each."""
    digests = inside.ports.digests.digests
    waits = {each.id: each for each in told(digest, "sign", "hire").facts.wanted}
    return [
        await digests.decide(digest, "kim", waits[each.wanted_id], each, owner) for each in made
    ]


async def cards(inside: Ground) -> Sequence[Subject]:
    """The cards that owners have of decisions, oldest first."""
    return await inside.database.all(
        Subject,
        """
        SELECT kind, thing AS id, recipient FROM deliveries WHERE kind = 'ruling'
        ORDER BY deliveries.id
        """,
    )


async def log(inside: Ground, person: str | None, days: float = 0) -> list[tuple[str, list[str]]]:
    """What was decided since so many days after the digest."""
    found = await inside.ports.digests.digests.rulings(person, TUESDAY + days * DAY)
    return [(each.what, [said.decided.value for said in each.decisions]) for each in found]


async def test_a_decision_can_be_changed_and_all_are_kept(inside: Ground) -> None:
    await keep(inside, told("one", "sign", "hire"))
    made = [decision(), decision(), decision(decided="no", days=0.5), decision("hire")]
    assert await says(inside, *made) == [True, False, True, True]

    kept = (await inside.ports.digests.digests.get("one")).decisions
    assert kept == [made[0], made[2], made[3]]
    assert await inside.ports.digests.digests.decisions("kim", ["hire"]) == [made[3]]
    assert await inside.ports.digests.digests.decisions("lee", ["hire"]) == []
    assert await unshown(inside, ONE) == 3, "to say the same again changes nothing"


async def test_the_owner_has_one_card_for_each_thing_and_it_changes_with_the_leader(
    inside: Ground,
) -> None:
    await chat(inside, "ada")
    await keep(inside, told("one", "sign", "hire"))
    await says(inside, decision(), decision("hire"))
    first, second = await cards(inside)
    await arrive(inside, first)
    assert await unshown(inside, first) == 0, "what was said stands on it"
    await says(inside, decision(decided="no", days=0.5))

    assert await cards(inside) == [first, second]
    assert (await unshown(inside, first), await unshown(inside, second)) == (1, 0)
    assert first in await edits(inside)
    ruling = await inside.ports.digests.digests.ruling(first.id)
    assert (ruling.what, ruling.project_id, ruling.project) == ("Sign", "apollo", "Apollo")
    assert [each.decided for each in ruling.decisions] == ["yes", "no"]
    with pytest.raises(NotFound):
        await inside.ports.digests.digests.ruling("nothing")


async def test_an_owner_who_comes_later_gets_the_card_and_the_one_before_keeps_theirs(
    inside: Ground,
) -> None:
    await keep(inside, told("one", "sign"))
    await says(inside, decision(), owner=None)
    assert await cards(inside) == []
    await says(inside, decision(decided="no", days=0.1))
    await says(inside, decision(days=0.2), owner=LEE)
    ada, lee = await cards(inside)

    assert (ada.recipient, lee.recipient) == ("ada", "lee")
    assert ada.id == lee.id, "both show what holds"


async def test_a_decision_of_the_version_before_keeps_its_letter_and_the_next_has_a_card(
    inside: Ground,
) -> None:
    await keep(inside, told("one", "sign"))
    await says(inside, decision())
    await inside.database.run(
        "UPDATE digest_decisions SET ruling = NULL, reached = NULL, owner = ''"
    )
    await inside.database.run("DELETE FROM deliveries WHERE kind = 'ruling'")
    await says(inside, decision(decided="no", days=0.1))
    (card,) = await cards(inside)

    assert [
        each.decided for each in (await inside.ports.digests.digests.ruling(card.id)).decisions
    ] == ["no"]
    kept = (await inside.ports.digests.digests.get("one")).decisions
    assert [each.reached for each in kept] == [None, True]


@pytest.mark.parametrize(
    ("state", "reached"), [("queued", True), ("sent", True), ("failed", False)]
)
async def test_a_card_that_was_refused_did_not_tell_anybody(
    inside: Ground, state: str, reached: bool
) -> None:
    await keep(inside, told("one", "sign"))
    await says(inside, decision())
    await inside.database.run(
        "UPDATE deliveries SET state = %(state)s WHERE kind = 'ruling'", {"state": state}
    )

    (kept,) = (await inside.ports.digests.digests.get("one")).decisions
    assert (kept.owner, kept.reached) == ("Ada", reached)


async def test_the_log_has_each_thing_once_by_its_newest_word(inside: Ground) -> None:
    await keep(inside, told("one", "sign", "hire"))
    await keep(inside, told("hers", "sign", person="lee"))
    await says(inside, decision(), decision("hire", days=0.1), decision(decided="no", days=0.2))
    digests = inside.ports.digests.digests
    await digests.decide("hers", "lee", told("hers", "sign").facts.wanted[0], decision(), None)

    assert await log(inside, "kim") == [("Sign", ["yes", "no"]), ("Hire", ["yes"])]
    assert await log(inside, None) == [
        ("Sign", ["yes"]),
        ("Sign", ["yes", "no"]),
        ("Hire", ["yes"]),
    ]
    assert await log(inside, "kim", days=0.05) == [("Sign", ["no"]), ("Hire", ["yes"])]
    assert await log(inside, "ada") == []


async def test_a_decision_shows_where_it_is_asked_for_and_where_it_was_pressed(
    inside: Ground,
) -> None:
    for back in range(5, 0, -1):
        await keep(inside, told(f"old{back}", "sign", at=TUESDAY - back * WEEK, raised=RAISED))
    await keep(inside, told("one", "sign", "hire", raised=RAISED))
    await keep(inside, about_apollo(told("apollo", "sign", at=TUESDAY + DAY / 2, raised=RAISED)))
    await keep(inside, told("other", "hire"))
    await keep(inside, told("hers", "sign", person="lee"))
    await inside.database.run("DELETE FROM changes")
    await says(inside, decision(days=2), digest="old4")

    assert {each.id for each in await edits(inside)} == {"one", "apollo", "old4"}
    assert (await inside.ports.digests.digests.get("old1")).decisions == [decision(days=2)]
    assert (await inside.ports.digests.digests.get("hers")).decisions == []


async def test_a_change_of_mind_shows_where_the_first_word_can_still_be_changed(
    inside: Ground,
) -> None:
    await keep(inside, told("one", "sign"))
    await says(inside, decision(days=0.1))
    await keep(inside, told("two", "sign", at=TUESDAY + DAY / 2, raised=TODAY))
    await show(inside, ONE)
    await says(inside, decision(decided="no", days=0.9), digest="two")

    assert {each.id for each in await edits(inside)} == {"one", "two"}


async def test_a_digest_that_never_came_leaves_the_one_before_to_be_pressed(inside: Ground) -> None:
    await keep(inside, told("one", "sign"))
    await keep(inside, told("two", "sign", at=TUESDAY + WEEK), sent=False)
    await show(inside, ONE)
    await keep(inside, about_apollo(told("apollo", "sign", at=TUESDAY + WEEK)))
    await inside.database.run("UPDATE deliveries SET state = 'failed' WHERE thing = 'two'")
    await says(inside, decision(days=9), digest="apollo")
    assert await unshown(inside, ONE) == 1


async def test_a_decision_shows_in_the_newest_report_that_asks_for_it(inside: Ground) -> None:
    await begin(inside)
    await inside.meet()
    await inside.roster("ada", "kim")
    for week in range(3):
        at = MONDAY + (week - 2) * WEEK
        ((opened,), _) = await inside.ports.checkins.rounds.open(["apollo-weekly"], at)
        await arrive(inside, Subject("round", opened.round_id))
        wants = answer("red", "late", attention=Attention("Sign", "kim", None))
        await inside.ports.checkins.answers.keep(
            opened.round_id, "ada", f"nonce{week:04}", wants, "", at
        )
        await inside.close(opened.round_id, at + DAY / 4)
    (wanted,) = (await facts(inside)).wanted
    await keep(inside, told("one", "sign", raised=wanted.raised_on))
    await inside.database.run("DELETE FROM changes")
    made = replace(decision(), wanted_id=wanted.id)
    await inside.ports.digests.digests.decide("one", "kim", wanted, made, None)

    shown = [each.id for each in await edits(inside) if each.kind == "round"]
    assert wanted.raised_on < MONDAY.date()
    assert shown == [opened.round_id]


async def test_what_is_raised_again_can_be_said_yes_to_again(inside: Ground) -> None:
    await keep(inside, told("one", "sign"))
    later = TUESDAY + 9 * WEEK
    await keep(inside, told("later", "sign", at=later, raised=later.date()))
    assert await says(inside, decision()) == [True]

    assert await says(inside, decision(days=63), decision(days=63.1), digest="later") == [
        True,
        False,
    ]


async def test_of_the_same_decision_on_many_servers_one_is_kept(
    inside: Ground, database_url: str
) -> None:
    await keep(inside, told("one", "sign"))
    await keep(inside, told("two", "sign"))
    async with Database(database_url) as second, ground(second) as other:
        kept = await asyncio.gather(
            *(
                says(each, decision(), digest=digest)
                for each in (inside, other) * 3
                for digest in ("one", "two")
            )
        )

    assert sum(each == [True] for each in kept) == 1
    assert await inside.value("SELECT count(*) FROM digest_decisions") == 1
