"""What is kept no longer is removed: a few rows at a time, so that nobody waits for it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import LiteralString

import store
from core import registry
from core.errors import StoreAway
from core.keeping import Keep
from store.database import Database

BATCH = 2000  # rows of one statement, which is a transaction of its own
EVERY = timedelta(hours=6)

_CLAIM = """
    UPDATE clearing SET at = %(now)s WHERE at <= %(now)s - %(every)s OR at > %(now)s + %(every)s
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outdated:
    """What of one table is kept no longer, by a statement that takes away some of it.

    `query` removes at most `%(batch)s` rows of what is from before `%(messages)s` or `%(runs)s`,
    and passes over rows that somebody holds. It is repeated until it finds fewer.
    """

    what: str
    query: LiteralString


@dataclass(frozen=True, slots=True)
class Outdating:
    """What an area does not keep for ever: what it has in `store/<area>/outdating.py`, in order."""

    parts: Sequence[Outdated]


@cache
def outdating() -> Mapping[str, Outdating]:
    """What every area does not keep for ever, by the area."""
    return registry.named(store, "outdating", "OUTDATING", Outdating)


class ClearingStore:
    """Implements core.keeping.Clearing."""

    def __init__(self, database: Database, keep: Keep) -> None:
        self._database = database
        self.keep = keep

    async def is_due(self, now: datetime) -> bool:
        """Whether it is time to look again; whoever hears so is the only one for six hours."""
        return await self._database.run(_CLAIM, {"now": now, "every": EVERY}) > 0

    async def clear(self, now: datetime) -> Mapping[str, int]:
        """Remove all that is outdated, as far as it can be; how many rows of what.

        A part that fails stops no other. Safe to run twice and at once on many servers.
        """
        gone: dict[str, int] = {}
        for area in outdating().values():
            for part in area.parts:
                try:
                    gone[part.what] = await self._clear(part, now)
                except StoreAway:
                    raise
                except Exception:
                    log.exception("not cleared what=%s", part.what)
        return gone

    async def _clear(self, part: Outdated, now: datetime) -> int:
        keep = self.keep
        values = {"messages": now - keep.messages, "runs": now - keep.runs, "batch": BATCH}
        gone = found = await self._database.run(part.query, values)
        while found >= BATCH:
            found = await self._database.run(part.query, values)
            gone += found
        return gone
