"""What is needed to reach people in Teams, as small Protocols."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from core.posting.addresses import Address, Met
from core.posting.contacts import Contact, Unmet
from core.posting.deliveries import Cause, Delivery, OnlyFor, Patience, State, Unfound
from core.posting.subjects import Ending, Posted, Subject
from core.posting.unsent import Reader, Unsent


class Messenger(Protocol):
    """The Bot Connector; every failure is one of core.errors.NotDelivered."""

    async def send(
        self, address: Address, activity: dict[str, Any], only_for: OnlyFor | None = None
    ) -> str: ...

    async def edit(self, address: Address, activity_id: str, activity: dict[str, Any]) -> None: ...


class Introductions(Protocol):
    """The Bot Connector again, for who never wrote to us. Asking twice changes nothing.

    Raises NotInRoster for somebody with whom no chat may be begun, and otherwise as `Messenger`.
    """

    async def account(self, way: Address, person_id: str) -> str:
        """How Teams calls somebody who is in this team or channel (`29:…`)."""

    async def begin(self, way: Address, member_id: str) -> str:
        """The id of the chat with one person: by their account, or by their Entra object id where
        they have the app for themselves."""


class Installer(Protocol):
    """Adds the app for people, where an operator allows that."""

    async def install(self, person_id: str) -> None:
        """Somebody who has it keeps it. Raises NotRead, with why in words."""


class Search(Protocol):
    """Looks into channels, where the app may read them."""

    async def find_card(self, team_id: str, channel_id: str, marker: str) -> str | Unfound:
        """The id of a recent message of the channel whose card holds `marker`, or why not."""


class Addresses(Protocol):
    """Where conversations are reached; what each does is said in store/posting/addresses.py."""

    async def learn(self, met: Met) -> bool: ...

    async def find(self, conversation_id: str, team_id: str | None) -> Address | None: ...

    async def team_of(self, conversation_ids: Sequence[str]) -> str | None: ...

    async def close(
        self,
        conversation_id: str,
        team_id: str | None,
        reason: str,
        cause: Cause = Cause.ABSENT,
        *,
        for_good: bool = False,
    ) -> None: ...

    async def reopen(self, conversation_id: str) -> bool: ...

    async def forget_team(self, team_id: str) -> None: ...

    async def reopen_team(self, team_id: str) -> None: ...

    async def moved_to(self, service_url: str) -> None: ...


class Limits(Protocol):
    """Teams' limits, shared by all processes; `deployment` tells a time of time.monotonic()."""

    async def conversation(self, conversation_id: str) -> float: ...

    async def members(self, conversation_id: str) -> float: ...

    async def deployment(self) -> float: ...

    async def hold(self, conversation_id: str, delay: float) -> None: ...


class Pace(Protocol):
    """Waits until one request to Teams may leave; after that it has to leave at once.

    What is `soon`, as somebody sees it at once, goes before what is not.
    """

    async def __call__(self, *, soon: bool = False) -> None: ...


class Count(Protocol):
    """Counts what became of messages, for the metrics; core/posting/outcomes.py has the words."""

    def __call__(self, word: str) -> None: ...

    async def keep(self) -> None:
        """Add it to what all processes counted. Raises StoreAway, and nothing is lost."""


class Deliveries(Protocol):
    """Outgoing messages; what each does is said in store/posting/deliveries.py."""

    async def add(
        self,
        key: str,
        conversation_id: str,
        team_id: str | None,
        body: Mapping[str, object],
        *,
        soon: bool = False,
        only_for: OnlyFor | None = None,
    ) -> bool: ...

    async def set_aside(self, key: str) -> None: ...

    async def get(self, delivery_id: int) -> Delivery | None: ...

    async def claim(self, delivery_id: int) -> bool: ...

    async def sent(self, delivery_id: int, activity_id: str, changes: Sequence[int]) -> None: ...

    async def arrived(
        self, kind: str, id_: str, conversation_id: str, activity_id: str
    ) -> None: ...

    async def back(self, delivery_id: int, reason: str) -> int: ...

    async def failed(self, delivery_id: int, reason: str, cause: Cause = Cause.REFUSED) -> None: ...

    async def not_signed_in(self, delivery_id: int, reason: str) -> timedelta: ...

    async def unclear(self, delivery_id: int, reason: str) -> None: ...

    async def wait_for_address(self, delivery_id: int) -> None: ...

    async def release(self, conversation_id: str, team_id: str | None) -> int: ...

    async def left_behind(self, older: timedelta) -> int: ...

    async def outcomes(self, kind: str, ids: Sequence[str], most: int) -> Mapping[str, int]: ...


class Private(Protocol):
    """Messages for one person alone; what each does is said in store/posting/private.py."""

    async def taken(self, conversation_id: str) -> bool: ...

    async def openly(self, delivery_id: int, *, shut: bool) -> None: ...


class Unclear(Protocol):
    """Messages that may have arrived or not; what each does is said in store/posting/unclear.py."""

    async def stuck(self, stuck: timedelta) -> int: ...

    async def due(self, look: timedelta) -> Sequence[Delivery]: ...

    async def repeat(self, delivery_id: int, most: int, patience: timedelta) -> bool: ...

    async def looked(self, delivery_id: int, patience: Patience, unfound: Unfound) -> None: ...


class Contacts(Protocol):
    """Whom we write to first; what each does is said in store/posting/contacts.py."""

    async def due(self) -> Sequence[Contact]: ...

    async def met(self, person_id: str, chat: Address) -> int: ...

    async def refused(self, contact: Contact, why: str, again: timedelta) -> None: ...

    async def unanswered(self, person_id: str) -> timedelta: ...

    async def unmet(self) -> Sequence[Unmet]: ...


class UnsentCards(Protocol):
    """Cards that could not be sent; what each does is said in store/posting/unsent.py."""

    async def all(self, *, staying: bool = False) -> Sequence[Unsent]: ...

    async def lost(self, subject: Subject, activity_id: str, reason: str) -> None: ...

    async def again(self, kind: str, id_: str, *, asked: bool = False) -> int: ...

    async def to_be_tried(self) -> Sequence[str]: ...

    async def readers(self, starters: Sequence[str]) -> Sequence[Reader]: ...

    async def tell(self, reader: Reader, on: date, body: Mapping[str, object]) -> bool: ...


class Cards(Protocol):
    """Cards that are edited in place; what each does is said in store/posting/cards.py."""

    async def posted(self, subject: Subject) -> Posted | None: ...

    async def state(self, subject: Subject) -> State | None: ...

    async def not_shown(self, subject: Subject) -> int: ...

    async def shown(self, subject: Subject, changes: Sequence[int]) -> None: ...

    async def behind(self, rest: timedelta) -> Sequence[Subject]: ...

    async def over(self, now: datetime) -> Sequence[Ending]: ...


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """All that sending and showing needs.

    Without an `installer` the app is installed for nobody. `news` tells this process that something
    changed, so that cards are looked after at once; what it does not hear of is found within a
    second.
    """

    addresses: Addresses
    cards: Cards
    deliveries: Deliveries
    private: Private
    unclear: Unclear
    unsent: UnsentCards
    contacts: Contacts
    limits: Limits
    messenger: Messenger
    introductions: Introductions
    installer: Installer | None
    search: Search
    pace: Pace
    patience: Patience
    news: Callable[[], None]
    count: Count
