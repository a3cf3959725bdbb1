"""Who approves what, and what is read for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import InputError, NotAllowed, NotRead
from core.standards import who
from core.standards.changes.approving import approve, approve_undo, stop
from core.standards.changes.model import Pick, Picks
from tests.changes.world import ADA, MONDAY, PAT, Scene, change, states


def test_whoever_may_approve_may_put_it_back() -> None:
    assert who.FIX.roles <= who.UNDO.roles


async def test_what_is_written_is_judged_by_no_more_than_standards_ask_for(here: Scene) -> None:
    made = replace(change(1), after=None, picks=Picks.TEXT)
    plan = await here.plan(made)
    with pytest.raises(NotRead):
        await approve(here.ports, plan.id, [Pick(made.id, made.digest, "New")], PAT, job=False)
    assert here.office.tabs_in == [frozenset()], "no standard asks for tabs, so none are read"


async def test_what_waits_is_stopped_and_goes_on_when_it_is_approved_again(here: Scene) -> None:
    plan = await here.plan(*map(change, (1, 2, 3)))
    await here.apply(plan, budget=1)
    with pytest.raises(NotAllowed):
        await stop(here.ports, plan.id, ADA)
    await stop(here.ports, plan.id, PAT)
    assert states(await here.plans.get(plan.id)) == ["verified", "proposed", "proposed"]
    with pytest.raises(InputError, match="Nothing of this waits any more"):
        await stop(here.ports, plan.id, PAT)
    assert not await here.plans.go_on(MONDAY, MONDAY + timedelta(days=1), 10)
    assert states(await here.apply(plan)) == ["verified"] * 3

    await approve_undo(here.ports, plan.id, (), PAT, job=False)
    await stop(here.ports, plan.id, PAT)
    assert {each.undo for each in (await here.plans.get(plan.id)).steps} == {None}


async def test_undo_of_a_plan_lets_nothing_else_of_it_be_done(here: Scene) -> None:
    plan = await here.plan(*map(change, (1, 2, 3)))
    await here.apply(plan, budget=1)
    assert states(await here.undo(plan)) == ["undone", "proposed", "proposed"]
    assert not await here.plans.go_on(MONDAY, MONDAY + timedelta(days=1), 10)
    assert len(here.world.puts) == 2


async def test_undo_takes_back_no_approval_that_is_not_theirs(here: Scene) -> None:
    plan = await here.plan(replace(change(1), owners_may=True), change(2))
    await here.apply(plan, budget=1)
    here.world.owners.add("ada")
    with pytest.raises(NotAllowed, match="Only the Process Center"):
        await approve_undo(here.ports, plan.id, (), ADA, job=False)
    assert states(await here.plans.get(plan.id)) == ["verified", "approved"]
    await approve_undo(here.ports, plan.id, ["change-1"], ADA, job=False)
