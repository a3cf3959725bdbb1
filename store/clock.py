"""The rehearsal clock, which every process of a deployment goes by."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from store.database import Database, row

LOCK = 0x636C6F63  # nobody else takes it; see ClockStore.alone


class ClockStore:
    """Keeps how far our time is ahead of the system's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ahead(self) -> timedelta:
        """How far we are ahead; negative when behind."""
        found = await self._database.row("SELECT ahead FROM rehearsal_clock")
        return found["ahead"] if found else timedelta()

    async def move(self, ahead: timedelta) -> None:
        """Set it for every process; they follow within a second."""
        await self._database.run("UPDATE rehearsal_clock SET ahead = %(ahead)s", {"ahead": ahead})

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        """Whether nobody else is moving it; nobody else says so until this is left."""
        async with self._database.transaction() as connection:
            # Nothing is said on it for as long as the clock is on its way.
            await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            query = "SELECT pg_try_advisory_xact_lock(%(lock)s) AS got"
            found = await row(connection, query, {"lock": LOCK})
            yield bool(found and found["got"])
