"""Whenever and however a process is ended, nothing of it is left, and the next start works."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest

from tests.conftest import CONTENT
from tests.ground import NOBODY_OUTSIDE
from tests.rehearsal import free_port

PATIENCE = 40.0  # seconds in which every process of ours ends, on a machine with much else to do
PARENT = """
import subprocess, sys
subprocess.run([sys.executable, "-m", "bot", *sys.argv[1:]])
"""


@dataclass(frozen=True)
class Machine:
    """A machine with a data folder that has no database yet."""

    home: Path
    environment: Mapping[str, str]

    async def starts(
        self, *words: str, parent: bool = False, out: int = PIPE, into: int = DEVNULL
    ) -> Process:
        """A command, perhaps of another process than this one, and with what it says."""
        program = ("-c", PARENT) if parent else ("-m", "bot")
        return await asyncio.create_subprocess_exec(
            *(sys.executable, *program, *words),
            env=self.environment,
            cwd=self.home,
            stdin=into,
            stdout=out,
            stderr=DEVNULL if out == PIPE else out,
        )

    def left(self) -> list[str]:
        """What is at work on the data folder."""
        found = (each.info["cmdline"] or [] for each in psutil.process_iter(["cmdline"]))
        return [" ".join(each) for each in found if any(str(self.home) in part for part in each)]

    def waits_until(self, what: str) -> None:
        """Until there is a file so called."""
        until = time.monotonic() + PATIENCE
        while not [*self.home.glob(what)]:
            assert time.monotonic() < until, f"{what} did not appear"
            time.sleep(0.005)

    def nothing_is_left(self) -> bool:
        """Also a moment later, since what was begun may have to end first."""
        until = time.monotonic() + PATIENCE
        while self.left() and time.monotonic() < until:
            time.sleep(0.05)
        return not self.left()


@pytest.fixture
def machine() -> Iterator[Machine]:
    """Its settings reach nobody."""
    with TemporaryDirectory(prefix="process-center-") as home:
        given = NOBODY_OUTSIDE.model_dump(mode="json")
        settings = {
            **{name: given[name] for name in ("openid_metadata_url", "graph_url", "app_id")},
            "static_token": "opens-nothing",
            "tenants": "home",
            "service_url_hosts": "127.0.0.1",
            "content_dir": str(CONTENT),
            "data_dir": home,
        }
        named = {f"PROCESS_CENTER_{name.upper()}": value for name, value in settings.items()}
        yield Machine(Path(home), {**os.environ, **named})  # noqa: TID251 a child's


async def ended(process: Process, sign: signal.Signals | None = None) -> int:
    """Its exit code, in time."""
    if sign:
        process.send_signal(sign)
    async with asyncio.timeout(PATIENCE):
        return await process.wait()


async def test_a_server_that_is_ended_while_it_makes_its_database_leaves_none(
    machine: Machine,
) -> None:
    serving = await machine.starts("serve", "--port", "0")
    machine.waits_until("postgres.making-*/PG_VERSION")
    assert await ended(serving, signal.SIGTERM) == 0
    assert machine.nothing_is_left()

    again = await machine.starts("serve", "--port", "0")
    assert again.stdout
    assert b"answers at" in await again.stdout.readline()
    assert await ended(again, signal.SIGINT) == 0
    assert machine.nothing_is_left()


async def test_a_terminal_that_is_closed_ends_what_runs_in_it(machine: Machine) -> None:
    leader, follower = os.openpty()
    serving = await machine.starts("serve", "--port", "0", out=follower)
    os.close(follower)
    with os.fdopen(leader, "rb", buffering=0) as screen:
        assert "answers at" in (await asyncio.to_thread(screen.read, 1000)).decode()
    assert await ended(serving, signal.SIGHUP) == 0
    assert machine.nothing_is_left()


async def test_a_demo_that_make_started_ends_with_make(machine: Machine) -> None:
    words = ("demo", "--attended", "--no-browser", "--port", str(free_port()))
    make = await machine.starts(*words, parent=True)
    assert make.stdout
    async for line in make.stdout:
        if b"is open" in line:
            break
    assert [each for each in machine.left() if "simulator" in each]
    assert await ended(make, signal.SIGKILL) == -signal.SIGKILL
    assert machine.nothing_is_left()


async def test_a_demo_ends_with_its_terminal_though_make_alone_hears_of_that(
    machine: Machine,
) -> None:
    """As `ssh -t host make demo` has it: make is the first process of the terminal, and waits."""
    leader, follower = os.openpty()
    words = ("demo", "--attended", "--no-browser", "--port", str(free_port()))
    make = await machine.starts(*words, parent=True, out=follower, into=follower)
    os.close(follower)
    with os.fdopen(leader, "rb", buffering=0) as screen:
        said = b""
        while b"is open" not in said:
            said += await asyncio.to_thread(screen.read, 1000)
    async with asyncio.timeout(PATIENCE):
        await make.wait()
    assert machine.nothing_is_left()
