"""An audit of a large tenant: its requests, its time over what the limits allow, its memory.

The command itself runs, `process-center audit`, with the standards that are shipped, the embedded
database on a used folder, and a simulated tenant that enforces Graph's limits and takes 50 ms for
each answer. The floor is the longest that the questions asked need at the limits that it enforces:
those of each row of Teams by its number a second, those of Entra by their resource units. Time is
that of the whole process; memory its peak without PostgreSQL's own processes.

Judging alone is measured at ten times the teams, in tenants of several kinds (bench/audience.py).
"""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bench import audience
from bench.figures import Found, at_least, at_most
from bench.processes import ROOT, BenchStopped, answers, finished, launch, running, tail
from bench.stage import APP_ID, TOKEN, free_port
from bot.settings import inherited
from graph.wire.quotas import MOST_IN_BATCH
from simulator.generated import generate
from simulator.graph.limits import PERIOD, ROWS, UNITS, capacity_for
from simulator.graph.reads import Read

TEAMS, PEOPLE, GROWN = 1_000, 5_000, 5
SEED, LATENCY = 7, 50
FIRST = 240  # requests for members, settings and channels of each team, and for the lists
FURTHER = (Read.INSTALLED_APPS, Read.CHANNEL_MEMBERS, Read.TABS, Read.PLANS, Read.GROUP_SETTINGS)
SAMPLE = 50  # teams asked about in the plain way
WITHIN = 400.0  # seconds that anything may take


@dataclass(frozen=True, slots=True)
class Audited:
    """What one audit took, in seconds and MB, and what the tenant counted of it."""

    seconds: float
    peak: float
    counts: Mapping[str, Any]
    run: Mapping[str, Any]
    people: int

    @property
    def floor(self) -> float:
        """In seconds; $select makes each read of Entra one unit cheaper, but none is free."""
        reads: Mapping[str, int] = self.counts["reads"]
        rows: Counter[tuple[str, int]] = Counter()
        for read, row in ROWS.items():
            rows[row] += reads.get(read, 0)
        times = [asked / most for (_, most), asked in rows.items()]
        units = sum(reads.get(read, 0) * max(1, cost - 1) for read, cost in UNITS.items())
        return max(*times, units * PERIOD / capacity_for(self.people))

    @property
    def requests_at_most(self) -> int:
        """What the first rules took, and a twentieth of the teams for each further read of them."""
        reads: Mapping[str, int] = self.counts["reads"]
        return FIRST + sum(TEAMS // MOST_IN_BATCH for read in FURTHER if reads.get(read))


@dataclass(frozen=True, slots=True)
class Ground:
    """A simulated tenant in a process of its own, and a folder for the one who audits it."""

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

    async def audit(self) -> Audited:
        """One audit of all teams, from the start of the process to its end."""
        await self.session.delete(f"{self.url}/control/graph_counts")
        output, log = self.home / "audit.json", self.home / "audit.log"
        arguments = ("-m", "bot", "audit", "--format", "json", "--output", str(output))
        began = time.monotonic()
        made = await launch(arguments, self.environment, log)
        try:
            peak = await _peak(made.process)
        finally:
            await made.end()
        seconds = time.monotonic() - began
        if made.process.returncode not in (0, 1, 3):
            raise BenchStopped(f"The audit ended with {made.process.returncode}:\n{tail(log)}")
        run = json.loads(await asyncio.to_thread(output.read_bytes))["run"]
        return Audited(seconds, peak, await self.counts(), run, self.people)

    async def counts(self) -> Any:
        """What the tenant's Graph was asked since it was last set to zero."""
        async with self.session.get(f"{self.url}/control/graph_counts") as response:
            return await response.json()

    async def plain(self, at_once: int, ids: list[str]) -> dict[str, float]:
        """The same questions about a few teams with plain calls of the SDK."""
        await self.session.delete(f"{self.url}/control/graph_counts")
        log = self.home / f"plain-{at_once}.log"
        arguments = ("-m", "bench.audit_plain", f"{self.url}/graph/v1.0", TOKEN, str(at_once), *ids)
        await finished(("-W", "ignore", *arguments), inherited(), log, WITHIN)
        found: dict[str, float] = json.loads(log.read_text("utf-8").splitlines()[-1])
        return {**found, "429": (await self.counts())["throttled"]}


async def measure() -> Found:
    """The usual size with everything, then five times as many teams and people."""
    async with _ground(TEAMS, PEOPLE) as ground:
        ids = [team.id for team in generate(TEAMS, PEOPLE, SEED, mess=True).teams]
        usual = await ground.audit()
        one = await ground.plain(1, ids[: SAMPLE + 1])
        many = await ground.plain(16, ids[: SAMPLE + 1])
    async with _ground(TEAMS * GROWN, PEOPLE * GROWN) as ground:
        grown = await ground.audit()
    judged = await audience.judged()
    found = _found(usual, grown, one, many)
    return Found((*found.figures, *audience.figures(judged)), {**found.raw, **judged})


def _found(
    usual: Audited, grown: Audited, one: Mapping[str, float], many: Mapping[str, float]
) -> Found:
    times = TEAMS / SAMPLE / usual.seconds
    requests = usual.counts["http_requests"]
    return Found(
        (
            at_most("HTTP requests", requests, usual.requests_at_most),
            at_most("time over the floor of the limits", usual.seconds / usual.floor, 1.1),
            at_most("429 that we caused", usual.counts["throttled"], 0),
            at_most("busiest second of any one team", usual.counts["busiest_second_of_a_team"], 4),
            at_most("peak memory without PostgreSQL (MB)", usual.peak, 250),
            at_least("plain calls one at a time over ours", one["seconds"] * times, 1),
            at_least("plain calls 16 at a time over ours", many["seconds"] * times, 1),
            at_most(f"time at {GROWN} × the teams", grown.seconds / usual.seconds, GROWN),
            at_most(
                f"requests at {GROWN} × the teams", grown.counts["http_requests"] / requests, GROWN
            ),
            at_most(f"memory at {GROWN} × the teams", grown.peak / usual.peak, GROWN / 2),
            at_most(f"429 at {GROWN} × the teams", grown.counts["throttled"], 0),
        ),
        {
            "usual": _raw(usual),
            f"{GROWN} × as large": _raw(grown),
            f"plain, one at a time ({SAMPLE} teams, scaled above)": one,
            f"plain, 16 at a time ({SAMPLE} teams, scaled above)": many,
        },
    )


def _raw(found: Audited) -> dict[str, Any]:
    return {
        "seconds": found.seconds,
        "floor": found.floor,
        "MB": found.peak,
        "HTTP": found.counts["http_requests"],
        "questions": found.counts["questions"],
        "429": found.counts["throttled"],
        "complete": found.run["complete"],
    }


@asynccontextmanager
async def _ground(teams: int, people: int) -> AsyncIterator[Ground]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    sizes = {"--port": port, "--teams": teams, "--people": people, "--seed": SEED}
    named = {"--app-id": APP_ID, "--token": TOKEN, **sizes, "--latency-ms": LATENCY}
    flat = ("-m", "simulator", "--mess", *(str(part) for pair in named.items() for part in pair))
    with TemporaryDirectory(prefix="process-center-bench-") as folder:
        home = Path(folder)
        async with (
            running(flat, inherited(), home / "tenant.log") as made,
            aiohttp.ClientSession() as session,
        ):
            await answers(made, f"{url}/control/counts", pause=0.1)
            ground = Ground(home, url, session, people)
            await ground.used()
            yield ground


async def _peak(process: asyncio.subprocess.Process) -> float:
    """MB; looked at until the process ends, because nobody can ask afterwards."""
    peak = 0.0
    until = time.monotonic() + WITHIN
    while process.returncode is None:
        if time.monotonic() > until:
            raise BenchStopped(f"The audit took over {WITHIN:g} s.")
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
