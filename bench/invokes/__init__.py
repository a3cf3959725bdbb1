"""Answers to check-ins, 50 in flight: invokes a second and their p95, over a bare botbuilder bot's.

Once spread over a hundred rounds, and once by 200 people who all answer one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.figures import Figure, Found, at_least, at_most
from bench.invokes.answers import sessions
from bench.invokes.range import FLIGHTS, MIXED, Pair, Run, beside_echo, ratio, told
from bench.stage import Size, Stage, staged

ROUNDS = 9
SIZES: Mapping[str, Size] = {
    "a hundred rounds": Size(100),
    "one round of 200 people": Size(1, members=200),
}


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one size: the pairs of runs, each kind of invoke alone, and what was stored."""

    pairs: list[Pair]
    alone: dict[str, Run]
    stored: int

    @property
    def ours(self) -> list[Run]:
        """All runs of ours."""
        return [*(ours for _, ours in self.pairs), *self.alone.values()]


async def measure(rounds: int = ROUNDS) -> Found:
    """Mixed rounds by turns, then each kind of invoke by itself."""
    figures: list[Figure] = []
    raw: dict[str, object] = {"in flight": FLIGHTS}
    for where, size in SIZES.items():
        played = await _play(size, rounds)
        figures += _figures(where, played)
        raw |= {f"{where}: {name}": each for name, each in _raw(played).items()}
    return Found(tuple(figures), raw)


async def _play(size: Size, rounds: int) -> Played:
    async with staged(size, inside=True) as stage, stage.serving() as server:
        await stage.settle_in()
        await stage.command("checkins", "open", "--all")
        await stage.at_rest()
        async with beside_echo(stage, server, sessions(stage)) as made:
            await made.our_run()  # the first presses on each card cost more: not counted
            before = await _stored(stage)
            pairs = await made.pairs(rounds)
            alone = {kind: await made.our_run((kind,)) for kind in MIXED}
            return Played(pairs, alone, await _stored(stage) - before)


async def _stored(stage: Stage) -> int:
    found = await stage.database.row("SELECT count(*) AS many FROM submissions")
    return int(found["many"]) if found else 0


def _figures(where: str, played: Played) -> list[Figure]:
    every = [*(echo for echo, _ in played.pairs), *played.ours]
    said = sum(each.stored for each in played.ours)
    return [
        at_least(f"{where}: invokes/s over the echo bot's", ratio(played.pairs, "rate"), 5),
        at_most(f"{where}: p95 over the echo bot's", ratio(played.pairs, "p95"), 0.25),
        at_most(f"{where}: wrong answers", sum(each.wrong for each in every), 0),
        at_most(f"{where}: answers said to be saved and not there", said - played.stored, 0),
    ]


def _raw(played: Played) -> dict[str, object]:
    echo, ours = ([pair[place] for pair in played.pairs] for place in (0, 1))
    return {
        "ours, fetch and submit by turns": told(ours),
        "bare echo bot": told(echo),
        **{f"ours, {kind} alone": told([each]) for kind, each in played.alone.items()},
        "ratio of each pair": [our.rate / their.rate for their, our in played.pairs],
        "answers stored": played.stored,
    }
