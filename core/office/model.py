"""What a Process Center tells the product about its organisation: the parts of the office file.

The order of the fields is the order in which an export writes them. How a value may be written,
and what it names, stands in its annotation. `WAITS` of a record are the fields that are kept and
that the product does not act on yet; `CALLED` is one item of it, where that is not its class.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from core.office import written
from core.office.forms import In, WordOr
from core.office.values import Chosen, Length

ALL = Chosen("all")
STAFF = Chosen("staff")
LEADERS = Chosen("leaders")
ONE_DAY = Length("24h")


class ProjectKind(StrEnum):
    """What kind of work a project is."""

    PROJECT = "project"
    PROGRAM = "program"
    PRODUCT = "product"
    CAPABILITY = "capability"
    PORTFOLIO = "portfolio"


class Mode(StrEnum):
    """Where a check-in asks: in one card in the channel, or each person in a personal chat."""

    CHANNEL = "channel"
    PERSONAL = "personal"


class RiskStatus(StrEnum):
    """Where a risk stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    HAPPENED = "happened"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A person who receives digests, about `all` or about these objectives and initiatives."""

    person: written.PersonName
    scope: Annotated[Chosen, WordOr("all", written.ID)] = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Whose public holidays count."""

    country: written.Country
    subdivision: written.Subdivision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """The Process Center itself."""

    WAITS: ClassVar[frozenset[str]] = frozenset({"holidays"})

    organisation: written.Line
    time_zone: written.Zone
    staff: tuple[written.PersonName, ...] = ()
    leaders: tuple[Leader, ...] = ()
    holidays: Holidays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money of one currency: what was planned, what is spent, what it will come to."""

    planned: written.Amount | None = None
    actual: written.Amount | None = None
    forecast: written.Amount | None = None
    currency: written.Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When something repeats: a cron line in a time zone (default: the centre's), each week or
    each so many weeks, counted from the first due date after `starts_on`."""

    cron: written.Cron
    time_zone: written.Zone | None = None
    every_weeks: written.Weeks = 1
    starts_on: written.Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What the organisation wants to reach."""

    WAITS: ClassVar[frozenset[str]] = frozenset({"owner"})

    id: written.Slug
    title: written.Line
    owner: written.PersonName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A bundle of work that serves objectives."""

    WAITS: ClassVar[frozenset[str]] = frozenset(
        {"owner", "reviewer", "starts_on", "ends_on", "budget"}
    )

    id: written.Slug
    title: written.Line
    objectives: tuple[written.ObjectiveId, ...] = ()
    owner: written.PersonName | None = None
    reviewer: written.PersonName | None = None
    starts_on: written.Day | None = None
    ends_on: written.Day | None = None
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A piece of work, with the team and the channel where its people are."""

    WAITS: ClassVar[frozenset[str]] = frozenset(
        {"sponsor", "budget", "stakeholders", "sprint_weeks"}
    )

    id: written.Slug
    title: written.Line
    kind: ProjectKind = ProjectKind.PROJECT
    initiatives: tuple[written.InitiativeId, ...] = ()
    owner: written.PersonName | None = None
    sponsor: written.PersonName | None = None
    team: written.TeamId | None = None
    channel: written.ChannelId | None = None
    starts_on: written.Day | None = None
    baseline_ends_on: written.Day | None = None
    ends_on: written.Day | None = None
    budget: Budget | None = None
    stakeholders: tuple[written.PersonName, ...] = ()
    sprint_weeks: written.Weeks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What an indicator was on a day."""

    on: written.Day
    value: written.Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What an initiative is for, as a number that moves from baseline to target."""

    id: written.Slug
    initiative: written.InitiativeId
    indicator: written.Line
    unit: written.Line | None = None
    baseline: written.Number | None = None
    target: written.Number | None = None
    due_on: written.Day | None = None
    owner: written.PersonName | None = None
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What may go wrong in a project; probability and impact from 1 (low) to 5 (high)."""

    id: written.Slug
    project: written.ProjectId
    title: written.Line
    probability: written.OneToFive | None = None
    impact: written.OneToFive | None = None
    owner: written.PersonName | None = None
    response: written.Lines | None = None
    status: RiskStatus = RiskStatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Who is asked: the members of the channel, and these people besides."""

    WORD: ClassVar[str] = "members"  # how the default is written in one word

    members: written.Switch = True
    people: tuple[written.PersonName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Questions that a project's team is asked again and again. `nudge` counts from the opening."""

    CALLED: ClassVar[str] = "check-in"
    WAITS: ClassVar[frozenset[str]] = frozenset({"nudge"})

    id: written.Slug
    project: written.ProjectId
    questions: Annotated[written.ContentName, In("questions")] = "stop-look-listen"
    mode: Mode = Mode.CHANNEL
    schedule: Schedule
    open_for: written.Lasting = ONE_DAY
    respondents: Respondents = Respondents()
    nudge: tuple[written.Lasting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retro:
    """A look back that a project's team holds again and again. Without `votes`: the format's."""

    WAITS: ClassVar[frozenset[str]] = frozenset({"anonymous"})

    id: written.Slug
    project: written.ProjectId
    format: Annotated[written.ContentName, In("retros")]
    schedule: Schedule
    votes: written.Votes | None = None
    anonymous: written.Switch = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One card for leaders: for all of them, or for these."""

    id: written.Slug
    to: Annotated[Chosen, WordOr("leaders", written.PERSON)] = LEADERS
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A scheduled audit against all standards or these; the report goes to staff or to these."""

    id: written.Slug
    standards: Annotated[Chosen, WordOr("all", written.CONTENT), In("standards")] = ALL
    schedule: Schedule
    report_to: Annotated[Chosen, WordOr("staff", written.PERSON)] = STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is particular about one person."""

    CALLED: ClassVar[str] = "person"

    person: written.PersonName
    time_zone: written.Zone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWaiver:
    """What staff approved, through the day `until`; else as Waiver of core/standards/model.py."""

    CALLED: ClassVar[str] = "waiver"

    id: written.Slug
    standard: written.ContentName
    rule: written.ContentName
    team: written.TeamId | None = None
    person: written.PersonName | None = None
    subject: written.Line | None = None
    accepted: written.Seen = None
    reason: written.Lines
    asked_by: written.PersonName | None = None
    approved_by: written.PersonName
    until: written.Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The whole file; every part may be left out, and what is left out stays as it was."""

    WAITS: ClassVar[frozenset[str]] = frozenset({"benefits", "risks"})

    center: Center | None = None
    objectives: tuple[Objective, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    projects: tuple[Project, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    risks: tuple[Risk, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    retros: tuple[Retro, ...] = ()
    digests: tuple[Digest, ...] = ()
    audits: tuple[Audit, ...] = ()
    waivers: tuple[KeptWaiver, ...] = ()
    people: tuple[Particulars, ...] = ()

    def zone(self, schedule: Schedule) -> str:
        """The time zone of a schedule: its own, else the centre's, else UTC."""
        return schedule.time_zone or (self.center.time_zone if self.center else "UTC")
