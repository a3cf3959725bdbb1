"""What a leader's digest is made of: the facts in their scope, what they decided and asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.checkins.model import Colour
from core.standards.model import Overload


@dataclass(frozen=True, slots=True)
class Reported:
    """How a project stood in its newest report that anybody answered.

    `since` is the day of the first report in a row with this colour, and `was` the colour before
    that, None where there was none. `progress_was` and `forecast_was` are of the report before.
    `slips` counts how often the forecast moved later so far; None where that was not counted.
    `expected` is None where the roster could not be read. `why` is the newest reason given with
    this colour, empty for green. `said_on` is the day on which it was really said, where the report
    only repeats that. `silences` counts the rounds without an answer since `since`, before it.
    """

    reported_on: date
    colour: Colour | None
    since: date
    was: Colour | None
    answered: int
    expected: int | None
    progress: int | None = None
    progress_was: int | None = None
    forecast: date | None = None
    forecast_was: date | None = None
    slips: int | None = None
    why: str = ""
    said_on: date | None = None
    silences: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What the leader's last digest said of a project; `colour` None: it was grey."""

    colour: Colour | None
    forecast: date | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One piece of work in the scope.

    `initiatives` are ids, those in the scope alone. `owner` is a name, empty where nobody is named.
    `asks` tells whether a check-in asks its team. `latest` is None where there never was a report
    with an answer; `silent_rounds` counts the rounds that closed since it without any answer (all
    of them, where there never was one), and `silent_since` is the day of the first of them, None in
    digests that did not keep it. `before` is None where the last digest did not have it.
    """

    id: str
    title: str
    initiatives: tuple[str, ...]
    owner: str
    starts_on: date | None
    baseline_ends_on: date | None
    ends_on: date | None
    asks: bool
    latest: Reported | None
    silent_rounds: int
    before: Before | None = None
    silent_since: date | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """A bundle of projects, in the scope."""

    id: str
    title: str


class Decided(StrEnum):
    """What a leader said to something that waits for them."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something a team needs this leader for: what its newest report says needs their attention.

    `id` is that of core.checkins.items.item_id: the same words of a project are one thing, over
    any number of rounds. `raised_on` is the day it was first said. `recommends` is what the team
    would answer, "yes" or "no", empty where it does not say.
    """

    id: str
    what: str
    project_id: str
    project: str
    raised_on: date
    due_on: date | None
    recommends: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on something wanted; all are kept, and the newest one holds.

    `by` is the leader's name, `owner` that of the project's owner, empty where nobody is known.
    `reached` tells whether a card in the owner's chat says it; None where that was not kept, or
    where the leader is the owner.
    """

    wanted_id: str
    decided: Decided
    decided_at: datetime
    by: str
    owner: str = ""
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a leader said to one thing that a team wanted, with every change of mind, oldest first.

    What a team raises again after it was decided is another ruling.
    """

    what: str
    project_id: str
    project: str
    decisions: Sequence[Decision]


@dataclass(frozen=True, slots=True)
class Question:
    """What a leader asked a project's owner, and what came back.

    `wanted_id` is empty where it is about the project as a whole; `about` are the words of what is
    wanted, else empty. Names are as they were then.
    """

    id: str
    digest_id: str
    project_id: str
    project: str
    wanted_id: str
    about: str
    text: str
    asked_at: datetime
    leader_id: str
    leader: str
    owner_id: str
    owner: str
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenAction:
    """That a team has an action of a retro that is not done: which, and whose, is the team's."""

    project_id: str
    due_on: date | None
    opened_on: date


@dataclass(frozen=True, slots=True)
class Hygiene:
    """The newest whole audit, of the teams in the scope alone, and that of about a week before.

    `complete` is the share of those teams that could be read, from 0 to 1. `worst` has at most
    three teams and what was seen there, worst first; `more` counts the others like them, 0 too in
    digests that did not keep it. `overload` is how much the people of the company have to follow,
    None where the scope is not all of it, or that was not read.
    """

    on: date
    tidy: int
    teams: int
    complete: float
    on_before: date | None = None
    tidy_before: int | None = None
    teams_before: int | None = None
    worst: tuple[tuple[str, str], ...] = ()
    more: int = 0
    overload: Overload | None = None
    overload_before: Overload | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one digest may tell one leader: everything is of their scope already.

    `title` is the organisation where the scope is all, else empty. `since` is the day of the last
    digest, which `Project.before` is of; None in the first one. `about` is the one project or
    initiative that it was asked for, empty where it is of the whole scope.
    """

    today: date
    title: str
    initiatives: Sequence[Initiative]
    projects: Sequence[Project]
    wanted: Sequence[Wanted] = ()
    open_actions: Sequence[OpenAction] = ()
    hygiene: Hygiene | None = None
    since: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """What was told to one leader, kept as it was, with what became of it.

    `series` is its id in the office file, empty where the leader asked for it. `decisions` are the
    leader's on anything that is wanted here, whichever digest they pressed on; `questions` those
    asked from this one; both oldest first. `page` is the one that they turned to last, from 1.
    `followed` tells whether the leader has a later one of all their scope: what this one asked, and
    is asked still, stands there.
    """

    id: str
    series: str
    person_id: str
    made_at: datetime
    time_zone: str
    facts: Facts
    acknowledged_at: datetime | None = None
    decisions: Sequence[Decision] = ()
    questions: Sequence[Question] = ()
    page: int = 1
    followed: bool = False
