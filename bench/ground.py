"""A simulated tenant that enforces Graph's limits, and a folder for whoever reads and writes it.

It takes 50 ms for each answer. Commands of `process-center` run on it as processes of their own.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bench.processes import ROOT, BenchStopped, answers, finished, launch, running, tail
from bench.stage import APP_ID, TOKEN, free_port
from bot.settings import inherited

SEED, LATENCY = 7, 50
WITHIN = 400.0  # seconds that anything may take


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command took, in seconds and MB, what it said, and what the tenant counted of it."""

    seconds: float
    peak: float
    said: str
    counts: Any


@dataclass(frozen=True, slots=True)
class Ground:
    """A simulated tenant in a process of its own, and a folder for the one who looks after it."""

    home: Path
    url: str
    session: aiohttp.ClientSession
    people: int

    @property
    def environment(self) -> dict[str, str]:
        """Settings for `process-center` on this ground."""
        named = {
            "DATA_DIR": str(self.home / "data"),
            "CONTENT_DIR": str(ROOT / "content"),
            "APP_ID": APP_ID,
            "STATIC_TOKEN": TOKEN,
            "TENANTS": "11111111-2222-4333-8444-555555555555",
            "SERVICE_URL_HOSTS": "127.0.0.1",
            "OPENID_METADATA_URL": f"{self.url}/sign-in/.well-known/openidconfiguration",
            "GRAPH_URL": f"{self.url}/graph/v1.0",
            "LOG_FORMAT": "json",
        }
        return {**inherited(), **{f"PROCESS_CENTER_{name}": value for name, value in named.items()}}

    async def used(self) -> None:
        """Make the folder one that was used before, as it is each night but the first."""
        export = ("-m", "bot", "export", str(self.home / "office.yaml"))
        await finished(export, self.environment, self.home / "used.log")

    async def runs(self, *arguments: str) -> Ran:
        """`process-center ARGUMENTS`, from the start of the process to its end."""
        await self.session.delete(f"{self.url}/control/graph_counts")
        log = self.home / "said.log"
        log.unlink(missing_ok=True)
        began = time.monotonic()
        made = await launch(("-m", "bot", *arguments), self.environment, log)
        try:
            peak = await _peak(made.process)
        finally:
            await made.end()
        seconds = time.monotonic() - began
        if (code := made.process.returncode) not in (0, 1, 3):
            raise BenchStopped(f"{' '.join(arguments[:2])} ended with {code}:\n{tail(log)}")
        return Ran(seconds, peak, log.read_text("utf-8"), await self.counts())

    async def counts(self) -> Any:
        """What the tenant's Graph was asked since it was last set to zero."""
        async with self.session.get(f"{self.url}/control/graph_counts") as response:
            return await response.json()


@asynccontextmanager
async def ground(teams: int, people: int) -> AsyncIterator[Ground]:
    """With so many teams and people, not all of them in order."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    sizes = {"--port": port, "--teams": teams, "--people": people, "--seed": SEED}
    named = {"--app-id": APP_ID, "--token": TOKEN, **sizes, "--latency-ms": LATENCY}
    flat = ("-m", "simulator", "--mess", *(str(part) for pair in named.items() for part in pair))
    with TemporaryDirectory(prefix="process-center-bench-") as folder:
        home = Path(folder)
        async with (
            running(flat, inherited(), home / "tenant.log") as tenant,
            aiohttp.ClientSession() as session,
        ):
            await answers(tenant, f"{url}/control/counts", pause=0.1)
            made = Ground(home, url, session, people)
            await made.used()
            yield made


async def _peak(process: asyncio.subprocess.Process) -> float:
    """MB; looked at until the process ends, because nobody can ask afterwards."""
    peak = 0.0
    until = time.monotonic() + WITHIN
    while process.returncode is None:
        if time.monotonic() > until:
            raise BenchStopped(f"It took over {WITHIN:g} s.")
        peak = max(peak, _high_water(process.pid))
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 0.1)
    return peak


def _high_water(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0
