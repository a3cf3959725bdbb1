"""The log of what was changed in the tenant; nobody asks Graph."""

from collections.abc import Sequence

from bot.runtime import database, settings
from core.standards.changes.model import Entry
from store.standards.plans import PlanStore


async def entries() -> Sequence[Entry]:
    """All of it, oldest first."""
    async with database(settings()) as opened:
        return await PlanStore(opened).entries()
