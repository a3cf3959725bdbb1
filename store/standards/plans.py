"""Plans of what is to be changed in the tenant: kept, approved, worked at by one at a time."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import LiteralString
from uuid import uuid4

from psycopg import InterfaceError, OperationalError

from core.errors import NotFound
from core.standards.changes.applying import NOT_KNOWN
from core.standards.changes.model import (
    Batch,
    Became,
    Change,
    Entry,
    Event,
    Plan,
    Step,
    Value,
    Who,
)
from core.standards.model import RemedyMode
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.posting.things import change as shown_anew
from store.standards.change_log import Line, entries, tell
from store.standards.change_rows import STEP, as_change, as_plan, as_step, change_body
from store.standards.plan_nights import owed
from store.standards.plan_steps import LOCK, begin, end, room, tell_step

GONE = "That plan is not there any more. Make a new one."
JOB = "apply_plan"


_PLAN = "SELECT id, made_at, made_by, standards, team_id FROM plans"

_KEEP = """
    INSERT INTO plans (id, made_at, made_by, standards, team_id)
    VALUES (%(id)s, %(made_at)s, %(made_by)s, %(standards)s, %(team_id)s)
    ON CONFLICT DO NOTHING RETURNING id
"""

_CHANGE = """
    INSERT INTO plan_changes (plan, place, id, proposed, state, why)
    VALUES (%(plan)s, %(place)s, %(id)s, %(proposed)s, %(state)s, %(why)s)
"""

_BATCH = """
    INSERT INTO plan_batches (id, plan, undo, budget, made_at)
    VALUES (%(id)s, %(plan)s, %(undo)s, %(budget)s, %(at)s)
"""

_APPROVE = """
    UPDATE plan_changes SET state = 'approved', picked = %(picked)s, digest = %(digest)s, why = '',
        approved_by = %(by)s, approved_with = %(by_user)s, at = %(at)s
    WHERE plan = %(plan)s AND id = %(id)s AND state IN ('proposed', 'skipped', 'refused', 'failed')
    RETURNING id
"""

_APPROVE_UNDO = """
    UPDATE plan_changes SET undo = 'approved', why = '', undo_by = %(by)s, undo_with = %(by_user)s,
        at = %(at)s
    WHERE plan = %(plan)s AND id = %(id)s AND state IN ('applied', 'verified', 'undoing')
      AND undo <> 'approved'
    RETURNING coalesce(picked, proposed) AS change, was, begun, undo_by AS by, undo_with AS by_user
"""

_LEFT: LiteralString = (
    STEP
    + """
    WHERE plan = %(plan)s
      AND CASE WHEN %(undo)s THEN undo = 'approved' ELSE state IN ('applying', 'approved') END
    ORDER BY state NOT IN ('applying', 'undoing'), CASE WHEN %(undo)s THEN -place ELSE place END
"""
)

# What was begun in an earlier run stays what it was then: nobody knows whether it was done.
_WITHDRAW = """
    UPDATE plan_changes SET at = %(at)s,
        state = CASE WHEN begun THEN 'failed' ELSE 'proposed' END,
        why = CASE WHEN begun THEN %(unknown)s ELSE '' END,
        approved_by = CASE WHEN begun THEN approved_by ELSE '' END,
        approved_with = CASE WHEN begun THEN approved_with ELSE '' END
    WHERE plan = %(plan)s AND state = 'approved'
    RETURNING coalesce(picked, proposed) AS change
"""
_WITHDRAW_UNDO = """
    UPDATE plan_changes SET undo = '', at = %(at)s
    WHERE plan = %(plan)s AND undo = 'approved' AND state <> 'undoing'
    RETURNING coalesce(picked, proposed) AS change, was
"""

_TRY = """
    SELECT pg_try_advisory_lock(%(lock)s, number::integer) AS got, pg_backend_pid() AS pid
    FROM plans WHERE id = %(plan)s
"""
_FREE = """
    SELECT pg_advisory_unlock(%(lock)s, number::integer) FROM plans WHERE id = %(plan)s
"""

_PERSON = """
    SELECT id, coalesce(nullif(person.name, ''), %(called)s) AS name
    FROM (SELECT person_of(%(called)s) AS id) AS found LEFT JOIN people AS person USING (id)
    WHERE id IS NOT NULL
"""


class PlanStore:
    """Implements core.standards.changes.ports.Plans."""

    def __init__(self, database: Database, defer: Defer | None = None) -> None:
        self._database = database
        self._defer = defer
        self._holding: dict[str, int] = {}

    async def keep(self, plan: Plan, by: Who) -> Plan:
        """Keep it with what the log tells of it; one that is kept already comes back unchanged."""
        values = {each: getattr(plan, each) for each in ("id", "made_at", "made_by", "team_id")}
        async with self._database.transaction() as connection:
            if await row(connection, _KEEP, {**values, "standards": list(plan.standards)}):
                for place, step in enumerate(plan.steps):
                    each = {"id": step.change.id, "proposed": change_body(step.change)}
                    more = {"plan": plan.id, "place": place, "state": step.state, "why": step.why}
                    await connection.execute(_CHANGE, {**each, **more})
                changes = [each.change for each in plan.steps if _is_written(each.change)]
                lines = [Line(each, each.before, each.after, by) for each in changes]
                await tell(connection, Event.PROPOSED, plan.id, plan.made_at, lines)
            return await _plan(connection, plan.id)

    async def get(self, plan_id: str) -> Plan:
        """As it stands now. Raises NotFound."""
        async with self._database.transaction() as connection:
            return await _plan(connection, plan_id)

    async def proposed(self, plan_id: str) -> Sequence[Change]:
        """What it proposed, as it did, whatever was picked since."""
        query = "SELECT proposed FROM plan_changes WHERE plan = %(id)s ORDER BY place"
        found = await self._database.all(dict, query, {"id": plan_id})
        return [as_change(each["proposed"]) for each in found]

    async def newest(self, team_id: str = "") -> Plan | None:
        """The newest plan that was made for a team alone; without one, of those that were not."""
        query = "SELECT id FROM plans WHERE team_id = %(team)s ORDER BY number DESC LIMIT 1"
        async with self._database.transaction() as connection:
            found = await row(connection, query, {"team": team_id})
            return await _plan(connection, found["id"]) if found else None

    async def approve(
        self, batch: Batch, changes: Sequence[Change], who: Who, now: datetime, *, job: bool = True
    ) -> None:
        """Approve these as they are here, with the log and the batch; all of it or nothing."""
        async with self._database.transaction() as connection:
            await self._begin_batch(connection, batch, now, job=job)
            lines = []
            for each in changes:
                values = {"picked": change_body(each), "digest": each.digest}
                if await row(connection, _APPROVE, {**_by(batch, each.id, who, now), **values}):
                    lines.append(Line(each, each.before, each.after, who))
            await tell(connection, Event.APPROVED, batch.plan_id, now, lines)

    async def approve_undo(
        self, batch: Batch, ids: Sequence[str], who: Who, now: datetime, *, job: bool = True
    ) -> None:
        """The same of putting back what was written."""
        async with self._database.transaction() as connection:
            await self._begin_batch(connection, batch, now, job=job)
            for each in ids:
                if found := await row(connection, _APPROVE_UNDO, _by(batch, each, who, now)):
                    await tell_step(connection, batch, Event.UNDO_APPROVED, now, found)

    async def withdraw(self, plan_id: str, who: Who, now: datetime, *, of_undo: bool = True) -> int:
        """Take back what is approved and is not under way; how many that were."""
        values = {"plan": plan_id, "at": now, "unknown": NOT_KNOWN}
        async with self._database.transaction() as connection:
            found = await rows(connection, dict, _WITHDRAW, values)
            changes = [as_change(each["change"]) for each in found]
            lines = [Line(each, each.before, each.after, who) for each in changes]
            undone = await rows(connection, dict, _WITHDRAW_UNDO, values) if of_undo else ()
            for undo in undone:
                change = as_change(undo["change"])
                lines.append(Line(change, change.after, undo["was"], who))
            await tell(connection, Event.WITHDRAWN, plan_id, now, lines)
            await shown_anew(connection, "plan", [plan_id])
        return len(lines)

    async def batch(self, batch_id: str) -> Batch:
        """Raises NotFound."""
        query = "SELECT id, plan AS plan_id, undo, budget FROM plan_batches WHERE id = %(id)s"
        found = await self._database.one(Batch, query, {"id": batch_id})
        if found is None:
            raise NotFound(GONE)
        return found

    async def go_on(self, since: datetime, now: datetime, budget: int) -> int:
        """Begin a batch for each plan with something left, of which none began after `since`."""
        async with self._database.transaction() as connection:
            await connection.execute("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": LOCK})
            left = await owed(connection, since)
            for plan_id, undo in left:
                batch = Batch(uuid4().hex, plan_id, undo, budget)
                await self._begin_batch(connection, batch, now, job=True)
        return len({plan_id for plan_id, _ in left})

    @asynccontextmanager
    async def alone(self, plan_id: str) -> AsyncIterator[bool]:
        """Whether nobody else works at this plan, who is then kept away."""
        values = {"lock": LOCK, "plan": plan_id}
        async with self._database.connection() as connection:
            found = await row(connection, _TRY, values)
            if found is None or not found["got"]:
                yield False
                return
            self._holding[plan_id] = found["pid"]
            try:
                yield True
            finally:
                del self._holding[plan_id]
                with suppress(OperationalError, InterfaceError):  # cut off, it is free already
                    await connection.execute(_FREE, values)

    async def left(self, batch: Batch) -> Sequence[Step]:
        """What is under way since a crash, then what waits, in the order in which it is done."""
        values = {"plan": batch.plan_id, "undo": batch.undo}
        return [as_step(each) for each in await self._database.all(dict, _LEFT, values)]

    async def room(self, batch: Batch, under_way: Collection[str]) -> int:
        """How many more writes its budget has room for, when these are written."""
        return await room(self._database, batch, under_way)

    async def begin(
        self, batch: Batch, change_id: str, was: Value, kept: Value, now: datetime
    ) -> bool:
        """Keep what is there now, before it is written; False where it must not be."""
        pid = self._holding.get(batch.plan_id, 0)
        return await begin(self._database, batch, change_id, (was, kept), now, pid)

    async def end(self, batch: Batch, change_id: str, became: Became, now: datetime) -> None:
        """What became of it, with the log; of what is put back, where the batch does that."""
        await end(self._database, batch, change_id, became, now)

    async def entries(
        self, plan_id: str = "", team_id: str = "", most: int | None = None
    ) -> Sequence[Entry]:
        """What the log tells, oldest first."""
        async with self._database.connection() as connection:
            return await entries(connection, plan_id, team_id, most)

    async def person(self, called: str) -> Who | None:
        """Whom the office means by an object id or a principal name."""
        found = await self._database.row(_PERSON, {"called": called.lower()})
        return Who(found["id"], found["name"]) if found else None

    async def _begin_batch(
        self, connection: Connection, batch: Batch, now: datetime, *, job: bool
    ) -> None:
        values = {"id": batch.id, "plan": batch.plan_id, "undo": batch.undo}
        await connection.execute(_BATCH, {**values, "budget": batch.budget, "at": now})
        await shown_anew(connection, "plan", [batch.plan_id])
        if job and self._defer:
            await self._defer(
                connection, JOB, [{"plan_id": batch.plan_id, "batch_id": batch.id}], soon=True
            )


async def _plan(connection: Connection, plan_id: str) -> Plan:
    """Raises NotFound."""
    found = await row(connection, _PLAN + " WHERE id = %(id)s", {"id": plan_id})
    if found is None:
        raise NotFound(GONE)
    query = STEP + " WHERE plan = %(id)s ORDER BY place"
    return as_plan(
        found, [as_step(each) for each in await rows(connection, dict, query, {"id": plan_id})]
    )


def _is_written(change: Change) -> bool:
    """What people do by hand is no change of ours."""
    return change.mode is not RemedyMode.GUIDED


def _by(batch: Batch, change_id: str, who: Who, now: datetime) -> dict[str, object]:
    return {
        "plan": batch.plan_id,
        "id": change_id,
        "at": now,
        "by": who.id,
        "by_user": who.with_,
    }
