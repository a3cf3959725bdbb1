"""A round of 3,000 channels: how close its posts come to Teams' limit, and whether each arrives."""

import time
from collections.abc import Mapping

from bench.figures import Found, at_least, at_most
from bench.processes import BenchStopped, Running, spent
from bench.stage import Size, Stage, staged

CEILING = 50.0  # requests a second that Teams allows an app (facts of its page on rate limits)
LATENCY = 150  # milliseconds for each call of the Connector
CHANNELS = 3000


async def measure(channels: int = CHANNELS) -> Found:
    """One round, opened by the command while a server of its own process serves and works."""
    async with staged(Size(channels, LATENCY)) as stage, stage.serving() as server:
        await stage.settle_in()
        began, used = time.monotonic(), spent(server)
        await stage.command("checkins", "open", "--all")
        asked = time.monotonic() - began
        await stage.at_rest(within=60 + channels / 20)
        return await _found(stage, began, asked, _cost(server, used, channels))


def _cost(server: Running, before: float, channels: int) -> float:
    return (spent(server) - before) * 1000 / channels


async def _found(stage: Stage, began: float, asked: float, cost: float) -> Found:
    log = [each for each in await stage.order(f"log?since={began}") if each["where"] == "connector"]
    posted = [float(each["arrived"]) for each in log if each["status"] == 201]
    if not posted:
        raise BenchStopped("Nothing was posted.")
    cards, rate = await stage.cards(), _rate(posted)
    throttled = sum(each["status"] == 429 for each in log)
    return Found(
        (
            at_least("posts/s of a round over the ceiling of 50/s", rate / CEILING, 0.95),
            at_most("429 caused by us", throttled, 0),
            at_most("channels without their card", _lost(cards), 0),
            at_most("cards too many", _double(cards), 0),
        ),
        {
            "channels": len(cards),
            "posts/s, first to last arrival": rate,
            "seconds of the command": asked,
            "seconds from the command to the first arrival": min(posted) - began,
            "most arrivals in any second": _busiest([float(each["arrived"]) for each in log]),
            "processor time of the server a post (ms)": cost,
        },
    )


def _rate(times: list[float]) -> float:
    return (len(times) - 1) / (max(times) - min(times)) if len(times) > 1 else 0.0


def _busiest(times: list[float]) -> int:
    ordered = sorted(times)
    most = first = 0
    for last, at in enumerate(ordered):
        while ordered[first] <= at - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def _lost(cards: Mapping[str, int]) -> int:
    return sum(count == 0 for count in cards.values())


def _double(cards: Mapping[str, int]) -> int:
    return sum(max(0, count - 1) for count in cards.values())
