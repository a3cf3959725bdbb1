"""A form in which changes are approved comes back with a sentence where they cannot be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.people.model import Person
from core.standards.changes.approving import ALONE
from core.standards.changes.model import Change, Choice, Picks, Thing
from core.standards.changes.offering import offer
from core.standards.changes.ports import FixPorts
from core.standards.changes.reviewing import ALL, ReviewForm, approve, hand_out
from core.standards.facts import Reading, Tenant
from core.standards.model import Audited, Counts, Run
from store.database import Database
from store.standards.notices import NoticeStore
from store.standards.offers import OfferStore
from store.standards.reminders import ReminderStore
from tests.changes.world import MONDAY, PAT, Scene, change, states

TEAM = "team-1"
PEOPLE = tuple(Choice(each, each.title(), "member") for each in ("ada", "kim", "sam"))
OWNER = change(1, "member", "owner", thing=Thing.ROLE, kind="add_owners", rule="enough_owners")
OWNER = replace(OWNER, choices=PEOPLE, picks=Picks.TARGET, target="ada", label="Ada")


async def nobody(*_: Any, **__: Any) -> None:
    """No worker is told."""


@pytest.fixture
def fixes(here: Scene, database: Database) -> FixPorts:
    """Real stores; nobody works at what is approved."""
    return FixPorts(
        changes=here.ports,
        offers=OfferStore(database),
        reminders=ReminderStore(database, nobody),
        notices=NoticeStore(database, nobody),
    )


async def sent(fixes: FixPorts, offered: Sequence[Change], **typed: str) -> str | ReviewForm:
    """Offer these in one team, open the form, tick all, and send it."""
    await fixes.offers.keep("run", MONDAY, ["project-teams"], None, offered)
    form = await hand_out(fixes, TEAM, PAT.id, {})
    data = {"nonce": form.nonce, "shown": form.offer.digest}
    ticks = {f"fix_{number}": "true" for number, _ in form.numbered}
    return await approve(fixes, TEAM, Person(PAT.id, PAT.name), {**data, **ticks, **typed})


async def test_nobody_is_chosen_twice_for_the_same(fixes: FixPorts) -> None:
    offered = OWNER, replace(OWNER, id="change-2", target="kim", label="Kim")
    back = await sent(fixes, offered, choice_1="sam", choice_2="sam")
    assert isinstance(back, ReviewForm)
    assert back.mistakes.keys() == {"choice_2"}
    assert isinstance(await sent(fixes, offered, choice_1="sam", choice_2="kim"), str)


async def test_who_is_taken_out_is_not_made_an_owner(fixes: FixPorts) -> None:
    out = change(1, "member", "", thing=Thing.ROLE, target="sam", kind="remove_members")
    offered = OWNER, replace(out, id="change-2")
    back = await sent(fixes, offered, choice_1="sam")
    assert isinstance(back, ReviewForm)
    assert back.mistakes.keys() == {"choice_1"}


async def test_what_is_approved_alone_comes_back_with_what_was_typed(
    fixes: FixPorts, here: Scene, database: Database
) -> None:
    end = change(1, False, True, thing=Thing.DELETED, kind="delete_team", label="Team 1")
    back = await sent(fixes, (OWNER, replace(end, id="change-2")), choice_1="kim")
    assert isinstance(back, ReviewForm)
    assert back.mistakes == {ALL: ALONE.format(what="Delete Team 1")}
    assert back.given["choice_1"] == "kim"

    data = {"nonce": back.nonce, "shown": back.offer.digest, "fix_2": "true"}
    heard = await approve(fixes, TEAM, Person(PAT.id, PAT.name), data)
    assert heard == "Saved. It is being done now; a card in our chat shows what became of it."
    kept = await database.all(dict, "SELECT id FROM plans ORDER BY number DESC")
    assert states(await here.plans.get(kept[0]["id"])) == ["approved"]


async def test_what_no_standard_asks_for_any_more_is_not_offered(fixes: FixPorts) -> None:
    offered = OWNER, replace(OWNER, id="change-2", standard="one that was taken away")
    await fixes.offers.keep("run", MONDAY, ["project-teams"], None, offered)
    run = Run("two", "", ("project-teams",), False, MONDAY, MONDAY, 0, 0, 1.0, 0, 0, 0, Counts())
    await offer(fixes, Audited(run, []), Reading(Tenant("", "", ()), False, 0, 0, 0))
    left = await fixes.offers.of_team(TEAM)
    assert left
    assert left.changes == (OWNER,)
