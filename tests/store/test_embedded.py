"""The embedded server is shared, outlives a process that is killed, and stops with the last."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from core.errors import SetupError
from store import embedded
from store.embedded import EmbeddedServer

USER = """
import pathlib, sys
from store.embedded import EmbeddedServer
with EmbeddedServer(pathlib.Path(sys.argv[1])) as server:
    print(server.url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a server may live: as root, PostgreSQL runs as another user, so not in pytest's own."""
    with TemporaryDirectory(prefix="process-center-") as made:
        yield Path(made) / "postgres"


@asynccontextmanager
async def user(folder: Path) -> AsyncIterator[Process]:
    """Another process that uses the server, until it is told to leave or killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", USER, str(folder), stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        await leave(process)


async def leave(process: Process) -> None:
    """Tell it to go, as at the end of its work."""
    if process.returncode is None and process.stdin:
        process.stdin.close()
    await process.wait()


async def url(process: Process) -> str:
    """What the process told of the server it uses."""
    assert process.stdout
    async with asyncio.timeout(20):
        return (await process.stdout.readline()).decode().strip()


async def killed(process: Process) -> None:
    """It ends without a word to anybody."""
    process.send_signal(signal.SIGKILL)
    await process.wait()


def server(folder: Path) -> int | None:
    """The id of the server's own process, None when it does not run."""
    file = folder / "postmaster.pid"
    return int(file.read_text().split()[0]) if file.exists() else None


def wait_for_the_end(folder: Path) -> None:
    """A killed process takes a moment to be gone."""
    until = time.monotonic() + 10
    while embedded._runs(folder) and time.monotonic() < until:
        time.sleep(0.01)


def ask(address: str, query: str) -> object:
    """The first value of the answer, None without one."""
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        found = cursor.fetchone() if cursor.description else None
    return found[0] if found else None


async def test_processes_share_a_server_and_the_last_one_stops_it(folder: Path) -> None:
    async with user(folder) as first, user(folder) as second, user(folder) as third:
        addresses = [await url(each) for each in (first, second, third)]
        assert len({*addresses}) == 1
        running = server(folder)

        await leave(third)
        assert ask(addresses[1], "SELECT 1") == 1

        await killed(first)
        assert ask(addresses[1], "SELECT 1") == 1
        assert server(folder) == running

        await leave(second)
        assert second.returncode == 0
        assert server(folder) is None
        with pytest.raises(psycopg.OperationalError):
            ask(addresses[1], "SELECT 1")


async def test_a_server_that_a_dead_process_left_is_found_and_stopped(folder: Path) -> None:
    async with user(folder) as first:
        ask(await url(first), "CREATE TABLE kept AS SELECT 7 AS n")
        running = server(folder)
        await killed(first)
        assert server(folder) == running

        with EmbeddedServer(folder) as found:
            assert ask(found.url, "SELECT n FROM kept") == 7
            assert server(folder) == running
        assert server(folder) is None


async def test_when_all_are_killed_the_server_too_a_new_start_has_the_data(folder: Path) -> None:
    async with user(folder) as first:
        ask(await url(first), "CREATE TABLE kept AS SELECT 7 AS n")
        running = server(folder)
        assert running
        await killed(first)
        os.kill(running, signal.SIGKILL)
        wait_for_the_end(folder)

        with EmbeddedServer(folder) as again:
            assert ask(again.url, "SELECT n FROM kept") == 7


async def test_the_number_of_a_dead_server_may_be_another_process_s_by_now(folder: Path) -> None:
    async with user(folder) as first:
        ask(await url(first), "CREATE TABLE kept AS SELECT 7 AS n")
        told = (folder / "postmaster.pid").read_text().partition("\n")
        await leave(first)
    bystander = await asyncio.create_subprocess_exec("sleep", "60")
    try:
        (folder / "postmaster.pid").write_text(f"{bystander.pid}\n{told[2]}")

        with EmbeddedServer(folder) as again:
            assert ask(again.url, "SELECT n FROM kept") == 7
        assert bystander.returncode is None
    finally:
        bystander.kill()
        await bystander.wait()


@pytest.mark.parametrize("version", ["9.6", "18", "a page of something else"])
def test_a_folder_that_cannot_hold_a_server_is_told_with_what_to_do(
    folder: Path, version: str
) -> None:
    folder.mkdir()
    (folder / "PG_VERSION").write_text(f"{version}\n")

    with (
        pytest.raises(SetupError, match="Read its log there, or set PROCESS_"),
        EmbeddedServer(folder),
    ):
        pytest.fail("it started")


def test_one_that_never_started_leaves_without_a_trace(folder: Path) -> None:
    EmbeddedServer(folder).__exit__(None, None, None)

    assert not folder.parent.joinpath("postgres.lock").exists()
