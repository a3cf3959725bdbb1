"""What audits need from outside, as small Protocols."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.clock import Clock
from core.people.ports import Parts
from core.pressing.forms import Kept
from core.schedules.calendars import Begins
from core.standards.exceptions import Request, Said
from core.standards.facts import Reading, Team
from core.standards.lines import Line
from core.standards.model import Audited, Finding, Run, Standard, Waiver
from core.standards.reads import Read
from core.work import Work


class Progress(Protocol):
    """Hears how far a reading is: `done` of `total` (it may grow) of what is named."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


class Tenants(Protocol):
    """The tenant, as Microsoft Graph knows it."""

    async def read(
        self,
        reads: Collection[Read],
        team_ids: Sequence[str] | None,
        now: datetime,
        progress: Progress | None = None,
    ) -> Reading:
        """Read what `reads` name of all teams, or of these. `now` is real time (groups may be new).

        Reading all is patient with a service that asks to wait; for these somebody waits.
        What cannot be read is a gap in its place. Raises NotRead where no team can be listed at all
        (no sign-in, not Graph, not permitted, nothing there).
        """


@dataclass(frozen=True, slots=True)
class DueRun:
    """A run of an audit of the office file, recorded when it came due and now begun.

    `standards` None means all. It was begun `attempts` times by now; it is `kept` when it is done
    and was not told yet, `ended` when it was, or was given up. `again_at` is when its audit is due
    next.
    """

    run_id: str
    audit: str
    standards: tuple[str, ...] | None
    attempts: int
    kept: bool
    ended: bool
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reader:
    """A person to whom a report goes, with their chat: `person:ID` until there is one."""

    person_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class OwnedTeam:
    """A team of an owner, and how its clauses came out in the newest whole run."""

    id: str
    name: str
    failed_must: int
    failed_should: int
    unknown: int


class Audits(Begins, Protocol):
    """The audits of the office file and their runs."""

    async def started(self, run_id: str) -> DueRun:
        """A run is begun, or once more where it was broken off. Raises NotFound."""

    async def tell(self, run_id: str, body: Mapping[str, object]) -> Sequence[Reader]:
        """Queue the report of a run that is kept to its readers, once; nobody when it was told."""

    async def give_up(
        self, run_id: str, reason: str, body: Mapping[str, object]
    ) -> Sequence[Reader]:
        """Mark a run as not done, and queue a message to its readers; nobody when it has ended."""


@dataclass(frozen=True, slots=True)
class Page:
    """A few findings of a run as people are told of them, of how many."""

    audited: Audited
    of: int


class Runs(Protocol):
    """Audits that were done."""

    async def keep(self, audited: Audited, teams: Sequence[Team]) -> Audited:
        """Keep a run with its findings, and give it back as it compares with the one before.

        `teams` are all that the run covers, for their names and owners.

        Compared are the same standards, and the teams that this run covers. Keeping a run that is
        kept already changes nothing and gives what was kept.
        """

    async def latest(self, team_id: str | None = None) -> Audited | None:
        """The newest whole run, of all teams or with the findings of one; None before the first.

        With a team: the newest that covers it, with the pairs that it is in. For a week a run of
        fewer standards does not stand for one of more.
        """

    async def get(self, run_id: str) -> Audited | None: ...

    async def team(self, run_id: str) -> tuple[str, str]:
        """Id and name of the one team of a run. Raises NotFound."""

    async def write_list(self, run_id: str, lines: Sequence[Line]) -> None:
        """Keep the list of a run, from which its pages are read; the first time counts."""

    async def page(self, run_id: str, start: int, most: int) -> Page | None:
        """So many lines of the list of a whole run, after the first `start`; None without one."""

    async def history(self, most: int, standards: Sequence[str] | None = None) -> Sequence[Run]:
        """The latest whole runs, oldest first; with `standards` those of just these."""

    async def owned(self, person_id: str) -> Sequence[OwnedTeam]:
        """The teams that a person owned when the newest whole run read them, by name."""

    async def names(self) -> Mapping[str, str]:
        """The names of the teams by id, as the newest whole run read them."""

    async def center(self) -> tuple[str, str]:
        """The organisation and the time zone of the office file; empty and UTC without one."""

    async def next_at(self) -> datetime | None:
        """When the next audit of the office file is due; None when there is none."""

    async def readers(self, called: Sequence[str] | None) -> Sequence[Reader]:
        """Who the people are that the office file names so, in their order; None: its staff.

        Left out is whoever is not known by this name yet, and nobody is there twice.
        """


class Waivers(Protocol):
    """Exceptions that are asked for from cards, and those that hold."""

    async def kept(self) -> Sequence[tuple[str, Waiver]]:
        """All that were approved, each with the name of its standard; who approved, by name."""

    async def get(self, waiver_id: str) -> Request:
        """One that was asked for. Raises NotFound."""

    async def of_team(self, team_id: str) -> Sequence[Request]:
        """Those that were asked for a team, the newest first; a hundred at most."""

    async def heard(self, about: str, nonce: str) -> str:
        """What a form heard that was sent in before, about a team or a request; empty before."""

    async def ask(
        self, request: Request, nonce: str, says: str, staff: Sequence[Reader]
    ) -> Kept | None:
        """Keep it, and post it to staff and to who asked; None where it is asked for already."""

    async def answer(self, request: Request, nonce: str, says: str) -> Kept | None:
        """Keep the last word on it, and what follows; None where another one came before."""

    async def withdraw(self, waiver_id: str, word: Said) -> Request:
        """Take it back where it is undecided; as it stands then. Raises NotFound."""

    async def team_gone(self, request: Request) -> bool:
        """Whether an audit of all teams since it was made did not find its team."""

    async def show(
        self, run_id: str, team_id: str, conversation_id: str, *, in_channel: bool
    ) -> None:
        """Post the card of a run of one team, once; it follows what becomes of requests."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What staff see after a run: what is new first, worst first; the last runs as a strip."""

    organisation: str
    time_zone: str
    standards: Mapping[str, str]  # titles by name
    audited: Audited
    history: Sequence[Run]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of the list in a report: its run has the findings of that page alone, of how many."""

    report: AuditReport
    page: int
    of: int


@dataclass(frozen=True, slots=True)
class TeamReport:
    """What a team's owners see: its findings, of how many `rules` that were judged, and when.

    `requests` are the exceptions that were asked for it, the newest first.

    `pairs` are what the newest whole run, of `pairs_at`, found between this team and others.
    """

    run_id: str
    team_id: str
    team_name: str
    standards: Sequence[str]  # titles
    rules: int
    findings: Sequence[Finding]
    read_at: datetime
    time_zone: str
    pairs: Sequence[Finding] = ()
    requests: Sequence[Request] = ()
    pairs_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StandardsPorts:
    """All that standards and audits need; `standards` by name."""

    audits: Audits
    runs: Runs
    waivers: Waivers
    tenants: Tenants
    standards: Mapping[str, Standard]
    parts: Parts
    work: Work
    clock: Clock
