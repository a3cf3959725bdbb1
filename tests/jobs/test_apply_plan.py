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


async def test_what_was_not_visible_yet_is_looked_at_every_night_for_a_week(inside: Ground) -> None:
    await inside.at(MONDAY)
    here = scene(inside.database)
    here.plans = inside.ports.changes.plans
    ports = replace(inside.ports, changes=replace(here.ports, clock=inside.ports.clock))
    plan, never = await here.plan(change(1)), await here.plan(change(2), plan_id="plan-2")
    for each in (plan, never):
        here.world.lags = 99
        batch = await here.approve(each)
        await apply_plan.run(ports, each.id, batch.id)
        assert states(await here.plans.get(each.id)) == ["applied"]
    del here.world.old["team-1", ""]

    looked = set()
    for night in range(1, 12):
        await inside.at(MONDAY + timedelta(days=night))
        await go_on_changing.run(ports)
        for job in await inside.jobs("apply_plan"):
            named = str(job["plan_id"]), str(job["batch_id"])
            await apply_plan.run(ports, *named)
            looked.add(named[1])
    assert states(await here.plans.get(plan.id)) == ["verified"]
    assert states(await here.plans.get(never.id)) == ["applied"]
    assert len(looked) == 8, "one night for what was seen, and seven for what never is"
    assert len(here.world.puts) == 2
