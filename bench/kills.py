"""SIGKILL at random moments of rounds, with refusals and lost answers thrown in: who got a card?

Counted from the tenant's own store of messages and its own log, never from ours.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bench.figures import Found, at_most
from bench.processes import ROOT, BenchStopped, launch, until
from bench.stage import Size, Stage, staged
from bot.system_clock import system_time
from jobs.engine import Engine
from store.checkins.rounds import RoundStore
from store.content import load

FAULTS: tuple[Mapping[str, object], ...] = (
    {"kind": "429", "share": 0.03, "retry_after": 1},
    {"kind": "500_before", "share": 0.02},
    {"kind": "500_after", "share": 0.01},
    {"kind": "502_after", "share": 0.01},
    {"kind": "drop_before", "share": 0.01},
    {"kind": "drop_after", "share": 0.01},
)
LATENCY = 40  # milliseconds a call, half of them after the message was stored
LONGEST = 1.5  # seconds that a server lives once it listens
EARLY = 4  # one kill in so many hits a server that is still starting
UNREAD = 0.25  # seconds before a kill in which an answer was sent and perhaps not noted any more
A_ROUND = 12  # kills before a round may come to its end
SERVE = ("-m", "bench.serve_quick")

Entries = Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Tally:
    """What was found so far. `cut` sends were stored and their answer lost, by order or by a kill.

    `unexplained` cards too many are those of which no send was cut off.
    """

    kills: int = 0
    rounds: int = 0
    cards: int = 0
    lost: int = 0
    double: int = 0
    double_looking: int = 0
    unexplained: int = 0
    cut: int = 0
    throttled: int = 0


async def measure(kills: int = 100, channels: int = 300, seed: int = 7) -> Found:
    """So many kills, in as many rounds as they need; in every second one we may not look."""
    tally = await rehearse(kills, channels, seed)
    return Found(
        (
            at_most("channels without their card", tally.lost, 0),
            at_most("cards too many where the channel may be looked up", tally.double_looking, 0),
            at_most("cards too many for sends cut off after storing", tally.double, tally.cut),
            at_most("cards too many of which no send was cut off", tally.unexplained, 0),
        ),
        {
            "kills": tally.kills,
            "rounds": tally.rounds,
            "channels a round": channels,
            "cards": tally.cards,
            "cards too many": tally.double,
            "sends cut off after storing": tally.cut,
            "429 caused by us": tally.throttled,
            "seed": seed,
        },
    )


async def rehearse(kills: int, channels: int, seed: int) -> Tally:
    """The same for a test: what was found, unjudged."""
    dice = random.Random(seed)  # noqa: S311 it chooses moments
    tally = Tally()
    async with staged(Size(channels, LATENCY)) as stage:
        async with stage.serving():
            await stage.settle_in()
        while tally.kills < kills:
            await _round(stage, dice, tally, min(A_ROUND, kills - tally.kills))
        tally.throttled = (await stage.order("counts"))["throttled"]
    return tally


async def _round(stage: Stage, dice: random.Random, tally: Tally, kills: int) -> None:
    looking = tally.rounds % 2 == 0
    await stage.order("graph", {"channel_messages": looking})
    for fault in FAULTS:
        await stage.order("faults", fault)
    began = time.monotonic()
    rounds = await _open(stage)
    killed = [await _killed(stage, dice) for _ in range(kills)]
    server = await stage.launched(*SERVE)
    try:
        await stage.at_rest(within=180)
    finally:
        await server.end()
        await stage.clear_faults()
    messages = await stage.order("messages")
    cut = _cut(await stage.order(f"log?since={began}"), messages, rounds, killed)
    for round_id, cards in _cards(messages, rounds).items():
        _count(tally, cards, cut[round_id], looking)
    tally.kills += kills
    tally.rounds += 1
    await _forget(stage)


async def _open(stage: Stage) -> set[str]:
    """Open a round in every channel, as `checkins open --all` does."""
    questions = load(ROOT / "content").questions
    async with Engine(stage.database.pool) as engine:
        store = RoundStore(stage.database, engine.defer_in, questions)
        opened, _ = await store.open(None, system_time())
    return {each.round_id for each in opened}


async def _killed(stage: Stage, dice: random.Random) -> float:
    """Start a server and kill it somewhere in its work; the moment of the kill."""
    arguments = (*SERVE, str(stage.bot_port))
    server = await launch(arguments, stage.environment, stage.home / "killed.log")
    try:
        if dice.randrange(EARLY):
            await until(lambda: _listens(stage.bot_port), "The server did not start", 60, 0.02)
        await asyncio.sleep(dice.uniform(0, LONGEST))
        if server.process.returncode is not None:
            raise BenchStopped(f"The server ended by itself with {server.process.returncode}.")
    finally:
        moment = time.monotonic()
        await server.kill()
    return moment


async def _listens(port: int) -> bool:
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        return True
    return False


def _cards(messages: Entries, rounds: set[str]) -> Counter[str]:
    """How many cards each round has in the tenant's own store."""
    found = Counter(dict.fromkeys(rounds, 0))
    for message in messages:
        found.update(_rounds_in(message["cards"], rounds))
    return found


def _cut(
    log: Entries, messages: Entries, rounds: set[str], killed: Sequence[float]
) -> Counter[str]:
    """How many sends of each round were stored and did not come back, by order or by a kill."""
    shown = {message["id"]: message["cards"] for message in messages}
    found: Counter[str] = Counter()
    for each in log:
        if each["stored"] and (each["cut"] or _unread(each, killed)):
            found.update(_rounds_in(shown[each["stored"]], rounds))
    return found


def _rounds_in(cards: object, rounds: set[str]) -> set[str]:
    """The rounds that a message's cards lead to."""
    return rounds.intersection(str(cards).replace("'", " ").split())


def _unread(sent: Mapping[str, Any], killed: Sequence[float]) -> bool:
    """Whether the sender died while it was sent, or before it can have noted the answer."""
    return any(sent["arrived"] <= moment <= sent["answered"] + UNREAD for moment in killed)


def _count(tally: Tally, cards: int, cut: int, looking: bool) -> None:
    """One round, with so many cards and so many of its sends cut off after storing."""
    many = max(0, cards - 1)
    tally.cards += cards
    tally.lost += cards == 0
    tally.double += many
    tally.double_looking += many if looking else 0
    tally.unexplained += max(0, many - cut)
    tally.cut += cut


async def _forget(stage: Stage) -> None:
    """End the rounds without their reports, so that the next ones can open."""
    await stage.database.run("UPDATE rounds SET closed_at = now()")
    await stage.database.run("UPDATE things SET ended = true")
    await stage.database.run("DELETE FROM changes")
