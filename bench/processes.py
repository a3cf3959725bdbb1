"""Starts processes and ends them again, each by its own id, whatever happens in between."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[1]
START = 60.0  # seconds that anything may take to start
END = 20.0  # seconds that it may take to end before it is killed


class BenchStopped(Exception):
    """A measure could not be made; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process of ours and where its words go."""

    process: asyncio.subprocess.Process
    log: Path

    async def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()

    async def end(self) -> None:
        """SIGTERM; SIGKILL for what does not listen."""
        if self.process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), END)
        except TimeoutError:
            await self.kill()


async def launch(arguments: tuple[str, ...], environment: Mapping[str, str], log: Path) -> Running:
    """Start `python ARGUMENTS` in a session of its own; what it writes is appended to `log`."""
    with log.open("ab") as words:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            env=dict(environment),
            cwd=ROOT,
            start_new_session=True,
        )
    return Running(process, log)


@asynccontextmanager
async def running(
    arguments: tuple[str, ...], environment: Mapping[str, str], log: Path
) -> AsyncIterator[Running]:
    """The same, ended when this is left."""
    made = await launch(arguments, environment, log)
    try:
        yield made
    finally:
        await made.end()


async def finished(
    arguments: tuple[str, ...], environment: Mapping[str, str], log: Path, within: float = 120.0
) -> None:
    """Run one command to its end. Raises BenchStopped when it fails or takes too long."""
    async with running(arguments, environment, log) as made:
        try:
            code = await asyncio.wait_for(made.process.wait(), within)
        except TimeoutError as error:
            raise BenchStopped(f"{' '.join(arguments)} took over {within:g} s.") from error
    if code:
        raise BenchStopped(f"{' '.join(arguments)} ended with {code}:\n{tail(log)}")


async def answers(made: Running, url: str, pause: float = 0.01) -> None:
    """Wait until `url` answers 200. Raises BenchStopped when the process ends before, or never."""
    until = time.monotonic() + START
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < until:
            with suppress(aiohttp.ClientError):
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            if made.process.returncode is not None:
                break
            await asyncio.sleep(pause)
    raise BenchStopped(f"{url} did not answer:\n{tail(made.log)}")


async def until(
    done: Callable[[], Awaitable[bool]], otherwise: str, within: float, pause: float = 0.2
) -> None:
    """Look again and again. Raises BenchStopped with `otherwise` after `within` seconds."""
    end = time.monotonic() + within
    while not await done():
        if time.monotonic() > end:
            raise BenchStopped(f"{otherwise} within {within:g} s.")
        await asyncio.sleep(pause)


def tail(log: Path) -> str:
    """The last lines of a process's words."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])


def spent(made: Running) -> float:
    """Seconds of processor time that a running process has used by itself."""
    fields = Path(f"/proc/{made.process.pid}/stat").read_text("utf-8").rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
