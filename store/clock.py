"""The rehearsal clock, which every process of a deployment goes by."""

from datetime import timedelta

from store.database import Database


class ClockStore:
    """Keeps how far our time is ahead of the system's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ahead(self) -> timedelta:
        """How far we are ahead; negative when behind."""
        row = await self._database.row("SELECT ahead FROM rehearsal_clock")
        return row["ahead"] if row else timedelta()

    async def move(self, ahead: timedelta) -> None:
        """Set it for every process; they follow within a second."""
        await self._database.run("UPDATE rehearsal_clock SET ahead = %(ahead)s", {"ahead": ahead})
