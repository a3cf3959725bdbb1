"""One person in front of one round: what their form needs; and what cards show of rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.checkins.model import Answer, Round
from core.checkins.report import Report
from core.people.model import Person


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that a form needs.

    `people` are those who may be named, by name: whom the round asks, and the leaders in whose
    scope the project is; `leaders` are the ids of the latter. `last` is the person's answer in an
    earlier round, `last_rounds` before this one, given on `last_on`, a day of the round's zone.
    `owner` is the name of the project's owner. `report` is the newest one of the check-in that
    anybody answered. `zone` is the person's own, None where the office file has none.
    """

    round: Round
    away_until: date | None
    own: Answer | None
    last: Answer | None
    last_on: date | None
    last_rounds: int
    people: tuple[Person, ...]
    owner: str | None
    report: Report | None
    leaders: frozenset[str] = frozenset()
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Who wrote what in a round, by name; `names` has those of everybody whom it asks, by id."""

    round: Round
    answers: Sequence[tuple[str, Answer]]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An open round that asks a person, and whether they have answered."""

    id: str
    project: str
    closes_at: datetime
    time_zone: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An open round; `new` when this call opened it, `waits` while its team has not met us.

    Its card `failed` where it was refused, or somebody deleted it.
    """

    round_id: str
    checkin_id: str
    project: str
    new: bool
    waits: bool
    failed: bool = False
