"""Teams are changed side by side, each in the order of the plan, within the budget."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.standards.changes.model import State, Step
from core.standards.changes.several import AT_ONCE, several
from core.standards.changes.working import work
from tests.changes.world import Died, Scene, change, states


def step(number: int, team: str, state: State = State.APPROVED) -> Step:
    return Step(replace(change(number), team_id=team), state)


@dataclass
class Work:
    """What is done takes as many turns as are asked, and some use up room."""

    budget: int = 1_000
    turns: dict[str, int] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)  # these turn out to need no write
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    teams: set[str] = field(default_factory=set)
    crashed: set[str] = field(default_factory=set)
    most: int = 0

    async def one(self, each: Step) -> bool:
        id_, team = each.change.id, each.change.team_id
        assert team not in self.teams
        self.teams.add(team)
        self.begun.append(id_)
        self.most = max(self.most, len(self.teams))
        for _ in range(self.turns.get(id_, 1)):
            await asyncio.sleep(0)
        if each.state is State.APPROVED and id_ not in self.without:
            assert self.budget > 0
            self.budget -= 1
        self.teams.remove(team)
        self.ended.append(id_)
        return True

    async def room(self, under_way: Collection[str]) -> int:
        return self.budget - len(set(under_way) - self.crashed)

    async def do(self, *steps: Step, stopped: bool = False) -> None:
        await several(steps, self.one, self.room, lambda: stopped)


async def test_as_many_teams_at_once_as_there_may_be() -> None:
    made = Work()
    await made.do(*(step(at, f"team-{at}") for at in range(AT_ONCE + 20)))
    assert (made.most, len(made.ended)) == (AT_ONCE, AT_ONCE + 20)


@given(
    teams=st.lists(st.integers(0, 4), min_size=1, max_size=20),
    turns=st.lists(st.integers(1, 9), min_size=20, max_size=20),
    budget=st.integers(0, 20),
    without=st.sets(st.integers(0, 19)),
)
async def test_the_budget_is_for_the_first_of_the_plan_and_a_team_keeps_its_order(
    teams: list[int], turns: list[int], budget: int, without: set[int]
) -> None:
    made = Work(
        budget,
        {f"change-{at}": each for at, each in enumerate(turns)},
        {f"change-{at}" for at in without},
    )
    steps = [step(at, f"team-{team}") for at, team in enumerate(teams)]
    await made.do(*steps)

    places = [int(each.partition("-")[2]) for each in made.begun]
    for team in set(teams):
        own = [place for place in places if teams[place] == team]
        assert own == sorted(own)
    written = sorted(set(places) - without)
    assert written == [at for at in range(len(teams)) if at not in without][:budget]
    assert made.budget == budget - len(written)


async def test_what_a_crash_left_needs_no_room() -> None:
    made = Work(budget=1)
    made.crashed = {"change-1", "change-2"}
    left = [step(1, "a", State.APPLYING), step(2, "b", State.APPLYING)]
    await made.do(*left, step(3, "a"), step(4, "c"))
    assert sorted(made.ended) == ["change-1", "change-2", "change-3"]


async def test_nothing_is_begun_where_it_is_stopped() -> None:
    made = Work()
    await made.do(step(1, "a"), stopped=True)
    assert not made.begun


@pytest.mark.parametrize("how", ["ends", "fails", "no room known"])
async def test_whatever_ends_one_lets_the_others_end(how: str) -> None:
    made = Work(turns={"change-2": 20})

    async def one(each: Step) -> bool:
        await made.one(each)
        if each.change.id == "change-1" and how == "fails":
            raise Died
        return each.change.id != "change-1" or how != "ends"

    async def room(_: Collection[str]) -> int:
        if how == "no room known" and made.ended:
            raise Died
        return 10

    steps = [step(1, "a"), step(2, "b"), step(3, "a")]
    if how == "ends":
        await several(steps, one, room, lambda: False)
    else:
        with pytest.raises(Died):
            await several(steps, one, room, lambda: False)
    assert made.ended == ["change-1", "change-2"]


async def test_cancelled_it_cancels_what_is_under_way() -> None:
    made = Work(turns={"change-1": 10_000})
    doing = asyncio.create_task(made.do(step(1, "a")))
    await asyncio.sleep(0.01)
    doing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doing
    assert (made.begun, made.ended) == (["change-1"], [])


async def test_a_plan_for_many_teams_is_written_side_by_side(here: Scene) -> None:
    plan = await here.plan(*map(change, range(1, 9)))
    inside, most, gate = 0, 0, asyncio.Event()

    async def slowly() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == 8:
            gate.set()
        async with asyncio.timeout(10):
            await gate.wait()

    batch = await here.approve(plan)
    here.world.slowly = slowly
    told: list[tuple[int, int]] = []
    await work(here.ports, batch.id, lambda *how: told.append(how))
    assert most == 8
    assert states(await here.plans.get(plan.id)) == ["verified"] * 8
    assert told == [(done, 8) for done in range(9)]


async def test_what_is_begun_takes_room_once(here: Scene) -> None:
    plan = await here.plan(*map(change, (1, 2, 3)))
    batch = await here.approve(plan, budget=3)
    async with here.plans.alone(plan.id):
        assert await here.plans.begin(batch, "change-1", "public", None, here.clock.now())
        assert await here.plans.room(batch, ["change-1", "change-2"]) == 1
