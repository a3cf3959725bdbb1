"""However many ask, and from however many processes, Teams' limits are kept."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from store.database import Database
from store.posting.limits import CONVERSATION, DEPLOYMENT, MEMBERS, Limit, LimitStore

HOUR = 3600.0
# What Teams allows an app in one conversation: so many messages in so many seconds.
TEAMS = [(7, 1.0), (8, 2.0), (60, 30.0), (1800, HOUR)]
# And so often it may ask who is in one.
TEAMS_OF_MEMBERS = [(14, 1.0), (16, 2.0), (120, 30.0), (3600, HOUR)]


@pytest.fixture
async def both(database_url: str) -> AsyncIterator[list[LimitStore]]:
    """Two processes of a deployment."""
    async with Database(database_url) as one, Database(database_url) as two:
        yield [LimitStore(one), LimitStore(two)]


def permits(limit: Limit, seconds: float) -> list[float]:
    """The times of the permits that whoever asks without a pause gets, after a rest."""
    step = limit.step.total_seconds()
    times = [0.0] * limit.burst
    while times[-1] < seconds:
        times.append((len(times) - limit.burst + 1) * step)
    return times


def most(times: list[float], window: float) -> int:
    """The most of them that lie within any stretch of this many seconds."""
    first, found = 0, 0
    for last, when in enumerate(times):
        while when - times[first] > window:
            first += 1
        found = max(found, last - first + 1)
    return found


@pytest.mark.parametrize(("allowed", "window"), TEAMS)
def test_a_conversation_s_permits_stay_below_each_limit_of_teams(
    allowed: int, window: float
) -> None:
    assert most(permits(CONVERSATION, 2 * HOUR), window) <= allowed


@pytest.mark.parametrize(("allowed", "window"), TEAMS_OF_MEMBERS)
def test_the_permits_to_ask_who_is_there_stay_below_each_limit_of_teams(
    allowed: int, window: float
) -> None:
    assert most(permits(MEMBERS, 2 * HOUR), window) <= allowed


async def test_asking_who_is_there_takes_no_permit_to_write(both: list[LimitStore]) -> None:
    asked = [both[number % 2].members("19:a") for number in range(20)]
    waits = await asyncio.gather(*asked)

    assert waits.count(0.0) == MEMBERS.burst
    assert await both[0].conversation("19:a") == 0.0


def test_a_deployment_s_permits_stay_below_fifty_a_second_with_some_jitter() -> None:
    assert most(permits(DEPLOYMENT, 60), 1.0 + 0.02) <= 50
    assert most(permits(DEPLOYMENT, 60), 1.0) >= 48, "slower than it has to be"


async def test_a_rested_conversation_gives_a_burst_and_then_one_a_step(
    both: list[LimitStore],
) -> None:
    asked = [both[number % 2].conversation("19:a") for number in range(40)]
    waits = await asyncio.gather(*asked)

    assert waits.count(0.0) == CONVERSATION.burst
    step = CONVERSATION.step.total_seconds()
    assert all(0 < wait <= step for wait in waits if wait)
    assert await both[0].conversation("19:b") == 0.0, "another conversation is not held up"


async def test_over_hours_both_processes_together_take_what_the_arithmetic_says(
    both: list[LimitStore], database: Database
) -> None:
    """Time is moved, not waited for: the row is set back by each wait that was told."""
    clock, times = 0.0, []
    for number in range(400):
        wait = await both[number % 2].conversation("19:a")
        if wait == 0.0:
            times.append(clock)
            continue
        clock += wait + 0.001
        await database.run(
            "UPDATE limits SET free_at = free_at - make_interval(secs => %(passed)s)",
            {"passed": wait + 0.001},
        )

    assert len(times) > 150
    assert [most(times, window) <= allowed for allowed, window in TEAMS] == [True] * 4
    assert clock / (len(times) - CONVERSATION.burst) < CONVERSATION.step.total_seconds() + 0.01


async def test_a_conversation_that_was_throttled_rests_as_long_as_teams_asked(
    both: list[LimitStore], database: Database
) -> None:
    await both[0].hold("19:a", 30)
    await both[1].hold("19:a", 5)

    assert 29 < await both[1].conversation("19:a") <= 30
    await database.run("UPDATE limits SET free_at = free_at - interval '30 seconds'")
    assert await both[1].conversation("19:a") == 0.0
    assert await both[0].conversation("19:a") > 0, "and then one by one, without a burst"


async def test_all_processes_together_get_the_deployment_s_permits_one_by_one(
    both: list[LimitStore],
) -> None:
    async def take(store: LimitStore, count: int) -> list[float]:
        return [await store.deployment() for _ in range(count)]

    started = time.monotonic()
    taken = await asyncio.gather(*(take(both[number % 2], 8) for number in range(20)))
    times = sorted(when for each in taken for when in each)

    step = DEPLOYMENT.step.total_seconds()
    assert times[0] >= started - 0.01
    assert most(times, 1.0) <= 50
    assert times[-1] - times[0] == pytest.approx(159 * step, rel=0.05)


async def test_permits_that_nobody_took_are_not_saved_up(
    both: list[LimitStore], database: Database
) -> None:
    await both[0].deployment()
    await database.run("UPDATE limits SET free_at = free_at - interval '1 hour'")
    times = [await both[0].deployment() for _ in range(10)]

    assert times[-1] - times[0] >= 9 * DEPLOYMENT.step.total_seconds() - 0.01
