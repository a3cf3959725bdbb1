"""What was changed is put back as it was, and refused in words where the world moved on."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.standards.changes.approving import approve_undo
from core.standards.changes.model import Value
from core.standards.changes.working import work
from store.database import Database
from tests.changes.world import MONDAY, NO, PAT, Died, Scene, World, change, scene, states


async def test_what_was_changed_is_put_back_the_last_first(here: Scene) -> None:
    first, last = change(1, target="a"), change(3, target="b", team_id="team-1")
    plan = await here.plan(first, change(2), last)
    await here.apply(plan, "change-1", "change-3")
    before = len(here.world.puts)
    done = await here.undo(plan)
    assert states(done) == ["undone", "proposed", "undone"]
    assert here.world.puts[before:] == [("change-3", "public"), ("change-1", "public")]
    told = (await here.plans.entries(plan.id))[-1]
    assert (told.event, told.before, told.after, told.by) == ("undone", "private", "public", "pat")


async def test_what_has_nothing_left_to_put_back_says_why(here: Scene, database: Database) -> None:
    plan = await here.plan(change(1))
    with pytest.raises(InputError, match="Nothing of this was changed"):
        await here.undo(plan)
    await here.apply(plan)
    await here.undo(plan)
    with pytest.raises(InputError, match="put back already, by somebody whose name is not known"):
        await here.undo(plan)
    await database.run("INSERT INTO people (id, name) VALUES ('pat', 'Pat Novak')")
    with pytest.raises(InputError, match=r"^It is put back already, by Pat Novak\.$"):
        await here.undo(plan)

    for_ever = await here.plan(replace(change(2), kind="renew"), plan_id="plan-2")
    await here.apply(for_ever)
    with pytest.raises(InputError, match="cannot be put back"):
        await here.undo(for_ever)


async def test_a_withdrawn_undo_is_told_from_what_is_there_to_what_was(here: Scene) -> None:
    plan = await here.plan(change(1), change(2))
    await here.apply(plan, "change-1")
    here.world.things["team-1", ""] = "private"
    await approve_undo(here.ports, plan.id, ["change-1"], PAT, job=False)
    await here.approve(plan, "change-2")
    assert await here.plans.withdraw(plan.id, PAT, MONDAY) == 2
    told = {each.change.id: each for each in await here.plans.entries(plan.id)}
    assert {each.event for each in told.values()} == {"withdrawn"}
    assert (told["change-1"].before, told["change-1"].after) == ("private", "public")
    assert (told["change-2"].before, told["change-2"].after) == ("public", "private")


async def test_the_budget_holds_for_putting_back_too(here: Scene) -> None:
    plan = await here.plan(*map(change, (1, 2, 3)))
    await here.apply(plan)
    assert states(await here.undo(plan, budget=2)) == ["verified", "undone", "undone"]
    assert states(await here.undo(plan, budget=2)) == ["undone"] * 3


async def test_what_somebody_changed_since_is_left_alone(here: Scene) -> None:
    plan = await here.plan(change(1))
    await here.apply(plan)
    here.world.things["team-1", ""] = "hidden"
    done = await here.undo(plan)
    assert (states(done), done.steps[0].undo) == (["verified"], "refused")
    assert "somebody changed it since" in done.steps[0].why
    assert here.world.things["team-1", ""] == "hidden"


async def test_what_is_in_use_by_now_stays(here: Scene) -> None:
    plan = await here.plan(change(1))
    await here.apply(plan)
    here.world.held["change-1"] = "Somebody has posted there since."
    done = await here.undo(plan)
    assert (done.steps[0].undo, done.steps[0].why) == ("refused", here.world.held["change-1"])
    here.world.held.clear()
    assert states(await here.undo(plan)) == ["undone"]


@pytest.mark.parametrize("why", NO)
async def test_what_graph_does_not_take_can_be_tried_again(here: Scene, why: str) -> None:
    plan = await here.plan(change(1))
    await here.apply(plan)
    here.world.refuses["change-1"] = NO[why]
    done = await here.undo(plan)
    assert (states(done), done.steps[0].why) == (["applied"], NO[why].says)
    here.world.refuses.clear()
    assert states(await here.undo(plan)) == ["undone"]


async def test_a_lost_answer_is_looked_at_and_never_guessed(here: Scene) -> None:
    plan = await here.plan(change(1))
    await here.apply(plan)
    here.world.loses["change-1"] = False
    done = await here.undo(plan)
    assert (states(done), done.steps[0].undo) == (["undoing"], "failed")
    here.world.loses.clear()
    assert states(await here.undo(plan)) == ["undone"]


VALUES = st.sampled_from(["", "public", "private", True, False, None])
TROUBLE = st.sampled_from(["none", "lost", "not written", "refused", "dies before", "dies after"])


@given(
    values=st.lists(st.tuples(VALUES, VALUES).filter(lambda each: each[0] != each[1]), max_size=4),
    troubles=st.lists(TROUBLE, min_size=4, max_size=4),
    lags=st.integers(0, 3),
    budget=st.integers(1, 5),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_goes_wrong(
    database: Database,
    values: list[tuple[Value, Value]],
    troubles: list[str],
    lags: int,
    budget: int,
) -> None:
    """Each change is written once at most, nothing is called verified that is not there, no batch
    passes its budget, and after putting back all is as it was."""
    here = scene(database)
    made = [
        replace(change(at + 1), before=before, after=after)
        for at, (before, after) in enumerate(values)
    ]
    number = await database.row("SELECT count(*) AS many FROM plans")
    plan = await here.plan(*made, plan_id=f"plan-{number['many'] if number else 0}")
    if not made:
        return
    before = dict(here.world.things)
    here.world.lags = lags
    _trouble(here.world, troubles)
    for _ in range(12):
        batch = await here.approve(plan, budget=budget)
        so_far = len(here.world.puts)
        await _run(here, batch.id)
        assert len(here.world.puts) - so_far <= budget
        now = await here.plans.get(plan.id)
        for each in now.steps:
            if each.state == "verified":
                there = here.world.things[each.change.team_id, ""]
                assert there is each.change.after or there == each.change.after
    ids = list(here.world.taken)
    assert len(ids) == len(set(ids))
    assert states(await here.plans.get(plan.id)) == ["verified"] * len(made)
    approved = {
        each.change.id for each in await here.plans.entries(plan.id) if each.event == "approved"
    }
    assert set(ids) <= approved

    for _ in range(12):
        if any(each.state == "verified" for each in (await here.plans.get(plan.id)).steps):
            undo = await approve_undo(here.ports, plan.id, (), PAT, budget=budget, job=False)
            await _run(here, undo.id)
    assert here.world.things == before


async def _run(here: Scene, batch_id: str) -> None:
    """A process that dies is followed by another one."""
    for _ in range(9):
        try:
            await work(here.ports, batch_id)
        except Died:
            continue
        return


def _trouble(world: World, troubles: list[str]) -> None:
    """Each change has its own trouble, once."""
    left = {f"change-{at + 1}": each for at, each in enumerate(troubles)}

    def before_put(each: object) -> None:
        id_ = getattr(each, "id", "")
        world.refuses.pop(id_, None)
        world.loses.pop(id_, None)
        match left.get(id_):
            case "dies before":
                del left[id_]
                raise Died
            case "refused":
                del left[id_]
                world.refuses[id_] = NO["rejected"]
            case "lost" | "not written" as how:
                del left[id_]
                world.loses[id_] = how == "lost"

    def after_put(each: object) -> None:
        id_ = getattr(each, "id", "")
        if left.get(id_) == "dies after":
            del left[id_]
            raise Died

    world.before_put, world.after_put = before_put, after_put
