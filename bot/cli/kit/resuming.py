"""An audit that was broken off at the command line, and goes on with what it has read."""

from core.errors import InputError
from store.database import Database
from store.standards.memory import FRESH, unfinished

HOURS = round(FRESH.total_seconds() / 3600)
NOTHING = (
    f"No audit was broken off here in the last {HOURS} hours, so there is nothing to go on with."
    " Leave --resume out."
)
STOPPED = (
    "Stopped; nothing was written. `process-center audit --resume` goes on with what was read,"
    f" for {HOURS} hours."
)


async def begun_before(database: Database) -> str:
    """The id of that run. Raises InputError where there is none."""
    found = await unfinished(database)
    if found is None:
        raise InputError(NOTHING)
    return found
