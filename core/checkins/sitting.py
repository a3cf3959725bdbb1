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

    `people` are the round's respondents by name. `last` is the person's answer in an earlier round,
    given at `last_at`. `owner` is the name of the project's owner. `report` is the newest report of
    the check-in.
    """

    round: Round
    away_until: date | None
    own: Answer | None
    last: Answer | None
    last_at: datetime | None
    people: tuple[Person, ...]
    owner: str | None
    report: Report | None


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
    """An open round; `new` when this call opened it, `waits` while its team has not met us."""

    round_id: str
    checkin_id: str
    project: str
    new: bool
    waits: bool
