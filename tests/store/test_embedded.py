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
from store import embedded_process
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
    until = time.monotonic() + 60
    while embedded_process.runs(folder) and time.monotonic() < until:
        time.sleep(0.01)


def wait_until_half_made(folder: Path) -> None:
    """What makes a new folder is at work."""
    until = time.monotonic() + 60
    while not [*folder.parent.glob("*/PG_VERSION")] and time.monotonic() < until:
        time.sleep(0.005)


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


async def test_a_server_whose_users_were_all_killed_ends_by_itself(folder: Path) -> None:
    async with user(folder) as first, user(folder) as second:
        ask(await url(first), "CREATE TABLE kept AS SELECT 7 AS n")
        await url(second)
        await killed(first)
        assert embedded_process.runs(folder)
        await killed(second)
        wait_for_the_end(folder)
        assert not embedded_process.runs(folder)

        with EmbeddedServer(folder) as again:
            assert ask(again.url, "SELECT n FROM kept") == 7


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


def test_a_server_that_dies_while_it_is_used_is_started_again(folder: Path) -> None:
    with EmbeddedServer(folder) as used:
        ask(used.url, "CREATE TABLE kept AS SELECT 7 AS n")
        assert not used.keep_up()
        running = server(folder)
        assert running
        os.kill(running, signal.SIGKILL)
        wait_for_the_end(folder)

        assert used.keep_up()
        assert ask(used.url, "SELECT n FROM kept") == 7
    assert not embedded_process.runs(folder)


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


async def test_a_first_start_that_is_killed_half_way_is_done_again(folder: Path) -> None:
    async with user(folder) as first:
        wait_until_half_made(folder)
        await killed(first)
    for _ in range(2):  # what the killed one had begun may go on into the first
        with EmbeddedServer(folder) as again:
            assert ask(again.url, "SELECT 7") == 7
    left = {"postgres", "postgres.lock", "postgres.starting"}
    assert {each.name for each in folder.parent.iterdir()} == left


def test_one_that_starts_and_is_not_wanted_any_more_is_not_left_running(folder: Path) -> None:
    server_ = EmbeddedServer(folder)
    server_.leave()
    with pytest.raises(SetupError), server_:
        pytest.fail("it waited for a server that nobody wants")
    wait_for_the_end(folder)

    assert not embedded_process.runs(folder)


SHELL = {
    "LANG": "de_DE.UTF-8",
    "LC_ALL": "tr_TR.UTF-8",
    "PGPORT": "7777",
    "PGHOST": "nowhere.example",
    "PGCLIENTENCODING": "LATIN1",
    "PGOPTIONS": "-c search_path=pg_catalog",
    "TZ": "Nowhere/Land",
}
ODD = [
    "a b",
    "100%41",
    "x#y?z",
    "Ümläut",
    'it\'s "so"',
    "do$HOME`id`;",
    "com,ma",
    "back\\sl",
    "l" * 200,
]


def test_nothing_depends_on_the_shell_or_on_the_folder_s_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in SHELL.items():
        monkeypatch.setenv(name, value)
    with EmbeddedServer(folder) as server_:
        letters = "SELECT string_agg(x, '' ORDER BY x) FROM unnest(array['ä','b','a','B','I']) AS x"
        assert ask(server_.url, letters) == "BIabä"
        assert ask(server_.url, "SELECT lower('ÄI') || upper('öi')") == "äiÖI"
        assert ask(server_.url, "SHOW server_encoding") == "UTF8"
        assert ask(server_.url, "SHOW timezone") == "UTC"
        assert ask(server_.url, "SELECT current_schema()") == "public"

    for name in ODD:
        there = folder.parent / name
        there.mkdir()
        folder = folder.rename(there / "postgres")
        with EmbeddedServer(folder) as server_:
            assert ask(server_.url, "SHOW data_directory") == str(folder)
        assert not embedded_process.runs(folder)


def test_a_folder_may_be_given_by_a_link_and_from_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder.parent)
    Path("link").symlink_to(".")
    with (
        EmbeddedServer(Path("link/postgres")) as one,
        EmbeddedServer(Path("postgres")) as other,
    ):
        assert one.url == other.url
        assert ask(one.url, "SHOW data_directory") == str(folder)


@pytest.mark.parametrize(
    ("there", "says"),
    [("file/postgres", "File exists"), ("file/in/postgres", "Not a directory")],
)
def test_a_file_in_the_place_of_a_folder_is_told(folder: Path, there: str, says: str) -> None:
    (folder.parent / "file").touch()

    with (
        pytest.raises(SetupError, match=rf"cannot be used \({says}\). Name another by PROCESS_"),
        EmbeddedServer(folder.parent / there),
    ):
        pytest.fail("it started")


@pytest.mark.parametrize("version", ["18", "a page of something else", ""])
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
