"""A server that says nothing, and closes nothing, is away like any other that is."""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from core.errors import StoreAway
from jobs import retries
from jobs.engine import Engine
from jobs.tasks import Job
from store import bounded
from store.backups import programs
from store.database import Database, within
from store.migrate import LOCK, migrate, newest, step
from store.threads import aside
from tests.conftest import Server
from tests.jobs.working import Seen, engine, running
from tests.silence import Line, line_to


@pytest.fixture
async def line(database_url: str) -> AsyncIterator[Line]:
    """A way to the database on which it can fall silent."""
    async with line_to(database_url) as made:
        yield made


@pytest.fixture
async def far(line: Line) -> AsyncIterator[Database]:
    """The database at the other end, from which an answer is awaited for a moment only."""
    async with Database(line.url, size=3, wait=0.5, silence=0.2) as opened:
        yield opened


async def test_a_statement_that_is_not_answered_is_given_up(far: Database, line: Line) -> None:
    await far.run("SELECT 1")
    line.falls_silent()
    with pytest.raises(StoreAway):
        await far.run("SELECT 1")

    line.goes_on()
    assert await far.run("SELECT 1") == 1


async def test_a_transaction_that_is_not_answered_is_given_up_and_undone(
    far: Database, line: Line, database: Database
) -> None:
    async def half() -> None:
        async with far.transaction() as connection:
            await connection.execute("UPDATE rehearsal_clock SET ahead = '1 day'")
            line.falls_silent()
            await connection.execute("UPDATE rehearsal_clock SET ahead = '2 days'")

    with pytest.raises(StoreAway):
        await half()
    line.goes_on()
    assert await database.row("SELECT ahead::text FROM rehearsal_clock") == {"ahead": "00:00:00"}


async def test_a_server_that_lets_in_and_says_nothing_is_away(far: Database, line: Line) -> None:
    line.falls_silent()
    with pytest.raises(StoreAway):
        await far.run("SELECT 1")


async def test_connections_that_a_firewall_forgot_are_all_let_go_with_the_first(
    far: Database, line: Line
) -> None:
    await asyncio.gather(*(far.run("SELECT pg_sleep(0.05)") for _ in range(3)))
    line.forgets()
    with pytest.raises(StoreAway):
        await far.run("SELECT 1")

    assert await asyncio.gather(*(far.run("SELECT 1") for _ in range(3))) == [1] * 3


async def test_so_it_is_where_who_found_the_first_had_less_time(far: Database, line: Line) -> None:
    await asyncio.gather(*(far.run("SELECT pg_sleep(0.05)") for _ in range(3)))
    line.forgets()
    with pytest.raises(StoreAway):
        async with within(0.05):
            await far.run("SELECT 1")

    assert await asyncio.gather(*(far.run("SELECT 1") for _ in range(3))) == [1] * 3


async def test_who_has_less_time_than_a_statement_hears_it_in_time(line: Line) -> None:
    async with Database(line.url, size=1) as patient:
        await patient.run("SELECT 1")
        line.falls_silent()
        with pytest.raises(StoreAway):
            async with within(0.2):
                await patient.run("SELECT 1")


async def test_a_statement_that_takes_too_long_holds_its_locks_no_longer(
    far: Database, database: Database
) -> None:
    """The server is asked to stop, as closing the connection alone would not have it do."""
    async with database.transaction() as connection:
        await connection.execute("SELECT FROM rehearsal_clock FOR UPDATE")
        with pytest.raises(StoreAway):
            await far.run("UPDATE rehearsal_clock SET ahead = '1 day'")
        waiting = "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert await database.row(waiting) == {"n": 0}


async def test_work_that_may_be_large_is_waited_for_longer(far: Database) -> None:
    async with far.transaction(silence=10.0) as connection:
        await connection.execute("SELECT pg_sleep(0.5)")
    with pytest.raises(StoreAway):
        await far.run("SELECT pg_sleep(5)")


async def test_the_server_lets_go_of_what_a_silent_client_holds(far: Database) -> None:
    told = await far.row(
        "SELECT current_setting('idle_in_transaction_session_timeout') AS stranded,"
        " current_setting('application_name') AS name"
    )
    assert told == {"stranded": "15s", "name": "process-center"}


async def test_a_worker_goes_on_when_the_server_speaks_again(
    far: Database, line: Line, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jobs that others deferred meanwhile are done, each once; the listener hears again."""
    monkeypatch.setattr(retries, "WRITE", 0.3)
    seen = Seen()

    async def run(_: object, item: int) -> None:
        await seen.add(item)

    job = Job(run, queue="q")

    noticed = asyncio.Event()

    async def for_ever(made: Engine) -> None:
        while True:
            with suppress(StoreAway):
                await made.work(None)
            noticed.set()

    async with (
        engine(far, work=job) as made,
        engine(database, work=job) as near,
        running(for_ever(made)),
    ):
        await near.defer("work", item=1)
        await seen.times(1)
        line.forgets()
        line.falls_silent()
        await near.defer("work", item=2)
        await noticed.wait()
        line.goes_on()
        await near.defer("work", item=3)
        assert sorted(map(str, await seen.times(3))) == ["1", "2", "3"]


async def test_a_start_gives_up_too(line: Line) -> None:
    assert await step(line.url) == newest()
    line.falls_silent()
    with pytest.raises(StoreAway):
        await migrate(line.url, 0.2)


async def test_a_step_that_waits_for_another_process_gives_up(postgres: Server) -> None:
    with postgres.copy("template0") as empty:
        async with Database(empty) as other, other.connection() as connection:
            await connection.execute(f"SELECT pg_advisory_lock({LOCK})".encode())
            with pytest.raises(StoreAway):
                await migrate(empty, 0.2)


async def test_what_blocks_a_thread_holds_up_nobody_who_has_to_end() -> None:
    may_end = threading.Event()
    blocked = asyncio.create_task(aside(may_end.wait))
    await asyncio.sleep(0)
    blocked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await blocked
    may_end.set()


async def test_a_listener_looks_for_its_server(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "LISTEN", 0.1)
    async with await bounded.Bounded.connect(line.url, autocommit=True) as connection:
        assert [each async for each in connection.notifies()] == []


def test_a_program_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "QUIET", 0.1)
    silent = [sys.executable, "-c", "import time; print('x', flush=True); time.sleep(60)"]
    with pytest.raises(programs.Failed, match="nothing was heard for 0 seconds"):
        list(programs.pieces(silent, {}))
