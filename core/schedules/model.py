"""What a schedule owes: which of the times that came due to act on, and what comes next.

Check-ins and audits live by it alike. Whatever comes due is recorded once under its schedule and
its local time, however many servers look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

LATE = timedelta(minutes=2)  # begun this long after its time, an occurrence is marked late


class Outcome(StrEnum):
    """What became of an occurrence; `joined` found what it would open already open."""

    OPENED = "opened"
    LATE = "late"
    JOINED = "joined"
    MISSED = "missed"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a schedule: the wall clock it names, and the instant that is."""

    local: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """When something repeats. `every_weeks` counts from the first due week after `starts_on`."""

    cron: str
    time_zone: str
    every_weeks: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something whose next time has come.

    It is worth beginning for `open_for` after its time; None: until its next time has come.
    """

    id: str
    schedule: Schedule
    open_for: timedelta | None
    paused: bool
    next_local: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What to record of one schedule in one go: what was due, and when it is due next.

    `expected` is the next time it had when this was decided: whoever finds another one there
    came too late and does nothing. `opens` is what to begin now, `closes_at` its end if it has one.
    """

    id: str
    expected: datetime
    past: tuple[tuple[Due, Outcome], ...]
    opens: Due | None
    closes_at: datetime | None
    next: Due | None


class Calendar(Protocol):
    """One kind of thing that comes due."""

    async def due(self, now: datetime) -> list[Waiting]:
        """Those whose next time has come, longest waiting first."""

    async def advance(self, steps: Sequence[Step]) -> int:
        """Record what came due and begin what is to be begun; how many this call began.

        Any number of servers may try the same steps: the first one's count, the others find
        another next time and do nothing.
        """


def decide(waiting: Waiting, past: Sequence[Due], following: Due | None, now: datetime) -> Step:
    """Judge the times that came due: only the latest is begun, and only while it is worth it.

    `past` is oldest first, and empty when all of it is too old to be told; `following` is the first
    time after `now`.
    """
    if not past:
        return Step(waiting.id, waiting.next_local, (), None, None, following)
    latest = past[-1]
    closes_at = latest.at + waiting.open_for if waiting.open_for is not None else None
    opens = not waiting.paused and (closes_at is None or closes_at > now)
    judged = [(due, Outcome.MISSED) for due in past[:-1]]
    if opens:
        judged.append((latest, Outcome.LATE if now - latest.at > LATE else Outcome.OPENED))
    else:
        judged.append((latest, Outcome.PAUSED if waiting.paused else Outcome.MISSED))
    return Step(
        id=waiting.id,
        expected=waiting.next_local,
        past=tuple(judged),
        opens=latest if opens else None,
        closes_at=closes_at if opens else None,
        next=following,
    )
