"""What somebody changed, what is so already, and what may not be written: it is left alone."""

import pytest

from bot.granted import covered
from core.errors import InputError
from core.standards.changes.kinds import kinds
from core.standards.changes.model import State
from core.standards.model import RemedyMode
from core.standards.permissions import write_needs
from tests.remedies.desk import Desk
from tests.remedies.kinds import BY_HAND, STORIES
from tests.remedies.others import change_it
from tests.remedies.seen import seen

WRITTEN = [each for each in STORIES if each not in BY_HAND]
EVERY = {need for each in kinds().values() for need in (each.needs, each.at_times, each.undo_needs)}
UNDOABLE = [each for each in WRITTEN if kinds()[each].inverse]


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_somebody_changed_meanwhile_is_refused_in_words(desk: Desk) -> None:
    plan = await desk.plan()
    batch = await desk.approve(plan)
    change_it(desk.world, (await desk.step(plan)).change)
    theirs = seen(desk.world)

    step = await desk.does(plan, batch)
    assert step.state is State.REFUSED
    assert ("somebody changed it meanwhile" in step.why) or ("not there any more" in step.why)
    assert (desk.writes, seen(desk.world)) == (0, theirs)
    assert await desk.events(plan) == ["approved", "refused"]


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_somebody_did_already_is_not_written_again(desk: Desk) -> None:
    plan = await desk.plan()
    await desk.by_somebody_else((await desk.step(plan)).change)
    theirs = seen(desk.world)

    step = await desk.apply(plan)
    assert (step.state, step.why) == (State.SKIPPED, "It is so already; nothing was written.")
    assert (desk.writes, seen(desk.world)) == (1, theirs), "theirs alone"
    with pytest.raises(InputError, match="nothing to put back"):
        await desk.undo(plan)


@pytest.mark.parametrize("kind", UNDOABLE)
async def test_what_somebody_changed_since_is_not_put_back(desk: Desk) -> None:
    plan = await desk.plan()
    step = await desk.apply(plan)
    change_it(desk.world, step.change)
    theirs = seen(desk.world)

    step = await desk.undo(plan)
    assert (step.state, step.undo) == (State.VERIFIED, State.REFUSED)
    assert ("somebody changed it since" in step.why) or ("not there any more" in step.why)
    assert (desk.writes, seen(desk.world)) == (1, theirs)


@pytest.mark.parametrize("kind", WRITTEN)
async def test_without_its_permission_it_is_by_hand_and_the_permission_is_named(
    desk: Desk, kind: str
) -> None:
    needed = [each for each in (kinds()[kind].needs, kinds()[kind].at_times) if each]
    others = [each for each in EVERY if not any(covered(name, [each]) for name in needed)]
    plan = await desk.holding(others).plan()

    change = (await desk.step(plan)).change
    needs = change.needs
    assert needs in needed
    assert needs in {each.permission for each in write_needs(desk.ports.standards.values())}
    lacks = f"Process Center is not permitted to do it, which needs {needs}. Put it right."
    assert (change.mode, change.steps) == (RemedyMode.GUIDED, lacks)
    await _is_for_people_alone(desk, plan.id)


@pytest.mark.parametrize("kind", BY_HAND)
async def test_what_no_application_writes_has_its_steps_and_a_link(desk: Desk) -> None:
    plan = await desk.plan()

    change = (await desk.step(plan)).change
    assert (change.mode, change.steps, change.needs) == (RemedyMode.GUIDED, "Put it right.", "")
    assert change.link.startswith("https://teams.microsoft.com/l/team/")
    await _is_for_people_alone(desk, plan.id)
    assert [each.says for each in await desk.found()] == [change.says]


async def _is_for_people_alone(desk: Desk, plan_id: str) -> None:
    plan, before = await desk.ports.plans.get(plan_id), seen(desk.world)
    with pytest.raises(InputError, match="is done by hand"):
        await desk.approve(plan)
    with pytest.raises(InputError, match="nothing to put back"):
        await desk.undo(plan)
    assert (await desk.step(plan)).state is State.PROPOSED
    assert (desk.writes, seen(desk.world)) == (0, before)
    entries = await desk.ports.plans.entries(plan.id)
    assert not entries, "what people do is no change of ours"
