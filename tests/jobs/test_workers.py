"""What becomes of jobs when a worker dies or loses its database."""

import asyncio
import gc
import signal
import sys
from contextlib import suppress

import pytest
from procrastinate.jobs import Status
from psycopg import AsyncConnection

from bot.app import _for_ever
from bot.cli.kit.waiting import settled
from bot.door.readiness import Readiness
from core.errors import StoreAway
from jobs.tasks import Job
from store.database import Database
from tests.ground import Ground
from tests.jobs.working import WAIT, Seen, engine, running, until, until_idle, waiting, worker

RESCUED = "UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, attempts = 1"
DYING = """
import asyncio, sys
from jobs.tasks import Job
from store.database import Database
from tests.jobs.working import engine

async def hang(ports, item):
    print("doing", flush=True)
    await asyncio.Event().wait()

async def main():
    job = Job(hang, queue="q", in_turn=("item",))
    async with Database(sys.argv[1]) as database, engine(database, work=job) as made:
        await made.work(None)

asyncio.run(main())
"""


async def doomed(database: Database, seconds: int) -> None:
    """A process begins a job and is killed; then so many seconds pass."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", DYING, database.url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    async with asyncio.timeout(20):
        await process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await database.run(
        "UPDATE procrastinate_workers"
        " SET last_heartbeat = last_heartbeat - make_interval(secs => %(seconds)s)",
        {"seconds": seconds},
    )


async def test_the_jobs_of_a_killed_worker_are_done_by_a_living_one(database: Database) -> None:
    seen = Seen()

    async def run(_: object, item: str) -> None:
        await seen.add(item)

    async with engine(database, work=Job(run, queue="q", in_turn=("item",))) as made:
        await made.defer("work", once="a", item="a")
        await doomed(database, 5)
        assert await made.rescue() == 0, "it may only be slow"

        await made.defer("work", once="a", item="a")
        await database.run(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '10 s'"
        )
        rescued = await asyncio.gather(*(made.rescue() for _ in range(3)))
        assert max(rescued) == 1

        async with worker(made):
            assert await seen.times(1) == ["a"]
            await until_idle(database)
            assert await made.rescue() == 0
    assert await waiting(database) == []


async def cut(url: str) -> None:
    """Whatever is between us and the server drops every connection."""
    async with await AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'process-center' AND datname = current_database()"
        )


@pytest.mark.parametrize("again", [True, False])
async def test_what_became_of_a_job_is_written_down_though_the_connections_were_cut(
    database: Database, again: bool
) -> None:
    async with engine(database) as made:
        manager = made._app.job_manager
        await made.defer("read_rosters")
        job = await manager.fetch_job(queues=None, worker_id=await manager.register_worker())
        assert job
        await cut(database.url)

        if again:
            await manager.retry_job(job)
            await until(database, ("todo", 1))
        else:
            await manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
            await until_idle(database)


async def test_jobs_are_done_though_the_connections_of_their_worker_were_cut(
    database: Database,
) -> None:
    seen, may_end = Seen(), asyncio.Event()

    async def run(_: object, item: str) -> None:
        await seen.add(item)
        await may_end.wait()

    async with (
        engine(database, work=Job(run, queue="q", in_turn=("item",))) as made,
        running(_for_ever(lambda: made.work(None))),
    ):
        await made.defer("work", item="a")
        await seen.times(1)
        await cut(database.url)
        may_end.set()
        async with asyncio.timeout(60), Database(database.url) as watching:
            while await waiting(watching):
                with suppress(StoreAway):
                    await made.rescue()


async def test_a_database_that_is_away_is_told_as_such(database: Database) -> None:
    async with (
        Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away,
        Database(database.url) as there,
        engine(there) as made,
    ):
        made._app.connector._async_pool = away.pool  # type: ignore[attr-defined]
        with pytest.raises(StoreAway, match="try again in a minute"):
            await made.defer("read_rosters", once="all")
        with pytest.raises(StoreAway):
            await made.rescue()
        made._app.connector._async_pool = there.pool  # type: ignore[attr-defined]


async def test_a_worker_whose_loop_broke_off_is_missed_and_begins_again(inside: Ground) -> None:
    """Whatever broke it off: here what it fetches jobs with is not there for a while."""
    rename = "ALTER FUNCTION {} RENAME TO {}"
    fetch, gone = "procrastinate_fetch_job_v2", "elsewhere"
    readiness = Readiness(inside.database)
    async with running(_for_ever(lambda: inside.engine.work(inside.ports))):
        await until_missing(readiness)
        async with inside.database.connection() as connection:
            await connection.execute(rename.format(fetch, gone).encode())
            await until_missing(readiness, "worker")
            await connection.execute(rename.format(gone, fetch).encode())
        await until_missing(readiness)


async def until_missing(readiness: Readiness, *what: str) -> None:
    """Wait until just this is not as it should be."""
    async with asyncio.timeout(WAIT):
        while True:
            if await readiness.missing() == [*what]:
                return
            await asyncio.sleep(0.05)


async def test_who_waits_for_cards_that_do_not_arrive_is_told_how_many(
    inside: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody sends them: no server runs."""
    opened = await inside.open()
    assert await settled(inside.ports.posting, "round", [opened.round_id], 0.01) == 3
    assert "1 delivery: 1 queued." in capsys.readouterr().out


@pytest.mark.parametrize("fails", [True, False])
async def test_a_job_that_somebody_rescued_meanwhile_is_done_by_them_without_a_complaint(
    database: Database, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    """Its worker had lost the database for a while, and then writes down how it ended."""
    seen = Seen()

    async def run(_: object) -> None:
        first = not seen.items
        if first:
            await database.run(RESCUED if fails else "DELETE FROM procrastinate_jobs")
        await seen.add("done")
        if first and fails:
            raise ValueError("the database is away")

    async with engine(database, work=Job(run, queue="q")) as made, worker(made):
        await made.defer("work")
        await seen.times(1 + fails)
        await until_idle(database)
        gc.collect()
    assert "never retrieved" not in caplog.text
