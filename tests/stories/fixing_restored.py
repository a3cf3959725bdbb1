"""Plans in a backup: what waits in them when it is made, and what becomes of that."""

import pytest
from psycopg.errors import RaiseException

from core.standards.changes.approving import approve_undo
from tests.changes.world import PAT, Scene, change, states
from tests.rehearsal import Rehearsal
from tests.stories.people import MONDAY


async def approved(center: Rehearsal) -> str:
    """A plan with changes that wait, are under way, and are not approved; one that is put back."""
    plans = center.ports.changes.plans
    here = Scene(plans)
    plan = await here.plan(change(1), change(2), change(3))
    begun = await here.approve(plan, "change-1", "change-2")
    back = await here.plan(change(4), change(5), plan_id="back")
    await here.apply(back)
    undo = await approve_undo(here.ports, back.id, (), PAT, job=False)
    for batch, id_ in ((begun, "change-2"), (undo, "change-5")):
        async with plans.alone(batch.plan_id):
            assert await plans.begin(batch, id_, "public", None, MONDAY)
    return plan.id


async def asked_anew(center: Rehearsal, plan: str) -> None:
    """Nothing of them waits any more, and the log says so; what was begun is looked at first."""
    plans = center.ports.changes.plans
    assert [*states(await plans.get(plan)), *states(await plans.get("back"))] == [
        *("proposed", "applying", "proposed"),
        *("verified", "undoing"),
    ]
    told = [each for each in await plans.entries() if each.event == "withdrawn"]
    assert [(each.change.id, each.before, each.after, each.by) for each in told] == [
        ("change-4", "private", "public", "restore"),
        ("change-1", "public", "private", "restore"),
    ]
    assert "It waited when the backup of" in told[0].why
    with pytest.raises(RaiseException, match="stays in the log"):
        await center.database.run("DELETE FROM change_log")
