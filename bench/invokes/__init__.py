"""Invokes a second and their p95 with 50 in flight, against a bare botbuilder bot in the same run.

The rounds of ours and of the echo bot take turns, so that what else the machine does hits both; the
ratio is the median of those of each pair.
"""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.figures import Found, at_least, at_most, percentile
from bench.invokes.sessions import sessions
from bench.processes import Running, answers, finished, running, spent
from bench.stage import APP_ID, Size, Stage, free_port, staged
from bot.settings import inherited

ROUNDS = 9
SECONDS = 2.0  # of each round
WARM_UP = 0.5  # seconds that do not count
FLIGHTS = 50
CHANNELS = 100
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


async def measure(rounds: int = ROUNDS) -> Found:
    """Mixed rounds by turns, then each kind of invoke by itself."""
    async with staged(Size(CHANNELS), inside=True) as stage, stage.serving() as server:
        await stage.settle_in()
        await stage.command("checkins", "open", "--all")
        await stage.at_rest()
        async with _range(stage, server) as made:
            await made.our_run()  # the first presses on each card cost more: not counted
            before = await _stored(stage)
            pairs = [(await made.echo_run(), await made.our_run()) for _ in range(rounds)]
            alone = {kind: await made.our_run((kind,)) for kind in MIXED}
        stored = await _stored(stage) - before
    return _found(pairs, alone, stored)


@asynccontextmanager
async def _range(stage: Stage, server: Running) -> AsyncIterator[Range]:
    port = free_port()
    keys = f"{stage.tenant_url}/sign-in/.well-known/openidconfiguration"
    script = ("-m", "bench.invokes.echo_bot", str(port), APP_ID, keys)
    async with running(script, inherited(), stage.home / "echo.log") as echo:
        await answers(echo, f"http://127.0.0.1:{port}/readyz")
        order = {
            "flights": FLIGHTS,
            "seconds": SECONDS,
            "warm_up": WARM_UP,
            **sessions(stage),
        }
        yield Range(stage, server, echo, port, order)


async def _stored(stage: Stage) -> int:
    found = await stage.database.row("SELECT count(*) AS many FROM submissions")
    return int(found["many"]) if found else 0


def _found(pairs: list[tuple[Run, Run]], alone: dict[str, Run], stored: int) -> Found:
    echo, ours = ([pair[place] for pair in pairs] for place in (0, 1))
    every = [*echo, *ours, *alone.values()]
    said = sum(each.stored for each in [*ours, *alone.values()])
    return Found(
        (
            at_least("invokes/s over the bare echo bot's", _ratio(pairs, "rate"), 5),
            at_most("p95 over the bare echo bot's", _ratio(pairs, "p95"), 0.25),
            at_most("wrong answers", sum(each.wrong for each in every), 0),
            at_most("answers said to be saved and not in the database", said - stored, 0),
        ),
        {
            "in flight": FLIGHTS,
            "open rounds": CHANNELS,
            "ours, fetch and submit by turns": _told(ours),
            "bare echo bot": _told(echo),
            **{f"ours, {kind} alone": _told([each]) for kind, each in alone.items()},
            "ratio of each pair": [our.rate / their.rate for their, our in pairs],
            "answers stored": stored,
        },
    )


def _ratio(pairs: list[tuple[Run, Run]], what: str) -> float:
    found: list[float] = [getattr(ours, what) / getattr(echo, what) for echo, ours in pairs]
    return median(found)


def _told(runs: list[Run]) -> dict[str, float]:
    return {
        "invokes/s": median(each.rate for each in runs),
        "p95 ms": median(each.p95 for each in runs),
        "processor ms each": median(each.cost for each in runs),
    }
