"""The job that works at a plan, and the sweep that goes on with it by night."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.sweeps import go_on_changing
from jobs.tasks import Later, apply_plan
from tests.changes.world import MONDAY, PAT, change, scene, states
from tests.ground import Ground


async def test_what_is_beyond_a_run_is_gone_on_with_once_a_night(inside: Ground) -> None:
    await inside.at(MONDAY)
    here = scene(inside.database)
    here.plans = inside.ports.changes.plans
    ports = replace(inside.ports, changes=replace(here.ports, clock=inside.ports.clock))
    plan = await here.plan(*map(change, range(1, 13)))
    await here.approve(plan, budget=1)
    await inside.at(MONDAY + timedelta(hours=1))
    await go_on_changing.run(ports)
    assert await inside.jobs("apply_plan") == []

    await inside.at(MONDAY + timedelta(days=1))
    await go_on_changing.run(ports)
    await go_on_changing.run(ports)
    (job,) = await inside.jobs("apply_plan")
    named = str(job["plan_id"]), str(job["batch_id"])
    async with here.plans.alone(plan.id):
        with pytest.raises(Later):
            await apply_plan.run(ports, *named)
    await apply_plan.run(ports, *named)
    await apply_plan.run(ports, *named)
    assert states(await here.plans.get(plan.id)).count("verified") == 10
    assert {each.by for each in await here.plans.entries()} == {PAT.id}
