"""Ours and a bare botbuilder bot, which play the same sessions by turns, in one run.

What else the machine does hits both; a ratio is the median of those of each pair.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.figures import percentile
from bench.processes import Running, answers, finished, running, spent
from bench.stage import APP_ID, Stage, free_port
from bot.settings import inherited

SECONDS = 2.0  # of each run
WARM_UP = 0.5  # seconds that do not count
FLIGHTS = 50
MIXED = ("fetch", "submit")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run: answer times in seconds; `spent` is the server's processor time."""

    seconds: float
    times: list[float]
    wrong: int
    stored: int
    spent: float

    @property
    def rate(self) -> float:
        """Invokes a second."""
        return len(self.times) / self.seconds

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return percentile(self.times, 0.95) * 1000

    @property
    def cost(self) -> float:
        """Milliseconds of processor time for each invoke."""
        return self.spent * 1000 / max(1, len(self.times))


@dataclass(frozen=True, slots=True)
class Range:
    """Both servers, and the sessions that are played to them."""

    stage: Stage
    ours: Running
    echo: Running
    echo_port: int
    order: dict[str, Any]

    async def our_run(self, kinds: Sequence[str] = MIXED) -> Run:
        """One run; then wait until every card shows what was answered."""
        made = await self._play(self.ours, self.stage.bot_port, kinds, echo=False)
        await self.stage.at_rest()
        return made

    async def pairs(self, rounds: int, kinds: Sequence[str] = MIXED) -> "list[Pair]":
        """So many runs of each, by turns."""
        return [(await self.echo_run(kinds), await self.our_run(kinds)) for _ in range(rounds)]

    async def echo_run(self, kinds: Sequence[str] = MIXED) -> Run:
        """One run."""
        return await self._play(self.echo, self.echo_port, kinds, echo=True)

    async def _play(self, server: Running, port: int, kinds: Sequence[str], echo: bool) -> Run:
        file = self.stage.home / "load.json"
        order = self.order | {"port": port, "kinds": list(kinds), "echo": echo}
        file.write_text(json.dumps(order), "utf-8")
        before = spent(server)
        script = ("-m", "bench.invokes.load", str(file))
        await finished(script, inherited(), self.stage.home / "load.log", within=60)
        tally = json.loads(file.with_suffix(".out").read_text("utf-8"))
        counted = tally["seconds"] / (tally["seconds"] + WARM_UP)
        return Run(
            tally["seconds"],
            tally["fetched"] + tally["submitted"],
            tally["wrong"],
            tally["stored"],
            (spent(server) - before) * counted,
        )


Pair = tuple[Run, Run]  # of the echo bot, and ours


@asynccontextmanager
async def beside_echo(
    stage: Stage, server: Running, sessions: Mapping[str, Any]
) -> AsyncIterator[Range]:
    """With the echo bot started, and ended when this is left."""
    port = free_port()
    keys = f"{stage.tenant_url}/sign-in/.well-known/openidconfiguration"
    script = ("-m", "bench.invokes.echo_bot", str(port), APP_ID, keys)
    async with running(script, inherited(), stage.home / "echo.log") as echo:
        await answers(echo, f"http://127.0.0.1:{port}/readyz")
        order = {
            "flights": FLIGHTS,
            "seconds": SECONDS,
            "warm_up": WARM_UP,
            **sessions,
        }
        yield Range(stage, server, echo, port, order)


def ratio(pairs: Sequence[Pair], what: str) -> float:
    """The median of those of each pair."""
    found: list[float] = [getattr(ours, what) / getattr(echo, what) for echo, ours in pairs]
    return median(found)


def told(runs: Sequence[Run]) -> dict[str, float]:
    """Their medians."""
    return {
        "invokes/s": median(each.rate for each in runs),
        "p95 ms": median(each.p95 for each in runs),
        "processor ms each": median(each.cost for each in runs),
    }
