"""What a Process Center tells the product about its organisation: the parts of the office file.

The order of the fields is the order in which an export writes them. How a value may be written
stands in its annotation.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from core.office import forms
from core.office.forms import Form, Kind, WordOr
from core.office.values import Chosen, Length

_ID = Form(forms.slug, Kind.TEXT)
_CONTENT = Form(forms.content_name, Kind.TEXT)
_PERSON = Form(forms.person, Kind.TEXT)

ALL = Chosen("all")
STAFF = Chosen("staff")
LEADERS = Chosen("leaders")
ONE_DAY = Length("24h")

Slug = Annotated[str, _ID]
ContentName = Annotated[str, _CONTENT]
PersonName = Annotated[str, _PERSON]
Line = Annotated[str, Form(forms.line, Kind.TEXT)]
Lines = Annotated[str, Form(forms.lines, Kind.TEXT)]
TeamId = Annotated[str, Form(forms.team, Kind.TEXT)]
ChannelId = Annotated[str, Form(forms.channel, Kind.TEXT)]
Zone = Annotated[str, Form(forms.time_zone, Kind.CODE)]
Cron = Annotated[str, Form(forms.cron_line, Kind.CODE)]
Lasting = Annotated[Length, Form(forms.length, Kind.CODE)]
Day = Annotated[date, Form(forms.day, Kind.CODE)]
Currency = Annotated[str, Form(forms.currency, Kind.CODE)]
Country = Annotated[str, Form(forms.country, Kind.CODE)]
Subdivision = Annotated[str, Form(forms.subdivision, Kind.TEXT)]
Amount = Annotated[Decimal, Form(forms.amount, Kind.BARE)]
Number = Annotated[Decimal, Form(forms.number, Kind.BARE)]
Switch = Annotated[bool, Form(forms.switch, Kind.BARE)]
OneToFive = Annotated[int, Form(forms.whole(1, 5), Kind.BARE)]
Weeks = Annotated[int, Form(forms.whole(1, 52), Kind.BARE)]
Votes = Annotated[int, Form(forms.whole(1, 100), Kind.BARE)]


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

    person: PersonName
    scope: Annotated[Chosen, WordOr("all", _ID)] = ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Whose public holidays count."""

    country: Country
    subdivision: Subdivision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Center:
    """The Process Center itself."""

    organisation: Line
    time_zone: Zone
    staff: tuple[PersonName, ...] = ()
    leaders: tuple[Leader, ...] = ()
    holidays: Holidays | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money of one currency: what was planned, what is spent, what it will come to."""

    planned: Amount | None = None
    actual: Amount | None = None
    forecast: Amount | None = None
    currency: Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When something repeats: a cron line in a time zone (default: the centre's), each week or
    each so many weeks, counted from the first due date after `starts_on`."""

    cron: Cron
    time_zone: Zone | None = None
    every_weeks: Weeks = 1
    starts_on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What the organisation wants to reach."""

    id: Slug
    title: Line
    owner: PersonName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A bundle of work that serves objectives."""

    id: Slug
    title: Line
    objectives: tuple[Slug, ...] = ()
    owner: PersonName | None = None
    reviewer: PersonName | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A piece of work, with the team and the channel where its people are."""

    id: Slug
    title: Line
    kind: ProjectKind = ProjectKind.PROJECT
    initiatives: tuple[Slug, ...] = ()
    owner: PersonName | None = None
    sponsor: PersonName | None = None
    team: TeamId | None = None
    channel: ChannelId | None = None
    starts_on: Day | None = None
    baseline_ends_on: Day | None = None
    ends_on: Day | None = None
    budget: Budget | None = None
    stakeholders: tuple[PersonName, ...] = ()
    sprint_weeks: Weeks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What an indicator was on a day."""

    on: Day
    value: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What an initiative is for, as a number that moves from baseline to target."""

    id: Slug
    initiative: Slug
    indicator: Line
    unit: Line | None = None
    baseline: Number | None = None
    target: Number | None = None
    due_on: Day | None = None
    owner: PersonName | None = None
    measurements: tuple[Measurement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What may go wrong in a project; probability and impact from 1 (low) to 5 (high)."""

    id: Slug
    project: Slug
    title: Line
    probability: OneToFive | None = None
    impact: OneToFive | None = None
    owner: PersonName | None = None
    response: Lines | None = None
    status: RiskStatus = RiskStatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """Who is asked: the members of the channel, and these people besides."""

    WORD: ClassVar[str] = "members"  # how the default is written in one word

    members: Switch = True
    people: tuple[PersonName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Questions that a project's team is asked again and again. `nudge` counts from the opening."""

    id: Slug
    project: Slug
    questions: ContentName = "stop-look-listen"
    mode: Mode = Mode.CHANNEL
    schedule: Schedule
    open_for: Lasting = ONE_DAY
    respondents: Respondents = Respondents()
    nudge: tuple[Lasting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retro:
    """A look back that a project's team holds again and again. Without `votes`: the format's."""

    id: Slug
    project: Slug
    format: ContentName
    schedule: Schedule
    votes: Votes | None = None
    anonymous: Switch = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One card for leaders: for all of them, or for these."""

    id: Slug
    to: Annotated[Chosen, WordOr("leaders", _PERSON)] = LEADERS
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A scheduled audit against all standards or these; the report goes to staff or to these."""

    id: Slug
    standards: Annotated[Chosen, WordOr("all", _CONTENT)] = ALL
    schedule: Schedule
    report_to: Annotated[Chosen, WordOr("staff", _PERSON)] = STAFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is particular about one person."""

    person: PersonName
    time_zone: Zone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The whole file; every part may be left out, and what is left out stays as it was."""

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
    people: tuple[Person, ...] = ()

    def zone(self, schedule: Schedule) -> str:
        """The time zone of a schedule: its own, else the centre's, else UTC."""
        return schedule.time_zone or (self.center.time_zone if self.center else "UTC")
