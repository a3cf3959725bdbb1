"""What was asked of Graph of late, which all processes of a deployment go by."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from graph.wire.asks import Ask, Json
from graph.wire.quotas import (
    IDENTITY_UNITS,
    IDENTITY_UNITS_PER_SECOND,
    OF_TEAMS,
    ONE_TEAM_PER_SECOND,
    QUOTAS,
    RATES,
    Bucket,
)

# What Graph counts is when a request arrives, and we know when it left. One that was answered as
# fast as the fastest of late was not held up; another may have been, by as much as it was slower.
# It is counted as if it had left that much later, within these bounds. In seconds.
LEAST_LATE = 0.03
MOST_LATE = 0.5
LOOK_AGAIN = 0.02
AHEAD = 1.0  # what was noted later than this from now was noted by a clock that has gone back


@dataclass(slots=True)
class Departure:
    """One request on its way, and for how many questions of which teams."""

    id: str
    bucket: Bucket
    at: float
    questions: int
    teams: Counter[str]
    late: float | None = None

    def counts_until(self, now: float) -> float:
        """When it is out of the window; to be asked again then, for it may still be on its way."""
        over = self.at + RATES[self.bucket].seconds
        if self.late is not None:
            return over + self.late
        return min(max(over + LEAST_LATE, now + LOOK_AGAIN), over + MOST_LATE)


@dataclass(slots=True)
class Book:
    """The requests that still count, what is left of Entra's units, and what Graph closed.

    Entra's bucket held so many `units` at a time, and fills up again by and by. `closed` has when
    Graph asked us to wait, and until when. Times are those of whoever keeps it.
    """

    left: list[Departure] = field(default_factory=list)
    units: float = IDENTITY_UNITS
    units_at: float = 0.0
    closed: dict[Bucket, tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Self:
        """As `written` wrote it; a new one where another version wrote something else."""
        try:
            found: Json = json.loads(text)
            return cls(
                [_departure(each) for each in found["left"]],
                float(found["units"]),
                float(found["units_at"]),
                {Bucket(name): (float(a), float(b)) for name, (a, b) in found["closed"].items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def written(self) -> str:
        """As text."""
        left = [[d.id, d.bucket, d.at, d.questions, d.teams, d.late] for d in self.left]
        plain = {
            "left": left,
            "units": self.units,
            "units_at": self.units_at,
            "closed": self.closed,
        }
        return json.dumps(plain, separators=(",", ":"))

    def closed_for(self, bucket: Bucket, now: float) -> float:
        """Seconds until Graph wants to hear of the bucket again."""
        self._forget(now)
        return max(0.0, self.closed.get(bucket, (now, now))[1] - now)

    def close(self, bucket: Bucket, seconds: float, now: float) -> None:
        """Graph told one of us to wait, so nothing of the bucket leaves until then."""
        until = now + seconds
        if seconds > self.closed_for(bucket, now):
            self.closed[bucket] = (now, until)

    def wait(self, asks: Sequence[Ask], now: float) -> float:
        """Seconds until the bucket has room for one request with `asks`, whatever their teams."""
        self._forget(now)
        bucket, units = _bucket(asks), _units(asks)
        waits = [0.0]
        if units:
            waits.append((units - self.units) / IDENTITY_UNITS_PER_SECOND)
        if bucket in RATES:
            row = [(each, each.questions) for each in self.left if each.bucket is bucket]
            waits.append(_until_free(row, len(asks), RATES[bucket].most, now))
        return max(waits)

    def wait_for_teams(self, asks: Sequence[Ask], now: float) -> float:
        """Seconds until each team that is asked may be asked so much more."""
        self._forget(now)
        waits = [0.0]
        for team, count in _teams(asks).items():
            own = [(each, each.teams[team]) for each in self.left if team in each.teams]
            waits.append(_until_free(own, count, ONE_TEAM_PER_SECOND, now))
        return max(waits)

    def depart(self, id_: str, asks: Sequence[Ask], now: float) -> Departure:
        """It leaves, and counts from now on."""
        departure = Departure(id_, _bucket(asks), now, len(asks), _teams(asks))
        self.units -= _units(asks)
        if departure.bucket in RATES:
            self.left.append(departure)
        return departure

    def arrived(self, id_: str, late: float) -> None:
        """Its answer is there, so how late it was is known."""
        for each in self.left:
            if each.id == id_:
                each.late = late

    def _forget(self, now: float) -> None:
        """What counts no more, and what a clock that has gone back would keep for ever."""
        self.left = [d for d in self.left if d.counts_until(now) > now and d.at <= now + AHEAD]
        self.closed = {
            bucket: (at, until)
            for bucket, (at, until) in self.closed.items()
            if until > now and at <= now + AHEAD
        }
        back = max(0.0, now - self.units_at) * IDENTITY_UNITS_PER_SECOND
        self.units, self.units_at = min(IDENTITY_UNITS, self.units + back), now


def _departure(found: list[object]) -> Departure:
    id_, bucket, at, questions, teams, late = found
    if not isinstance(teams, dict) or not isinstance(questions, int):
        raise TypeError
    known = None if late is None else float(str(late))
    return Departure(
        str(id_), Bucket(str(bucket)), float(str(at)), questions, Counter(teams), known
    )


def _bucket(asks: Sequence[Ask]) -> Bucket:
    return QUOTAS[asks[0].kind].bucket


def _units(asks: Sequence[Ask]) -> int:
    return sum(QUOTAS[ask.kind].units for ask in asks)


def _teams(asks: Sequence[Ask]) -> Counter[str]:
    return Counter(ask.team for ask in asks if ask.team and _bucket(asks) in OF_TEAMS)


def _until_free(left: Sequence[tuple[Departure, int]], count: int, most: int, now: float) -> float:
    """Seconds until `count` more fit beside those that left; what never fits goes alone."""
    surplus = sum(each for _, each in left) + count - most
    wait = 0.0
    for until, each in sorted((departure.counts_until(now), each) for departure, each in left):
        if surplus <= 0:
            break
        wait, surplus = until - now, surplus - each
    return wait
