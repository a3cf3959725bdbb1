"""One change of a plan begins and ends: each in a transaction with its line of the log."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from core.standards.changes.model import Batch, Became, Event, Value, Who
from store.database import Connection, Database, row
from store.posting.things import change as shown_anew
from store.standards.change_log import Line, event_of, tell
from store.standards.change_rows import as_change

LOCK = 0x9E3D1E5  # with the number of a plan: who is at work at it
ONE_THING = LOCK + 1  # with what stands for a change: who is about to write it

# Who lost its lock, as its connection was cut, begins nothing any more.
_MAY_WRITE = """
    UPDATE plan_batches SET written = written + 1
    WHERE id = %(batch)s AND written < budget AND EXISTS (
        SELECT FROM pg_locks JOIN plans ON plans.id = plan_batches.plan
        WHERE locktype = 'advisory' AND classid = %(lock)s AND objid = plans.number
          AND pid = %(pid)s AND granted)
    RETURNING id
"""

# Two plans may have the same change. Who looked while the other was writing would make it twice.
_WAIT = "SELECT pg_advisory_xact_lock(%(one)s, hashtext(%(id)s))"
_ELSEWHERE = """
    SELECT id FROM plan_changes
    WHERE id = %(id)s AND plan <> %(plan)s AND state IN ('applying', 'undoing')
"""

_BEGIN: LiteralString = """
    UPDATE plan_changes SET state = 'applying', begun = true, was = %(was)s, kept = %(kept)s,
        at = %(at)s
    WHERE plan = %(plan)s AND id = %(id)s AND state IN ('approved', 'applying')
    RETURNING coalesce(picked, proposed) AS change, was, begun, approved_by AS by,
        approved_with AS by_user
"""

_BEGIN_UNDO: LiteralString = """
    UPDATE plan_changes SET state = 'undoing', at = %(at)s
    WHERE plan = %(plan)s AND id = %(id)s AND undo = 'approved'
      AND state IN ('applied', 'verified', 'undoing')
    RETURNING coalesce(picked, proposed) AS change, was, begun, undo_by AS by, undo_with AS by_user
"""

_END: LiteralString = """
    UPDATE plan_changes SET state = %(state)s, why = %(why)s, at = %(at)s,
        begun = begun AND NOT %(unwritten)s
    WHERE plan = %(plan)s AND id = %(id)s AND state IN ('approved', 'applying', 'applied')
    RETURNING coalesce(picked, proposed) AS change, was, begun, approved_by AS by,
        approved_with AS by_user
"""

# What could not be put back stays what it was; where nobody knows, it is looked at first next time.
_END_UNDO: LiteralString = """
    UPDATE plan_changes SET why = %(why)s, at = %(at)s,
        state = CASE WHEN %(state)s = 'undone' THEN 'undone'
            WHEN state = 'undoing' AND (%(state)s = 'refused' OR %(unwritten)s) THEN 'applied'
            ELSE state END,
        undo = CASE WHEN %(state)s = 'undone' THEN '' ELSE %(state)s END
    WHERE plan = %(plan)s AND id = %(id)s AND undo = 'approved'
    RETURNING coalesce(picked, proposed) AS change, was, begun, undo_by AS by, undo_with AS by_user
"""


# What is begun is counted as written; of what will be, nothing is yet.
_ROOM = """
    SELECT budget - written - (
        SELECT count(*) FROM plan_changes AS change
        WHERE change.plan = batch.plan AND id = ANY(%(under_way)s)
          AND state NOT IN ('applying', 'undoing')
    ) AS room
    FROM plan_batches AS batch WHERE batch.id = %(batch)s
"""


class _NotNow(Exception):
    """What was begun is taken back: it must not be written."""


async def room(database: Database, batch: Batch, under_way: Collection[str]) -> int:
    """How many more writes its budget has room for, when these are written."""
    found = await database.row(_ROOM, {"batch": batch.id, "under_way": list(under_way)})
    return found["room"] if found else 0


async def begin(
    database: Database,
    batch: Batch,
    change_id: str,
    was: tuple[Value, Value],
    now: datetime,
    pid: int,
) -> bool:
    """Keep what is there now, before it is written; False where it must not be.

    `was` is that and what putting it back needs; `pid` is of the connection that keeps others away.
    """
    there, kept = was
    values = {
        "batch": batch.id,
        "plan": batch.plan_id,
        "id": change_id,
        "at": now,
        "was": Jsonb(there),
        "kept": Jsonb(kept),
        "lock": LOCK,
        "one": ONE_THING,
        "pid": pid,
    }
    query = _BEGIN_UNDO if batch.undo else _BEGIN
    event = Event.UNDO_BEGUN if batch.undo else Event.BEGUN
    with suppress(_NotNow):
        async with database.transaction() as connection:
            await connection.execute(_WAIT, values)
            if await row(connection, _ELSEWHERE, values):
                raise _NotNow
            found = await row(connection, query, values)
            if not found or not await row(connection, _MAY_WRITE, values):
                raise _NotNow
            await tell_step(connection, batch, event, now, found)
        return True
    return False


async def end(
    database: Database, batch: Batch, change_id: str, became: Became, now: datetime
) -> None:
    """What became of it; of what is put back, where the batch does that."""
    values = {**asdict(became), "plan": batch.plan_id, "id": change_id, "at": now}
    async with database.transaction() as connection:
        found = await row(connection, _END_UNDO if batch.undo else _END, values)
        if found:
            event = event_of(became.state, undo=batch.undo)
            why = became.noted or became.why
            await tell_step(connection, batch, event, now, found, why)
            await shown_anew(connection, "plan", [batch.plan_id])


async def tell_step(
    connection: Connection,
    batch: Batch,
    event: Event,
    now: datetime,
    found: Mapping[str, Any],
    why: str = "",
) -> None:
    """A line about one change; it is of who approved it."""
    change = as_change(found["change"])
    who = Who(found["by"], with_=found["by_user"])
    was: Value = found["was"] if found["begun"] else change.before
    before, after = (change.after, was) if batch.undo else (was, change.after)
    line = Line(change, before, after, who, why)
    await tell(connection, event, batch.plan_id, now, [line])
