"""Whoever posts keeps to the deployment's rate, and a permit that came too late is let go."""

import asyncio
import time
from dataclasses import dataclass, field

import pytest

from jobs.pace import AHEAD, STALE, TRIES, Pace
from store.database import Database
from store.posting.limits import DEPLOYMENT, LimitStore


@dataclass
class Told:
    """Limits that give permits so many seconds from now, on a clock that only sleep moves."""

    delays: list[float]
    given: list[float] = field(default_factory=list)
    time: float = 0.0

    def now(self) -> float:
        """The clock."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """So much later, to the moment."""
        self.time += seconds

    async def deployment(self) -> float:
        """The next permit."""
        self.given.append(self.delays[len(self.given)])
        return self.time + self.given[-1]

    async def conversation(self, conversation_id: str) -> float:
        """Nobody asks."""
        raise AssertionError(conversation_id)

    async def members(self, conversation_id: str) -> float:
        """Nobody asks."""
        raise AssertionError(conversation_id)

    async def hold(self, conversation_id: str, delay: float) -> None:
        """Nobody asks."""
        raise AssertionError(conversation_id, delay)


async def test_many_who_post_at_once_leave_one_by_one(database: Database) -> None:
    pace, left = Pace(LimitStore(database)), []

    async def post() -> None:
        await pace()
        left.append(time.monotonic())

    started = time.monotonic()
    await asyncio.gather(*(post() for _ in range(25)))

    assert left[-1] - started >= 24 * DEPLOYMENT.step.total_seconds() - 0.02
    assert all(len([each for each in left if first <= each < first + 1.0]) <= 50 for first in left)


async def test_what_somebody_waits_for_leaves_before_all_that_stand_in_line(
    database: Database,
) -> None:
    pace, left = Pace(LimitStore(database)), []

    async def post(number: int, soon: bool) -> None:
        await pace(soon=soon)
        left.append(number)

    waiting = [asyncio.create_task(post(number, soon=number == 20)) for number in range(21)]
    await asyncio.gather(*waiting)
    assert left.index(20) <= AHEAD


@pytest.mark.parametrize(
    ("delays", "taken"),
    [
        *(([0.01], 1), ([-STALE], 1), ([-0.5, 0.01], 2), ([-0.5, -0.5, 0.0], 3)),
        *(([-STALE - 0.001, 0.01], 2), ([-1.0] * 9, TRIES)),
    ],
)
async def test_a_permit_that_comes_too_late_is_let_go(delays: list[float], taken: int) -> None:
    limits = Told(delays)
    await Pace(limits, limits.now, limits.sleep)()

    assert len(limits.given) == taken
