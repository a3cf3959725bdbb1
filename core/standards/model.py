"""Standards, and what an audit against them found: the words that everything here shares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from core.office.forms import Anything, Form, Quoting, passage
from core.office.values import Length
from core.office.written import Day, GroupId, Lasting, Line, PersonName, Switch
from core.standards.facts import Visibility
from core.standards.params import Pattern, Word

Key = tuple[str, str, str, str]  # of a finding: standard, rule, level, subject's id
ClauseKey = tuple[str, str, str]  # standard, rule, level
Seen = str | int | float | bool | tuple[str, ...] | None
GRACE = Length("14d")
Passage = Annotated[str, Form(passage, Quoting.TEXT, prose=True)]


class Level(StrEnum):
    """A finding of a `must` counts; `should` is advice. Stricter first."""

    MUST = "must"
    SHOULD = "should"


class Severity(StrEnum):
    """How bad it is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Outcome(StrEnum):
    """What became of one clause for one subject; the first three are always listed."""

    FAILED = "failed"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    PASSED = "passed"
    NOT_APPLICABLE = "not_applicable"


LISTED = frozenset({Outcome.FAILED, Outcome.UNKNOWN, Outcome.WAIVED})
_PLACE = {each: at for kind in (Outcome, Level, Severity) for at, each in enumerate(kind)}


class SubjectType(StrEnum):
    """What a finding is about. A pair has the ids `A|B`, the smaller first."""

    TEAM = "team"
    CHANNEL = "channel"
    PERSON = "person"
    PAIR = "pair"
    TENANT = "tenant"


class RemedyMode(StrEnum):
    """`auto` is preselected in a plan, `approve` chosen one by one, `guided` done by hand."""

    AUTO = "auto"
    APPROVE = "approve"
    GUIDED = "guided"


@dataclass(frozen=True, slots=True)
class Remedy:
    """How a finding could be put right; `choices` are what may be picked, `pick` how many."""

    kind: str
    mode: RemedyMode = RemedyMode.APPROVE
    choices: tuple[str, ...] = ()
    pick: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about; `team` is the id of the team it belongs to, if it does to one."""

    type: SubjectType
    id: str
    name: str
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One demand: a rule with its numbers, why it is asked, and how to meet it.

    With `owners_may` a team's owners may approve what puts it right for their team. After `grace`
    from when it was first not met it is overdue.
    """

    rule: Word
    level: Level
    severity: Severity
    params: Mapping[str, object]
    why: Passage
    fix: Passage
    owners_may: Switch = False
    grace: Lasting = GRACE


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Which teams a standard is for: all that is given must hold. `name` is a pattern."""

    name: Pattern | None = None
    visibility: Visibility | None = None
    classification: Word | None = None
    teams: tuple[GroupId, ...] | None = None
    not_teams: tuple[GroupId, ...] = ()
    archived: Switch | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception somebody answers for, through the day `until`.

    It is for one team, its channels and the pairs it is in, or for one person. With `subject`, the
    id of a finding's subject, it is for that alone: one channel, one pair, or the organisation.
    With `accepted` it holds only while that is what was seen.
    """

    rule: Word
    reason: Passage
    approved_by: PersonName
    until: Day
    team: GroupId | None = None
    person: PersonName | None = None
    subject: Line | None = None
    accepted: Annotated[Seen, Anything()] = None


@dataclass(frozen=True, slots=True)
class Standard:
    """A file of `content/standards`; the name is the file's. One rule stands once for a level."""

    name: str
    title: str
    applies_to: AppliesTo
    clauses: tuple[Clause, ...]
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause judged for one subject. `title` is the rule's; `team_name` that of its team.

    `first_seen_at` is when it was first not met (or unknown, or waived), without a break since;
    None until the run is kept.
    """

    standard: str
    rule: str
    title: str
    level: Level
    severity: Severity
    subject: Subject
    team_name: str
    outcome: Outcome
    says: str
    seen: Seen
    wanted: Seen
    why: str
    fix: str
    remedy: Remedy | None = None
    first_seen_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What makes it the same finding in another run."""
        return (self.standard, self.rule, self.level.value, self.subject.id)

    @property
    def rank(self) -> tuple[int, int, int, str, str, str]:
        """Worst first: failed, must, severity; then by team, subject and rule."""
        return (
            _PLACE[self.outcome],
            _PLACE[self.level] * 4 + _PLACE[self.severity],
            _PLACE[self.severity],
            self.team_name.casefold(),
            self.subject.id,
            self.rule,
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How one run came out. A team is tidy when no `must` of it failed or is unknown.

    `judged_teams` are those to which a standard applies.
    """

    failed_must: int = 0
    failed_should: int = 0
    unknown: int = 0
    waived: int = 0
    passed: int = 0
    judged_teams: int = 0
    tidy_teams: int = 0


@dataclass(frozen=True, slots=True)
class Overload:
    """How much people have to follow: the one in the middle, and the tenth with most (at least).

    `over` of the `people` are in more than `limit` teams. Channels are None where they were not
    read; `at_least` where some teams could not be read, so that it may be more.
    """

    people: int
    limit: int
    over: int
    teams: int
    teams_worst: int
    channels: int | None
    channels_worst: int | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One audit that was done. `audit` is its id in the office file, empty when it was asked for.

    `teams_read` are those of which every fact that was asked for could be read. `complete` is
    their share; below 1 too when the list of teams ended early. `overload` is None where it was
    not read, or not of all teams.
    """

    id: str
    audit: str
    standards: tuple[str, ...]
    whole: bool
    started_at: datetime
    finished_at: datetime
    teams: int
    teams_read: int
    complete: float
    http_requests: int
    graph_requests: int
    throttled: int
    counts: Counts
    overload: Overload | None = None


class Milder(StrEnum):
    """What was said in the run before of something that is not met, where that was less bad."""

    SHOULD = "only a should before"
    ACCEPTED = "accepted before"
    UNKNOWN = "not known before"


@dataclass(frozen=True, slots=True)
class Stood:
    """How something that was open stood in the run before; `unmet` as it was last read by then."""

    outcome: Outcome
    unmet: bool


@dataclass(frozen=True, slots=True)
class Audited:
    """A run with its findings, worst first.

    `new` are the keys of those that the run before did not have; `fixed` what it had and this one
    found met; `fixed_by` has the names of who approved the change that put it right, where that was
    ours; `was` is how all that was open stood then. Without a run before, everything is new
    and nothing fixed: `before` is None then. `judged` are the clauses that it looked at; what it
    did not look at it cannot find met. `came` are the teams and channels with something new that
    the run before did not have. `worse` is told by cause only (see causes.py).
    """

    run: Run
    findings: Sequence[Finding]
    new: frozenset[Key] = frozenset()
    fixed: Sequence[Finding] = ()
    before: Run | None = None
    judged: frozenset[ClauseKey] = frozenset()
    was: Mapping[Key, Stood] = field(default_factory=dict)
    worse: Mapping[Key, Milder] = field(default_factory=dict)
    came: frozenset[str] = frozenset()
    fixed_by: Mapping[Key, str] = field(default_factory=dict)
