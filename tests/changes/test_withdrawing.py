"""What was approved and not begun is approved no more once somebody takes that back."""

from datetime import timedelta

from core.standards.changes.approving import approve_undo
from core.standards.changes.model import Who
from core.standards.changes.working import work
from tests.changes.world import MONDAY, PAT, Died, Scene, change, states

TUESDAY = MONDAY + timedelta(days=1)
TYPED = Who("ada", "Ada", "operator")


async def nothing_is_owed(here: Scene) -> bool:
    """Whether no server would begin anything, whenever it looks."""
    return await here.plans.go_on(TUESDAY, TUESDAY, 10) == 0


async def test_it_is_proposed_again_and_told_of_whoever_took_it_back(here: Scene) -> None:
    plan = await here.plan(change(1), change(2), change(3))
    batch = await here.approve(plan, "change-1", "change-2")
    other = await here.plan(change(4), plan_id="plan-2")
    await here.approve(other)

    assert await here.plans.withdraw(plan.id, TYPED, TUESDAY) == 2
    done = await here.plans.get(plan.id)
    assert (states(done), {each.approved_by for each in done.steps}) == (["proposed"] * 3, {""})
    told = [each for each in await here.plans.entries(plan.id) if each.event == "withdrawn"]
    assert [(each.change.id, each.by, each.with_, each.at) for each in told] == [
        ("change-1", "ada", "operator", TUESDAY),
        ("change-2", "ada", "operator", TUESDAY),
    ]
    await work(here.ports, batch.id)
    assert here.world.puts == []
    assert await here.plans.withdraw(plan.id, TYPED, TUESDAY) == 0
    assert states(await here.plans.get(other.id)) == ["approved"], "another plan is another matter"

    assert states(await here.apply(plan, "change-2")) == ["proposed", "verified", "proposed"]


async def test_what_is_amid_and_what_is_done_stays(here: Scene) -> None:
    of_one_team = [change(at, team_id="team-1", target=str(at)) for at in (1, 2, 3)]
    plan = await here.plan(*of_one_team)
    batch = await here.approve(plan)

    def die_at_the_second(each: object) -> None:
        if getattr(each, "id", "") == "change-2":
            raise Died

    here.world.after_put = die_at_the_second
    try:
        await work(here.ports, batch.id)
    except Died:
        here.world.after_put = lambda _: None
    assert await here.plans.withdraw(plan.id, PAT, TUESDAY) == 1
    assert states(await here.plans.get(plan.id)) == ["verified", "applying", "proposed"]
    await work(here.ports, batch.id)
    assert states(await here.plans.get(plan.id)) == ["verified", "verified", "proposed"]
    assert [id_ for id_, _ in here.world.puts] == ["change-1", "change-2"]


async def test_whoever_is_at_work_begins_nothing_more(here: Scene) -> None:
    plan = await here.plan(change(1))
    batch = await here.approve(plan)
    async with here.plans.alone(plan.id) as alone:
        assert alone
        (step,) = await here.plans.left(batch)
        await here.plans.withdraw(plan.id, PAT, TUESDAY)
        assert not await here.plans.begin(batch, step.change.id, "public", None, TUESDAY)
    assert await nothing_is_owed(here)


async def test_what_may_have_been_written_before_is_left_to_nobody_either(here: Scene) -> None:
    plan = await here.plan(change(1))
    here.world.loses["change-1"] = True
    here.world.lags = 9
    assert states(await here.apply(plan)) == ["failed"]
    batch = await here.approve(plan)

    assert await here.plans.withdraw(plan.id, PAT, TUESDAY) == 1
    step = (await here.plans.get(plan.id)).steps[0]
    assert (step.state, step.begun) == ("failed", True)
    assert "not known whether it was done" in step.why
    assert await nothing_is_owed(here)
    await work(here.ports, batch.id)
    here.world.old.clear()
    assert states(await here.apply(plan)) == ["verified"]
    assert len(here.world.puts) == 1


async def test_what_was_to_be_put_back_stays_as_it_is(here: Scene) -> None:
    plan = await here.plan(change(1), change(2))
    await here.apply(plan)
    batch = await approve_undo(here.ports, plan.id, ["change-1"], PAT, job=False)

    assert await here.plans.withdraw(plan.id, PAT, TUESDAY) == 1
    done = await here.plans.get(plan.id)
    assert (states(done), [each.undo for each in done.steps]) == (["verified"] * 2, [None, None])
    assert await nothing_is_owed(here)
    await work(here.ports, batch.id)
    assert len(here.world.puts) == 2
    assert states(await here.undo(plan, "change-1")) == ["undone", "verified"]
