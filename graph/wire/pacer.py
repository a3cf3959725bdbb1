"""Keeps our requests to Graph below its limits, instead of learning them by 429."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar
from uuid import uuid4

from core.errors import NotRead, StoreAway
from core.slate import Slate
from graph.wire.asks import Ask
from graph.wire.book import LEAST_LATE, MOST_LATE, Book, Departure
from graph.wire.quotas import QUOTAS, RATES, Bucket
from graph.wire.reasons import BUSY

T = TypeVar("T")

REMEMBERED = 300
ENOUGH = 5  # answers, before the fastest of them says anything
SHORTEST = 0.001  # a clock may be too coarse for less
PATIENCE = 5.0  # seconds for the slate

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leave:
    """A permit that was used: `held` is how long after it was given the request left, at `at`."""

    departure: Departure
    at: float
    held: float


@dataclass(frozen=True, slots=True)
class _Room:
    """In how many seconds a request may leave: of its bucket, and of the teams that it asks."""

    in_bucket: float
    in_teams: float

    @property
    def seconds(self) -> float:
        return max(self.in_bucket, self.in_teams)

    @property
    def for_teams(self) -> bool:
        return self.in_teams > self.in_bucket


Take = Callable[[Book, float], Departure | _Room | None]


class Pacer:
    """Holds requests back until each limit has room for them.

    For the Teams service: the row's number in any second, and four for any one team in all rows.
    The limits are those of an app in a tenant: with a `slate` all processes that write on it keep
    them together, and wait together where one of them is told to. Without one, or while it is away,
    this process goes by itself.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        slate: Slate | None = None,
    ) -> None:
        self.now = now
        self.sleep = sleep
        self._slate = slate
        self._own = Book()
        self._took: dict[Bucket, deque[float]] = {
            bucket: deque(maxlen=REMEMBERED) for bucket in Bucket
        }
        self._behind: deque[float] = deque(maxlen=REMEMBERED)
        self._turns = {bucket: asyncio.Lock() for bucket in Bucket}

    async def opened(self, bucket: Bucket, longest: float) -> None:
        """Returns when Graph asks nobody to wait. Raises NotRead where that is over `longest`."""
        while wait := await self._decide(lambda book, now: book.closed_for(bucket, now)):
            if wait > longest:
                raise NotRead(BUSY)
            await self.sleep(max(wait, SHORTEST))
            longest -= wait

    async def leave(self, asks: Sequence[Ask], longest: float = inf) -> Leave | None:
        """Returns when one request with `asks`, all of one bucket, may leave, and counts it.

        None where Graph asked somebody to wait meanwhile: see `opened`. Raises NotRead where there
        is no room for longer than `longest`.
        """
        bucket, id_ = QUOTAS[asks[0].kind].bucket, uuid4().hex[:12]
        given = self.now()

        def take(book: Book, now: float) -> Departure | _Room | None:
            nonlocal given
            given = self._read_at(now)
            if book.closed_for(bucket, now):
                return None
            room = _Room(book.wait(asks, now), book.wait_for_teams(asks, now))
            return room if room.seconds else book.depart(id_, asks, now)

        while isinstance(found := await self._in_turn(bucket, take, longest), _Room):
            # A team that is asked much keeps nobody waiting who asks another.
            await self._wait(found, longest)
        at = self.now()
        return None if found is None else Leave(found, at, at - given)

    async def _in_turn(
        self, bucket: Bucket, take: Take, longest: float
    ) -> Departure | _Room | None:
        """Waits for room in the bucket; the room that teams have is what comes back."""
        async with self._turns[bucket]:
            while isinstance(found := await self._decide(take), _Room) and not found.for_teams:
                await self._wait(found, longest)
            return found

    async def _wait(self, room: _Room, longest: float) -> None:
        """Raises NotRead where that is over `longest`."""
        if room.seconds > longest:
            raise NotRead(BUSY)
        await self.sleep(max(room.seconds, SHORTEST))

    async def answered(self, leave: Leave) -> None:
        """Its answer is there, so how late it was is known."""
        took = self.now() - leave.at
        known = self._took[leave.departure.bucket]
        known.append(took)
        quickest = min(known) if len(known) >= ENOUGH else 0.0
        late = min(took - quickest + LEAST_LATE, MOST_LATE) + leave.held
        if leave.departure.bucket in RATES:
            await self._decide(lambda book, _: book.arrived(leave.departure.id, late))

    def _read_at(self, now: float) -> float:
        """When by our clock the time of the book was read, which took a while to get here.

        What took longest to get here is told from the fastest of late, as both clocks go on alike.
        """
        here = self.now()
        self._behind.append(here - now)
        return here - min(self._behind[-1] - min(self._behind), MOST_LATE)

    async def close(self, bucket: Bucket, seconds: float) -> None:
        """Graph told us to wait, so nothing of the bucket leaves until then."""
        await self._decide(lambda book, now: book.close(bucket, seconds, now))

    async def _decide(self, change: Callable[[Book, float], T]) -> T:
        """By the book of all, else by our own; `change` may be called twice."""
        if self._slate is not None:
            try:
                return await self._shared(self._slate, change)
            except (StoreAway, TimeoutError) as error:
                log.warning("graph pace not shared why=%s", type(error).__name__)
                self._behind.clear()  # they are of two clocks
        return change(self._own, self.now())

    async def _shared(self, slate: Slate, change: Callable[[Book, float], T]) -> T:
        async with asyncio.timeout(PATIENCE), slate.held() as held:
            book = Book.read(held.text)
            found = change(book, held.now)
            held.text = book.written()
            return found
