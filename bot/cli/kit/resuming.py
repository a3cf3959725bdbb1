"""An audit that was broken off at the command line, and goes on with what it has read."""

from dataclasses import replace
from uuid import uuid4

from core.errors import InputError
from core.standards.model import Audited
from core.standards.ports import Runs
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


async def apart(runs: Runs, audited: Audited) -> Audited:
    """The same under an id of its own, where the run came to its end in another process meanwhile.

    That one may have been asked for other standards or teams, so what it found is no answer here.
    """
    if await runs.get(audited.run.id) is None:
        return audited
    return replace(audited, run=replace(audited.run, id=str(uuid4())))
