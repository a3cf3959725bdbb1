"""Graph refuses, asks to wait, loses answers and shows things late: nothing is called verified that
was not seen, and nothing is written twice."""

import pytest

from bot.granted import covered
from core.standards.changes.kinds import kinds
from core.standards.changes.model import State
from simulator.faults import FaultKind
from tests.remedies.desk import Desk
from tests.remedies.kinds import BY_HAND, STORIES
from tests.remedies.seen import seen

WRITTEN = [each for each in STORIES if each not in BY_HAND]


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_graph_does_not_take_is_told_and_can_be_tried_again(
    desk: Desk, kind: str
) -> None:
    plan, before = await desk.plan(), seen(desk.world)
    batch = await desk.approve(plan)
    desk.unread()
    step = await desk.does(plan, batch)
    assert (step.state, step.begun) == (State.FAILED, False)
    assert step.why.startswith("It could not be looked at (Microsoft Graph ")

    desk.order(FaultKind.FORBIDDEN)
    step = await desk.apply(plan)
    needs = step.change.needs
    assert (step.state, step.why) == (State.FAILED, f"not permitted, needs {needs}")
    desk.order(FaultKind.BAD)
    step = await desk.apply(plan)
    assert (step.state, step.begun) == (State.FAILED, False)
    assert step.why == REJECTED
    assert (desk.written, seen(desk.world)) == (0, before)
    assert "verified" not in await desk.events(plan)

    desk.order(FaultKind.THROTTLE, FaultKind.DROP_AFTER)
    step = await desk.apply(plan)
    assert (step.state, desk.written, desk.writes) == (State.VERIFIED, 1, 4)
    if kinds()[kind].inverse:
        await _the_same_of_putting_back(desk, plan.id, before)


REJECTED = "Microsoft Graph refused it with error 400 (BadRequest), so nothing was changed"


async def _the_same_of_putting_back(desk: Desk, plan_id: str, before: object) -> None:
    plan, after = await desk.ports.plans.get(plan_id), seen(desk.world)
    desk.order(FaultKind.FORBIDDEN)
    step = await desk.undo(plan)
    assert (step.undo, step.why[:21]) == (State.FAILED, "not permitted, needs ")
    undo_needs = kinds()[step.change.kind].undo_needs
    assert covered(step.why[21:], {step.change.needs, undo_needs})
    desk.order(FaultKind.BAD)
    step = await desk.undo(plan)
    assert (step.undo, step.why, seen(desk.world)) == (State.FAILED, REJECTED, after)

    desk.order(FaultKind.THROTTLE, FaultKind.DROP_AFTER)
    step = await desk.undo(plan)
    assert (step.state, desk.written, seen(desk.world)) == (State.UNDONE, 2, before)


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_is_seen_late_is_verified_by_a_later_run(desk: Desk, kind: str) -> None:
    plan, before = await desk.plan(), seen(desk.world)
    desk.late(True)
    step = await desk.apply(plan)
    assert (step.state, desk.written) == (State.APPLIED, 1)
    assert step.why == "It was written, and is not visible yet. Later runs look again."
    assert (await desk.apply(plan)).state is State.APPLIED
    desk.late(False)
    step = await desk.apply(plan)
    assert (step.state, step.why, desk.writes) == (State.VERIFIED, "", 1)
    assert await desk.events(plan) == ["approved", "begun", "applied", "verified"]
    if not kinds()[kind].inverse:
        return

    desk.lose_and_say_nothing()
    step = await desk.undo(plan)
    assert (step.state, step.undo, desk.written) == (State.UNDOING, State.FAILED, 2)
    assert step.why.startswith("It is not known whether it was put back: no answer came.")
    desk.order()
    step = await desk.undo(plan)
    assert (step.state, desk.writes, seen(desk.world)) == (State.UNDONE, 2, before)


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_nobody_knows_is_looked_at_and_written_once(desk: Desk, kind: str) -> None:
    plan, before = await desk.plan(), seen(desk.world)
    desk.lose_and_say_nothing()
    step = await desk.apply(plan)
    assert (step.state, step.begun, desk.written) == (State.FAILED, True, 1)
    assert step.why.startswith("It is not known whether it was done: no answer came")
    step = await desk.apply(plan)
    assert (step.state, desk.writes) == (State.FAILED, 1)
    assert step.why.startswith("It is not known whether it was done: Microsoft Graph is busy")
    desk.order()
    step = await desk.apply(plan)
    assert (step.state, desk.writes) == (State.VERIFIED, 1)
    if not kinds()[kind].inverse:
        return

    desk.late(True)
    step = await desk.undo(plan)
    assert (step.state, step.undo) == (State.UNDOING, State.FAILED)
    assert step.why.startswith("It was put back, and that is not visible yet.")
    desk.late(False)
    step = await desk.undo(plan)
    assert (step.state, desk.writes, seen(desk.world)) == (State.UNDONE, 2, before)
