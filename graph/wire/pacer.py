"""Keeps our requests to Graph below its limits, instead of learning them by 429."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from graph.wire.asks import Ask
from graph.wire.quotas import (
    IDENTITY_UNITS,
    IDENTITY_UNITS_PER_SECOND,
    ONE_TEAM_PER_SECOND,
    PER_SECOND,
    QUOTAS,
    Bucket,
)

WINDOW = 1.0

# What Graph counts is when a request arrives, and we know when it left. One that was answered as
# fast as the fastest of late was not held up; another may have been, by as much as it was slower.
# It is counted as if it had left that much later, within these bounds. In seconds.
LEAST_LATE = 0.03
MOST_LATE = 0.5
LOOK_AGAIN = 0.02
REMEMBERED = 300
ENOUGH = 5  # answers, before the fastest of them says anything
SHORTEST = 0.001  # a clock may be too coarse for less


@dataclass(slots=True)
class Departure:
    """One request on its way, and for how many questions of which teams."""

    bucket: Bucket
    at: float
    questions: int
    teams: Counter[str]
    late: float | None = None

    def counts_until(self, now: float) -> float:
        """When it is out of the window; to be asked again then, for it may still be on its way."""
        if self.late is not None:
            return self.at + WINDOW + self.late
        return min(
            max(self.at + WINDOW + LEAST_LATE, now + LOOK_AGAIN), self.at + WINDOW + MOST_LATE
        )


@dataclass(slots=True)
class _Units:
    """Entra's bucket: it holds `most`, and fills up again by and by."""

    left: float = IDENTITY_UNITS
    at: float = 0.0

    def fill(self, now: float) -> None:
        """What came back since."""
        back = (now - self.at) * IDENTITY_UNITS_PER_SECOND
        self.left, self.at = min(IDENTITY_UNITS, self.left + back), now

    def wait(self, units: int, now: float) -> float:
        """Seconds until there are so many."""
        self.fill(now)
        return max(0.0, (units - self.left) / IDENTITY_UNITS_PER_SECOND)


@dataclass(slots=True)
class _Lane:
    """What is known of one bucket: how fast answers came of late, and until when it is closed."""

    took: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    closed_until: float = 0.0


class Pacer:
    """Holds requests of this process back until each limit has room for them.

    For the Teams service: the row's number in any second, and four for any one team in all rows.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._left: list[Departure] = []
        self._units = _Units(at=now())
        self._lanes = {bucket: _Lane() for bucket in Bucket}

    async def leave(self, asks: Sequence[Ask]) -> Departure:
        """Returns when one request with `asks`, all of one bucket, may leave, and counts it."""
        bucket = QUOTAS[asks[0].kind].bucket
        units = sum(QUOTAS[ask.kind].units for ask in asks)
        teams = Counter(ask.team for ask in asks if bucket in PER_SECOND and ask.team)
        while (wait := self._wait(bucket, len(asks), teams, units)) > 0:
            await self._sleep(max(wait, SHORTEST))

        departure = Departure(bucket, self._now(), len(asks), teams)
        self._units.left -= units
        if bucket in PER_SECOND:
            self._left.append(departure)
        return departure

    def answered(self, departure: Departure) -> None:
        """Its answer is there, so how late it was is known."""
        took = self._now() - departure.at
        known = self._lanes[departure.bucket].took
        known.append(took)
        quickest = min(known) if len(known) >= ENOUGH else 0.0
        departure.late = min(took - quickest + LEAST_LATE, MOST_LATE)

    def close(self, bucket: Bucket, seconds: float) -> None:
        """Graph told us to wait, so nothing of the bucket leaves until then."""
        lane = self._lanes[bucket]
        lane.closed_until = max(lane.closed_until, self._now() + seconds)

    def _wait(self, bucket: Bucket, questions: int, teams: Counter[str], units: int) -> float:
        now = self._now()
        self._left = [each for each in self._left if each.counts_until(now) > now]
        waits = [self._lanes[bucket].closed_until - now]
        if units:
            waits.append(self._units.wait(units, now))
        if bucket in PER_SECOND:
            row = [(each, each.questions) for each in self._left if each.bucket is bucket]
            waits.append(_until_free(row, questions, PER_SECOND[bucket], now))
        for team, count in teams.items():
            own = [(each, each.teams[team]) for each in self._left if team in each.teams]
            waits.append(_until_free(own, count, ONE_TEAM_PER_SECOND, now))
        return max(waits)


def _until_free(left: Sequence[tuple[Departure, int]], count: int, most: int, now: float) -> float:
    """Seconds until `count` more fit beside those that left; what never fits goes alone."""
    surplus = sum(each for _, each in left) + count - most
    wait = 0.0
    for until, each in sorted((departure.counts_until(now), each) for departure, each in left):
        if surplus <= 0:
            break
        wait, surplus = until - now, surplus - each
    return wait
