"""What is needed to reach people in Teams, as small Protocols."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from core.facts import Gap
from core.posting.addresses import Address, Met
from core.posting.deliveries import Delivery, Patience
from core.posting.subjects import Ending, Posted, Subject


class Messenger(Protocol):
    """The Bot Connector; every failure is one of core.errors.NotDelivered."""

    async def send(self, address: Address, activity: dict[str, Any]) -> str: ...

    async def edit(self, address: Address, activity_id: str, activity: dict[str, Any]) -> None: ...


class Search(Protocol):
    """Looks into channels, where the app may read them."""

    async def find_card(self, team_id: str, channel_id: str, marker: str) -> str | Gap | None:
        """The id of a recent message of the channel whose card holds `marker`; None: not there.

        A gap where the app may not read the channel's messages.
        """


class Addresses(Protocol):
    """Where conversations are reached; what each does is said in store/posting/addresses.py."""

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


class Pace(Protocol):
    """Waits until one request to Teams may leave; after that it has to leave at once."""

    async def __call__(self) -> None: ...


class Count(Protocol):
    """Counts what became of messages, for the metrics; core/posting/outcomes.py has the words."""

    def __call__(self, word: str) -> None: ...

    async def keep(self) -> None:
        """Add it to what all processes counted. Raises StoreAway, and nothing is lost."""


class Deliveries(Protocol):
    """Outgoing messages; what each does is said in store/posting/deliveries.py."""

    async def add(
        self, key: str, conversation_id: str, team_id: str | None, body: Mapping[str, object]
    ) -> bool: ...

    async def set_aside(self, key: str) -> None: ...

    async def get(self, delivery_id: int) -> Delivery | None: ...

    async def claim(self, delivery_id: int) -> bool: ...

    async def sent(self, delivery_id: int, activity_id: str, changes: Sequence[int]) -> None: ...

    async def arrived(
        self, kind: str, id_: str, conversation_id: str, activity_id: str
    ) -> None: ...

    async def back(self, delivery_id: int, reason: str) -> None: ...

    async def failed(self, delivery_id: int, reason: str) -> None: ...

    async def unclear(self, delivery_id: int, reason: str) -> None: ...

    async def wait_for_address(self, delivery_id: int) -> None: ...

    async def release(self, conversation_id: str, team_id: str | None) -> int: ...

    async def stuck(self, stuck: timedelta) -> int: ...

    async def unclear_posts(self, look: timedelta) -> Sequence[Delivery]: ...

    async def repeat(self, delivery_id: int, most: int, patience: timedelta) -> bool: ...

    async def left_behind(self, older: timedelta) -> int: ...

    async def outcomes(self, kind: str, ids: Sequence[str], most: int) -> Mapping[str, int]: ...


class Cards(Protocol):
    """Cards that are edited in place; what each does is said in store/posting/cards.py."""

    async def posted(self, subject: Subject) -> Posted | None: ...

    async def shown(self, subject: Subject, changes: Sequence[int]) -> None: ...

    async def behind(self, rest: timedelta) -> Sequence[Subject]: ...

    async def over(self, now: datetime) -> Sequence[Ending]: ...


@dataclass(frozen=True, slots=True)
class PostingPorts:
    """All that sending and showing needs.

    `news` tells this process that something changed, so that cards are looked after at once; what
    it does not hear of is found within a second.
    """

    addresses: Addresses
    cards: Cards
    deliveries: Deliveries
    limits: Limits
    messenger: Messenger
    search: Search
    pace: Pace
    patience: Patience
    news: Callable[[], None]
    count: Count
