"""However much waits for leave to send, everything else is done meanwhile."""

import asyncio
from datetime import timedelta

from jobs.sweeps import begin_and_end, settle
from jobs.tasks import Job
from store.database import Database
from tests.ground import CHANNEL, MONDAY, TEAM, Ground
from tests.jobs.working import WAIT, Seen, engine, running, worker

POSTS = 200  # many more than there are hands of any kind
HELD = """
    INSERT INTO limits (key, free_at) VALUES ('deployment', now() + interval '1 hour')
    ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at
"""


async def test_a_round_closes_while_hundreds_of_posts_wait_for_their_permits(
    inside: Ground,
) -> None:
    opened = await inside.open()
    await inside.database.run(HELD)
    for number in range(POSTS):
        text = {"type": "message", "text": "hello"}
        await inside.ports.posting.deliveries.add(f"k{number}", f"{CHANNEL}{number}", TEAM, text)
    await inside.at(MONDAY + timedelta(days=1))
    async with running(inside.engine.work(inside.ports)):
        await settle.run(inside.ports)
        await begin_and_end.run(inside.ports)
        async with asyncio.timeout(WAIT):
            while True:
                if await inside.value("SELECT closed_at FROM rounds"):
                    break
                await asyncio.sleep(0.01)

    assert opened.new
    assert await inside.value("SELECT count(*) FROM deliveries WHERE state = 'queued'") == POSTS


async def test_what_somebody_waits_for_is_done_before_what_was_there_first(
    database: Database,
) -> None:
    seen = Seen()

    async def run(_: object, item: str) -> None:
        await seen.add(item)

    async with engine(database, work=Job(run, queue="posts")) as made:
        async with database.transaction() as connection:
            await made.defer_in(connection, "work", [{"item": "bulk"}] * 50)
            await made.defer_in(connection, "work", [{"item": "asked for"}], soon=True)
        async with worker(made):
            assert (await seen.times(51))[0] == "asked for"


async def test_of_two_jobs_beside_each_other_only_one_is_under_way(database: Database) -> None:
    seen, at_work = Seen(), 0

    async def run(_: object, item: str) -> None:
        nonlocal at_work
        at_work += len(item)
        await asyncio.sleep(0)
        await seen.add(at_work)
        at_work -= len(item)

    first = Job(run, queue="q", in_turn=("item",))
    second = Job(run, queue="q", in_turn=("item",), beside="work", priority=3)
    async with engine(database, work=first, other=second) as made, worker(made):
        for name in ("work", "other") * 3:
            await made.defer(name, item="a")
        assert await seen.times(6) == [1] * 6
