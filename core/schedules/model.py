"""What a schedule owes: which of the times that came due to act on, and what comes next.

Whatever comes due is recorded once under its schedule and its local time, however many servers
look.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, order=True)
class Repeating:
    """What repeats: a thing of the office file, and for whom where it comes to each by itself.

    `kind` is that of an area's calendar. `reader` is as the office file calls them, else empty.
    """

    kind: str
    id: str
    reader: str = ""

    @property
    def key(self) -> str:
        """It in one word, under which its occurrences are kept."""
        return f"{self.kind}:{self.id}:{self.reader}" if self.reader else f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something whose next time has come.

    It is worth beginning for `worth` after its time; None: until its next time has come.
    """

    what: Repeating
    schedule: Schedule
    worth: timedelta | None
    paused: bool
    next: Due


@dataclass(frozen=True, slots=True)
class Step:
    """What to record of one schedule in one go: what was due, and when it is due next.

    `expected` is the next time it had when this was decided: whoever finds another one there
    came too late and does nothing. `opens` is what to begin now, `closes_at` its end if it has one.
    """

    what: Repeating
    expected: datetime
    past: tuple[tuple[Due, Outcome], ...]
    opens: Due | None
    closes_at: datetime | None
    next: Due | None

    @property
    def late(self) -> bool:
        """Whether what is begun is begun late."""
        return bool(self.past) and self.past[-1][1] is Outcome.LATE


@dataclass(frozen=True, slots=True)
class Begun:
    """What an occurrence began: a round's or a run's id; not `new` where it was there already.

    `job` makes what is not there yet, with these `arguments`. It is given in the same transaction,
    and again whenever it was lost, until it was done once.
    """

    id: str
    new: bool
    job: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)


def by_their_clock(kept: Due, now: datetime, following: Callable[[datetime], Due | None]) -> Due:
    """What is next of a schedule that goes by another clock from now on.

    `following` gives its first time after an instant by that clock. It is the same time on the
    wall; where that is past there, as further east, it comes once more as it was planned, so that
    nothing is left out and nothing comes twice.
    """
    theirs = following(now)
    while theirs and theirs.local < kept.local:
        theirs = following(theirs.at)
    return theirs if theirs and theirs.local == kept.local else kept


def decide(waiting: Waiting, past: Sequence[Due], following: Due | None, now: datetime) -> Step:
    """Judge the times that came due: only the latest is begun, and only while it is worth it.

    `past` is oldest first, and empty when all of it is too old to be told; `following` is the first
    time after `now`.
    """
    if not past:
        return Step(waiting.what, waiting.next.local, (), None, None, following)
    latest = past[-1]
    closes_at = latest.at + waiting.worth if waiting.worth is not None else None
    opens = not waiting.paused and (closes_at is None or closes_at > now)
    judged = [(due, Outcome.MISSED) for due in past[:-1]]
    if opens:
        judged.append((latest, Outcome.LATE if now - latest.at > LATE else Outcome.OPENED))
    else:
        judged.append((latest, Outcome.PAUSED if waiting.paused else Outcome.MISSED))
    return Step(
        what=waiting.what,
        expected=waiting.next.local,
        past=tuple(judged),
        opens=latest if opens else None,
        closes_at=closes_at if opens else None,
        next=following,
    )
