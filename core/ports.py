"""What the core and the jobs need from outside, as small Protocols."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from core.checkins.model import Answer, Questions
from core.checkins.report import Material, Report
from core.checkins.sitting import Asked, Kept, Showing, Sitting
from core.clock import Clock
from core.digests.ports import Digests
from core.facts import Gap
from core.people.rosters import Member, Roster
from core.posting.addresses import Address, Met
from core.posting.deliveries import Delivery, Patience
from core.posting.subjects import Posted, Subject
from core.retros.ports import Formats, Retros
from core.schedules.model import Calendar
from core.standards.model import Standard
from core.standards.ports import Audits, Runs, Tenants

Writer = Callable[[Material], Report]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open round; `new` when this call opened it, `waits` while its team has not met us."""

    round_id: str
    checkin_id: str
    project: str
    new: bool
    waits: bool


class Defer(Protocol):
    """Hand jobs to the work engine, on the connection of the transaction they follow from."""

    async def __call__(
        self, connection: Any, job: str, arguments: Sequence[Mapping[str, object]]
    ) -> None:
        """Defer one job for each item of `arguments`; none when it is empty."""


class Work(Protocol):
    """Hand one job to the work engine by itself."""

    async def defer(self, job: str, *, once: str = "", wait: float = 0.0, **values: object) -> None:
        """Start it after `wait` seconds; with `once`, not while another of that name waits."""

    async def rescue(self) -> int:
        """Give the jobs of workers that died back to the queue; how many there were."""


class Directory(Protocol):
    """People, teams and channels, as Microsoft Graph knows them."""

    async def rosters(self, team_ids: Sequence[str], own: Sequence[str]) -> list[Roster]:
        """Read teams with their channels; of private and shared channels those in `own`.

        What cannot be read is a gap in its place; one failing team spoils no other.
        """

    async def people(self, called: Sequence[str]) -> dict[str, Member | Gap]:
        """Look people up by Entra object id or user principal name."""

    async def find_card(self, team_id: str, channel_id: str, marker: str) -> str | Gap | None:
        """The id of a recent message of the channel whose card holds `marker`; None: not there.

        A gap where the app may not read the channel's messages.
        """


class Messenger(Protocol):
    """The Bot Connector; every failure is one of core.errors.NotDelivered."""

    async def send(self, address: Address, activity: dict[str, Any]) -> str: ...

    async def edit(self, address: Address, activity_id: str, activity: dict[str, Any]) -> None: ...


class Addresses(Protocol):
    """Where conversations are reached."""

    async def learn(self, met: Met) -> bool: ...

    async def find(self, conversation_id: str, team_id: str | None) -> Address | None: ...

    async def team_of(self, conversation_ids: Sequence[str]) -> str | None: ...

    async def close(self, conversation_id: str, team_id: str | None, reason: str) -> None: ...

    async def forget_team(self, team_id: str) -> None: ...

    async def reopen_team(self, team_id: str) -> None: ...

    async def moved_to(self, service_url: str) -> None: ...


class Limits(Protocol):
    """Teams' limits, shared by all processes; `deployment` tells a time of time.monotonic()."""

    async def conversation(self, conversation_id: str) -> float: ...

    async def deployment(self) -> float: ...

    async def hold(self, conversation_id: str, delay: float) -> None: ...


class Deliveries(Protocol):
    """Outgoing messages; what each does is said in store/deliveries.py."""

    async def add(
        self, key: str, conversation_id: str, team_id: str | None, body: Mapping[str, object]
    ) -> bool: ...

    async def set_aside(self, key: str) -> None: ...

    async def get(self, delivery_id: int) -> Delivery | None: ...

    async def claim(self, delivery_id: int) -> bool: ...

    async def sent(self, delivery_id: int, activity_id: str, shown: int | None) -> None: ...

    async def arrived(self, subject: Subject, conversation_id: str, activity_id: str) -> None: ...

    async def back(self, delivery_id: int, reason: str) -> None: ...

    async def failed(self, delivery_id: int, reason: str) -> None: ...

    async def unclear(self, delivery_id: int, reason: str) -> None: ...

    async def wait_for_address(self, delivery_id: int) -> None: ...

    async def release(self, conversation_id: str, team_id: str | None) -> int: ...

    async def stuck(self, stuck: timedelta) -> int: ...

    async def unclear_posts(self, look: timedelta) -> Sequence[Delivery]: ...

    async def repeat(self, delivery_id: int, most: int, patience: timedelta) -> bool: ...

    async def left_behind(self, older: timedelta) -> int: ...

    async def outcomes(self, subject_ids: Sequence[str], most: int) -> Mapping[str, int]: ...


class Cards(Protocol):
    """Cards that are edited in place; what each does is said in store/cards.py."""

    async def posted(self, subject: Subject) -> Posted | None: ...

    async def version(self, subject: Subject) -> int: ...

    async def shown(self, subject: Subject, version: int) -> None: ...

    async def stale(self, older: timedelta) -> list[Subject]: ...


class Checkins(Calendar, Protocol):
    """Check-ins and rounds; what each does is said in store/checkins.py."""

    async def open(
        self, checkin_ids: Sequence[str] | None, now: datetime
    ) -> tuple[list[Opened], list[str]]: ...

    async def close_due(self, now: datetime) -> list[str]: ...

    async def open_rounds(self, checkin_ids: Sequence[str] | None) -> list[str]: ...

    async def showing(self, round_id: str, now: datetime) -> Showing: ...

    async def in_channel(self, channel_id: str) -> list[str]: ...


class Answers(Protocol):
    """What people answered; what each does is said in store/answers.py."""

    async def sitting(self, round_id: str, person_id: str, now: datetime) -> Sitting: ...

    async def keep(
        self, round_id: str, person_id: str, nonce: str, answer: Answer, says: str, now: datetime
    ) -> Kept: ...

    async def withdraw(
        self, round_id: str, person_id: str, nonce: str, says: str, now: datetime
    ) -> Kept: ...

    async def repeat_last(
        self, round_id: str, person_id: str, last: Answer, now: datetime
    ) -> Kept: ...

    async def sheet(self, round_id: str) -> list[tuple[str, Answer]]: ...


class Closing(Protocol):
    """The end of a round and its report."""

    async def close(self, round_id: str, now: datetime, write: Writer) -> bool: ...

    async def report(self, round_id: str) -> Report: ...


class Rosters(Protocol):
    """Who is where; what each does is said in store/rosters.py."""

    async def to_read(self, older: timedelta) -> list[str]: ...

    async def own_channels(self, team_ids: Sequence[str]) -> list[str]: ...

    async def save(self, roster: Roster) -> list[Subject]: ...

    async def unresolved(self) -> list[str]: ...

    async def resolve(self, found: Mapping[str, Member | Gap]) -> None: ...

    async def joined(self, team_id: str, people: Sequence[str]) -> list[Subject]: ...

    async def left(self, team_id: str, people: Sequence[str]) -> list[Subject]: ...

    async def forget(self, team_id: str) -> None: ...

    async def away(self, person_id: str, name: str, until: date | None) -> list[str]: ...

    async def is_staff(self, person_id: str) -> bool: ...

    async def asked(self, person_id: str, now: datetime) -> list[Asked]: ...


class Pace(Protocol):
    """Waits until one request to Teams may leave; after that it has to leave at once."""

    async def __call__(self) -> None: ...


class RehearsalClock(Protocol):
    """How far our time is ahead of the system's, for all processes."""

    async def ahead(self) -> timedelta: ...


class Post(Protocol):
    """Counts what became of messages, for the metrics."""

    def __call__(self, outcome: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything outside, built once in `bot/app.py` and handed to turns and jobs."""

    clock: Clock
    rehearsal: RehearsalClock
    patience: Patience
    questions: Mapping[str, Questions]
    addresses: Addresses
    answers: Answers
    audits: Audits
    cards: Cards
    checkins: Checkins
    closing: Closing
    deliveries: Deliveries
    digests: Digests
    directory: Directory
    formats: Formats
    limits: Limits
    messenger: Messenger
    pace: Pace
    retros: Retros
    rosters: Rosters
    runs: Runs
    standards: Mapping[str, Standard]
    tenants: Tenants
    work: Work
    count_post: Post
