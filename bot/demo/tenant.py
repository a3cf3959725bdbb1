"""The simulated tenant as a process of its own, and what `demo` orders of it over HTTP."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp

from core.errors import SetupError

START = 30.0  # seconds that the tenant may take to listen
ORDER = 300.0  # seconds for one order; colleagues who act at full speed take some
END = 10.0  # seconds that it may take to end


@dataclass(frozen=True, slots=True)
class Tenant:
    """A running tenant, by its address."""

    url: str
    session: aiohttp.ClientSession
    process: asyncio.subprocess.Process | None = None

    @property
    def service_url(self) -> str:
        """Where its Bot Connector is."""
        return f"{self.url}/teams/"

    async def set_clock(self, now: datetime) -> None:
        """Let its own time follow ours."""
        await self.order("clock", {"now": now.isoformat()})

    async def order(self, what: str, body: Mapping[str, object] | None = None) -> Any:
        """One of its `/control` orders; answers what that returns."""
        url = f"{self.url}/control/{what}"
        method = "GET" if body is None else "POST"
        async with self.session.request(method, url, json=body) as response:
            response.raise_for_status()
            return await (response.json() if "json" in response.content_type else response.text())

    async def gone(self) -> None:
        """Wait until its process has ended, by itself or by somebody else; for ever without one."""
        await (self.process.wait() if self.process else asyncio.Event().wait())

    async def state(self) -> Any:
        """What its chat page shows a newcomer first."""
        async with self.session.get(f"{self.url}/chat/state") as response:
            response.raise_for_status()
            return await response.json()


@dataclass(frozen=True, slots=True)
class Cast:
    """How a tenant is started."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@asynccontextmanager
async def started(cast: Cast) -> AsyncIterator[Tenant]:
    """Start a tenant and wait until it listens; it is ended when this is left."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        *cast.arguments,
        "--attended",
        stdin=asyncio.subprocess.PIPE,  # it ends with us, however we do
        stdout=asyncio.subprocess.PIPE,
        env=dict(cast.environment),
        start_new_session=True,  # Ctrl-C reaches us alone; we end it in order
    )
    try:
        url = await _address(process)
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(ORDER)) as session:
            yield Tenant(url, session, process)
    finally:
        await _end(process)


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None  # noqa: S101 (piped above)
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), START)).decode()
    except TimeoutError:
        line = ""
    if not line.startswith("ready "):
        raise SetupError("The simulated company did not start. Try `make demo FRESH=1`.")
    return line.split()[1]


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), END)
    except TimeoutError:
        process.kill()
        await process.wait()
