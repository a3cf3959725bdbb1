"""The bench's own way to the database, which goes away on order: it is waited for."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, LiteralString, TypeVar

from bench.processes import BenchStopped
from core.errors import StoreAway
from store.database import Database

T = TypeVar("T")
WAIT, PAUSE = 60.0, 0.2  # seconds


class Lasting(Database):
    """Raises BenchStopped for one that is away for a minute. Whatever is asked of it here does no
    harm when it is asked twice."""

    async def row(
        self, query: LiteralString, values: Mapping[str, object] | None = None
    ) -> dict[str, Any] | None:
        """The first row, once there is a database."""
        return await _lasting(lambda: super(Lasting, self).row(query, values))

    async def run(self, query: LiteralString, values: Mapping[str, object] | None = None) -> int:
        """Run it, once there is a database."""
        return await _lasting(lambda: super(Lasting, self).run(query, values))


async def _lasting(work: Callable[[], Awaitable[T]]) -> T:
    until = time.monotonic() + WAIT
    while True:
        try:
            return await work()
        except StoreAway as error:
            if time.monotonic() > until:
                raise BenchStopped("The database did not come back.") from error
            await asyncio.sleep(PAUSE)
