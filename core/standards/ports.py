"""What audits need from outside, as small Protocols."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from core.clock import Clock
from core.people.ports import Parts
from core.pressing.forms import Kept
from core.schedules.calendars import Begins
from core.standards.facts import Reading, Team
from core.standards.model import Audited, Run, Standard, Waiver
from core.standards.reads import Read
from core.standards.reports.lines import Line
from core.standards.reports.trends import Trends
from core.standards.waivers.exceptions import Request, Said
from core.work import Work


class Progress(Protocol):
    """Hears how far a reading is: `done` of `total` (it may grow) of what is named."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


class Memory(Protocol):
    """What a run has heard so far, for whoever begins it again; `key` is a question in full."""

    async def recall(self, keys: Sequence[str]) -> Mapping[str, Any]:
        """The answers to these that were noted and are fresh."""

    async def note(self, key: str, answer: Any) -> None:
        """Keep an answer until the run has ended."""


class Tenants(Protocol):
    """The tenant, as Microsoft Graph knows it."""

    async def read(
        self,
        reads: Collection[Read],
        team_ids: Sequence[str] | None,
        now: datetime,
        progress: Progress | None = None,
        tabs_in: Collection[str] | None = None,
        memory: Memory | None = None,
    ) -> Reading:
        """Read what `reads` name of all teams, or of these. `now` is real time (groups may be new).
        What `memory` knows is not asked for again.

        Tabs are read in the channels that `tabs_in` names, as `core.words.folded` has it; None: in
        all of them.

        Reading all is patient with a service that asks to wait; for these somebody waits.
        What cannot be read is a gap in its place. Raises NotRead where no team can be listed at all
        (no sign-in, not Graph, not permitted, nothing there).
        """


@dataclass(frozen=True, slots=True)
class Limit:
    """How a kind of read is asked, and how fast it may be.

    A question gives a `page` of so many; `in_request` of them go together, each for so many
    `units`. What has the same `counted` shares `at_once` units and so many `per_second` after them.
    """

    page: int
    in_request: int
    counted: str
    units: int
    at_once: float
    per_second: float


class Limits(Protocol):
    """Microsoft's limits, as we keep them."""

    def limit(self, read: Read) -> Limit:
        """That of a read."""


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
class Heard:
    """What a reader of an audit heard of it by now.

    `seen` is the id of its newest run whose report came to them, which is known for as long as
    messages are kept; empty without one. `quiet` runs came since, and had nothing to tell them.
    """

    person_id: str
    seen: str = ""
    quiet: int = 0


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

    async def heard(self, run_id: str) -> Sequence[Heard]:
        """What each reader of this run's audit heard of it before this run."""

    async def tell(
        self, run_id: str, bodies: Mapping[str, Mapping[str, object]]
    ) -> Sequence[Reader]:
        """Queue the reports of a run that is kept, once; `bodies` by the ids of its readers.

        Whoever has none there is told nothing. Nobody is where it was told before.
        """

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

    def memory(self, run_id: str) -> Memory:
        """That of a run; gone when it is kept or given up."""

    async def archived_since(self, team_ids: Sequence[str]) -> Mapping[str, date]:
        """The day on which a run that is kept first saw each of them archived, without a break."""

    async def latest(self, team_id: str | None = None) -> Audited | None:
        """The newest whole run, of all teams or with the findings of one; None before the first.

        With a team: the newest that covers it, with the pairs that it is in. For a week a run of
        fewer standards does not stand for one of more.
        """

    async def get(self, run_id: str) -> Audited | None: ...

    async def called(self, begins: str) -> Sequence[Run]:
        """The runs that were done whose ids begin so: one, or none, or the first few of several."""

    async def side_by_side(self, one_id: str, other_id: str) -> Audited | None:
        """Of two runs that were done the later one, held against the other; None where one is not
        there."""

    async def trends(self, runs: Sequence[Run]) -> Trends:
        """How it went over these whole runs against the same standards, oldest first."""

    async def team(self, run_id: str) -> tuple[str, str]:
        """Id and name of the one team of a run. Raises NotFound."""

    async def write_list(self, run_id: str, lines: Sequence[Line]) -> None:
        """Keep the list of a run, from which its pages are read; the first time counts."""

    async def page(self, run_id: str, start: int, most: int) -> Page | None:
        """So many lines of the list of a whole run, after the first `start`; None without one."""

    async def history(self, most: int, standards: Sequence[str] | None = None) -> Sequence[Run]:
        """The latest whole runs, oldest first; with `standards` those of just these."""

    async def channels(self, run_id: str) -> int | None:
        """How many channels a run found in all; None where it did not read them of every team."""

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
        self,
        request: Request,
        nonce: str,
        says: str,
        staff: Sequence[Reader],
        over: Collection[str] = (),
    ) -> Kept | None:
        """Keep it, and post it to staff and to who asked; None where it is asked for already.

        The requests `over` are replaced by it: what they were for is asked for anew.
        """

    async def answer(self, request: Request, nonce: str, says: str) -> Kept | None:
        """Keep the last word on it, and what follows; None where another one came before."""

    async def withdraw(self, waiver_id: str, word: Said) -> Request:
        """Take it back where it waits for an answer; as it stands then. Raises NotFound."""

    async def team_gone(self, request: Request) -> bool:
        """Whether an audit of all teams since it was made did not find its team."""

    async def show(self, run_id: str, team_id: str, conversation_id: str, reader: str = "") -> None:
        """Post the card of a run of one team, once; it follows what becomes of requests.

        `reader` is whose chat it is, empty in a channel.
        """


class Offered(Protocol):
    """What could be put right; see Offers in core/standards/changes/ports.py."""

    async def number(self, team_id: str | None = None) -> int:
        """How many changes are offered, to one team or to all, that may be written."""


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
    offers: Offered
