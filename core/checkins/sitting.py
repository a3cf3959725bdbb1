"""One person in front of one round: what they may do, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.checkins.model import Answer, Person, Round
from core.checkins.report import Report


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that a form needs, or a refusal.

    `asked` is None when the roster could not be read. `people` are the round's respondents by
    name. `last` is the person's answer in an earlier round, given at `last_at`. `report` is the
    newest report of the check-in.
    """

    round: Round
    channel_id: str
    team_id: str
    asked: bool | None
    away_until: date | None
    own: Answer | None
    last: Answer | None
    last_at: datetime | None
    people: tuple[Person, ...]
    owner: str | None
    owner_called: str | None
    owner_id: str | None
    report: Report | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a submission.

    `open` is False when the round had closed. `new` is False for a repeat, and `said` is then what
    the first one heard. `clean` tells that the card showed everything before this.
    """

    open: bool
    new: bool
    clean: bool
    said: str


@dataclass(frozen=True, slots=True)
class Showing:
    """A round as it stands, with the version of it that this is."""

    round: Round
    version: int
    team_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An open round that asks a person, and whether they have answered."""

    id: str
    project: str
    closes_at: datetime
    time_zone: str
    answered: bool


Names = Mapping[str, str]
