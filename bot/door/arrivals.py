"""What this process sees at its door: counted in memory, told in the log, kept now and then."""

import asyncio
import logging
import time
from collections.abc import Callable

from bot.door.gate_errors import Refusal
from core.arrivals.model import Crowd, Refused
from store.arrivals.arrivals import ArrivalStore
from store.database import Database

HELP = "docs/nothing-arrives.md"

log = logging.getLogger(__name__)


class Arrivals:
    """Implements core.arrivals.ports.Arrivals. Nothing here is written while somebody knocks.

    `clock` is a steady one. The last few seconds are lost with a process that is killed.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = ArrivalStore(database)
        self._clock = clock
        self._crowd = Crowd()
        self._let_in_at: float | None = None
        self._keeping = asyncio.Lock()

    def let_in(self) -> None:
        """An activity came through the gate."""
        self._let_in_at = self._clock()

    def refused(self, refusal: Refusal) -> None:
        """One did not. The first of its kind is logged at once, the others when an hour is over."""
        one = Refused(refusal.reason.value, refusal.claims)
        if (first := self._crowd.add(one, self._clock())) is not None:
            log.warning("refused status=%d %s see=%s", refusal.status, _fields(first), HELP)

    async def keep(self) -> None:
        """Log what came again, and keep what was counted. Raises StoreAway."""
        async with self._keeping:
            now = self._clock()
            for each, times in self._crowd.again(now):
                log.warning("refused again times=%d %s see=%s", times, _fields(each), HELP)
            await self._keep(now)

    async def _keep(self, now: float) -> None:
        counts, let_in_at = self._crowd.take(now), self._let_in_at
        if not counts and let_in_at is None:
            return
        self._let_in_at = None
        try:
            await self._store.add(counts, None if let_in_at is None else now - let_in_at)
        except BaseException:
            self._crowd.give_back(counts)
            if self._let_in_at is None:
                self._let_in_at = let_in_at
            raise


def _fields(refused: Refused) -> str:
    said = refused.claims
    named = f" named={said.named}" if said.named else ""
    return f"why={refused.reason} host={said.host or '-'} tenant={said.tenant or '-'}{named}"
