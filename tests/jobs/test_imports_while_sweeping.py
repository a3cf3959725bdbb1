"""An office file that is imported at any moment loses no occurrence and begins none twice."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from jobs.sweeps import begin_and_end
from store.database import Database
from tests.ground import Ground, ground
from tests.jobs.repeating import OFFICE, SUNDAY, ready

LATER = OFFICE.replace('"0 ', '"30 ')
DAYS = 3
# What repeats in it, and what one time of each begins, wherever that is kept.
SCHEDULES = (
    "audit:nightly",
    "checkin:daily",
    "digest:morning:kim@contoso.example",
    "digest:morning:lee@contoso.example",
    "retro:look-back",
)
BEGUN = """
    SELECT 'checkin' AS kind, id FROM rounds UNION ALL SELECT 'retro', id FROM retros
    UNION ALL SELECT 'audit', id FROM audit_runs
    UNION ALL SELECT 'digest', args ->> 'digest_id' FROM procrastinate_jobs
        WHERE task_name = 'send_digest'
"""


@pytest.fixture
async def servers(database: Database, database_url: str) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment, which has met its team."""
    async with Database(database_url) as another, ground(database) as one, ground(another) as two:
        await ready(one)
        yield [one, two]


async def at_once(servers: list[Ground], dice: random.Random, now: datetime, text: str) -> None:
    """Both look twice, and the file is imported a few times, each at a moment of its own."""

    async def sweep(each: Ground) -> None:
        await asyncio.sleep(dice.uniform(0, 0.02))
        await begin_and_end.run(each.ports)

    async def imports() -> None:
        await asyncio.sleep(dice.uniform(0, 0.02))
        server = dice.choice(servers)
        await server.plan(text, server.ports.clock.system())

    await servers[0].at(now)
    await asyncio.gather(*map(sweep, servers * 2), *(imports() for _ in range(dice.randint(1, 3))))


async def done(inside: Ground) -> None:
    """The rounds that are over are closed, and the audits done, as their jobs do it."""
    await inside.database.run("UPDATE audit_runs SET state = 'given_up', reason = 'Not here.'")
    for each in await inside.jobs("close_round"):
        await inside.close(str(each["round_id"]), inside.ports.clock.now())


async def occurrences(inside: Ground) -> list[tuple[str, str, str | None]]:
    """Each time that anything was due: the schedule, what became of it, and what it began."""
    query = "SELECT schedule, outcome, begun_id FROM occurrences ORDER BY schedule, due_at"
    found = await inside.database.all(dict, query)
    return [(each["schedule"], each["outcome"], each["begun_id"]) for each in found]


async def begun(inside: Ground) -> Counter[str]:
    """The ids of all that was begun."""
    return Counter(each["id"] for each in await inside.database.all(dict, BEGUN))


@pytest.mark.parametrize("seed", range(2))
async def test_the_same_file_again_changes_nothing_whenever_it_comes(
    servers: list[Ground], seed: int
) -> None:
    one, dice, now = servers[0], random.Random(seed), SUNDAY  # noqa: S311 moments, not secrets
    end = SUNDAY + timedelta(days=DAYS)
    while now < end:
        now = min(now + timedelta(minutes=dice.randint(1, 7 * 60)), end)
        await at_once(servers, dice, now, OFFICE)
        await done(one)
    await at_once(servers, dice, end, OFFICE)

    found = await occurrences(one)
    times = Counter(schedule for schedule, _, _ in found)
    assert times == Counter(dict.fromkeys(SCHEDULES, DAYS)), "none is lost, none comes again"
    assert await begun(one) == Counter(id_ for _, _, id_ in found if id_)
    assert set(Counter(id_ for _, _, id_ in found if id_).values()) == {1}
    assert len(await one.ports.retros.retros.open_retros(None)) == 1


@pytest.mark.parametrize("seed", range(2))
async def test_a_file_that_changes_to_and_fro_begins_nothing_twice(
    servers: list[Ground], seed: int
) -> None:
    one, dice, now = servers[0], random.Random(seed), SUNDAY  # noqa: S311 moments, not secrets
    while now < SUNDAY + timedelta(days=1.5):
        now += timedelta(minutes=dice.randint(1, 90))
        await at_once(servers, dice, now, dice.choice([OFFICE, LATER]))
        await done(one)

    found = [each for each in await occurrences(one) if each[2] and each[1] != "joined"]
    assert await begun(one) == Counter(id_ for _, _, id_ in found)
    assert found
    assert len(await one.ports.retros.retros.open_retros(None)) == 1
