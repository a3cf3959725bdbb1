"""What a schedule owes: which occurrence to open now, which were missed, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LATE = timedelta(minutes=2)  # opened this long after its time, an occurrence is marked late


class Outcome(StrEnum):
    """What became of an occurrence; `joined` found a round already open."""

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
    """When a check-in repeats. `every_weeks` counts from the first due week after `starts_on`."""

    cron: str
    time_zone: str
    every_weeks: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """A check-in whose next time has come."""

    id: str
    schedule: Schedule
    open_for: timedelta
    paused: bool
    next_local: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """What to record for one check-in in one go: what was due, and when it is due next.

    `expected` is the next time it had when this was decided: whoever finds another one there
    came too late and does nothing.
    """

    checkin_id: str
    expected: datetime
    past: tuple[tuple[Due, Outcome], ...]
    opens: Due | None
    closes_at: datetime | None
    next: Due | None


def decide(waiting: Waiting, past: Sequence[Due], following: Due | None, now: datetime) -> Step:
    """Judge the times that came due: only the latest is opened, and only if it still would be open.

    `past` is oldest first, and empty when all of it is too old to be told; `following` is the first
    time after `now`.
    """
    if not past:
        return Step(waiting.id, waiting.next_local, (), None, None, following)
    latest = past[-1]
    closes_at = latest.at + waiting.open_for
    opens = not waiting.paused and closes_at > now
    judged = [(due, Outcome.MISSED) for due in past[:-1]]
    if opens:
        judged.append((latest, Outcome.LATE if now - latest.at > LATE else Outcome.OPENED))
    else:
        judged.append((latest, Outcome.PAUSED if waiting.paused else Outcome.MISSED))
    return Step(
        checkin_id=waiting.id,
        expected=waiting.next_local,
        past=tuple(judged),
        opens=latest if opens else None,
        closes_at=closes_at if opens else None,
        next=following,
    )
