"""When things repeat, in one table: what is due, claimed once and recorded once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from psycopg.types.json import Jsonb

from core.schedules.model import Begun, Due, Outcome, Repeating, Schedule, Step, Waiting
from core.schedules.ports import Begin
from core.work import Defer
from store.database import Connection, Database, row, rows

BATCH = 500

_DUE = """
    SELECT kind, id, reader, cron, time_zone, every_weeks, starts_on, worth, paused, next_local,
        next_due_at
    FROM schedules
    WHERE next_due_at <= %(now)s AND (%(at)s::timestamptz IS NULL
        OR (next_due_at, kind, id, reader) > (%(at)s, %(kind)s, %(id)s, %(reader)s))
    ORDER BY next_due_at, kind, id, reader LIMIT %(batch)s
"""

_ELSEWHERE = """
    SELECT kind, id, reader, cron, zone AS time_zone, every_weeks, starts_on, worth, paused,
        next_local, next_due_at
    FROM schedules CROSS JOIN LATERAL (SELECT reader_zone(reader, written_zone) AS zone) AS theirs
    WHERE by_reader AND next_due_at > %(now)s AND zone <> time_zone ORDER BY kind, id, reader
"""

_GOES_BY = """
    UPDATE schedules SET time_zone = %(zone)s, next_local = %(local)s, next_due_at = %(at)s
    WHERE kind = %(kind)s AND id = %(id)s AND reader = %(reader)s AND next_due_at = %(expected)s
"""

# In one order for everybody, so that nobody waits for somebody who waits for them.
_HOLD = """
    SELECT kind, id, reader, next_local FROM schedules
    JOIN unnest(%(kinds)s::text[], %(ids)s::text[], %(readers)s::text[])
        AS wanted (kind, id, reader) USING (kind, id, reader)
    ORDER BY kind, id, reader FOR UPDATE OF schedules
"""

_MOVE = """
    UPDATE schedules SET next_local = %(local)s, next_due_at = %(at)s,
        gap = coalesce(%(gap)s, gap)
    WHERE kind = %(kind)s AND id = %(id)s AND reader = %(reader)s
"""

_OCCUR = """
    INSERT INTO occurrences (schedule, due_local, due_at, outcome)
    VALUES (%(schedule)s, %(local)s, %(at)s, %(outcome)s)
    ON CONFLICT DO NOTHING RETURNING true AS new
"""

_BEGAN = """
    UPDATE occurrences SET begun_id = %(begun)s, outcome = %(outcome)s, job = %(job)s,
        arguments = %(arguments)s, given_at = CASE WHEN %(job)s::text IS NOT NULL THEN now() END
    WHERE schedule = %(schedule)s AND due_local = %(local)s
"""

# What came later tells all of it, so nobody waits for what was before any more.
_DONE = """
    UPDATE occurrences SET job = NULL, arguments = NULL WHERE job IS NOT NULL AND (
        begun_id = %(begun)s OR EXISTS (
            SELECT FROM occurrences AS done
            WHERE done.begun_id = %(begun)s AND done.schedule = occurrences.schedule
              AND done.due_local > occurrences.due_local))
"""

_LEFT = """
    UPDATE occurrences SET given_at = now() WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM occurrences AS lost
        WHERE job IS NOT NULL AND given_at < now() - %(older)s AND NOT EXISTS (
            SELECT FROM procrastinate_jobs
            WHERE task_name = lost.job AND status IN ('todo', 'doing') AND args = lost.arguments)
        ORDER BY given_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
    RETURNING schedule, job, arguments
"""


class ScheduleStore:
    """Implements core.schedules.ports.Schedules."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def due(self, now: datetime, after: Waiting | None) -> Sequence[Waiting]:
        """What has come due, longest waiting first; the part that follows on `after`.

        So that what has to wait crowds out nobody who waits behind it.
        """
        values = {"now": now, "batch": BATCH, **_place(after)}
        return [_waiting(each) for each in await self._database.all(dict, _DUE, values)]

    async def elsewhere(self, now: datetime) -> Sequence[Waiting]:
        """What goes by its reader's clock, which is another one than when it was planned.

        Each has the schedule by that clock, and its next time as it was planned. Nothing that is
        due at `now` is among them: a zone that is learnt moves no such thing.
        """
        return [_waiting(each) for each in await self._database.all(dict, _ELSEWHERE, {"now": now})]

    async def goes_by(self, waiting: Waiting, next_: Due) -> None:
        """Let it go by its schedule's zone from now on; nothing where it moved on meanwhile."""
        values = {
            **_values(waiting.what),
            "zone": waiting.schedule.time_zone,
            "expected": waiting.next.at,
            "local": next_.local,
            "at": next_.at,
        }
        await self._database.run(_GOES_BY, values)

    async def advance(self, steps: Sequence[Step], begin: Begin) -> int:
        """Do the steps in one transaction, each once; how many things this call began.

        An occurrence is recorded first, and begun only by whoever recorded it: a schedule that
        was moved back, by an import or a clock, begins nothing a second time. A step whose schedule
        has moved on meanwhile was done by another server, and is left alone.
        """
        begun = 0
        async with self._database.transaction() as connection:
            held = await _held(connection, [step.what for step in steps])
            for step in sorted(steps, key=lambda each: each.what):
                if held.get(step.what) == step.expected:
                    begun += await self._advance(connection, step, begin)
        return begun

    async def done(self, begun_id: str) -> None:
        """The job of what an occurrence began came to its end, and is not given any more."""
        await self._database.run(_DONE, {"begun": begun_id})

    async def left_behind(self, older: timedelta) -> Sequence[str]:
        """Give a job again to what has none any more and is not done; of which schedules.

        Whatever became of it: given up after its attempts, or lost. Jobs that were given less than
        `older` ago are left alone.
        """
        async with self._database.transaction() as connection:
            found = await rows(connection, dict, _LEFT, {"older": older, "batch": BATCH})
            for each in found:
                await self._defer(connection, each["job"], [each["arguments"]])
        return [each["schedule"] for each in found]

    async def _advance(self, connection: Connection, step: Step, begin: Begin) -> bool:
        """Record and begin; whether something new was begun."""
        past, what = step.past, step.what
        new = [due for due, outcome in past if await _occurs(connection, what, due, outcome)]
        made = await begin(connection, step) if step.opens in new and step.opens else None
        if made and step.opens:
            await _began(connection, step, step.opens, made)
            if made.job:
                await self._defer(connection, made.job, [made.arguments])
        gap = step.next.at - step.opens.at if step.next and step.opens else None
        await connection.execute(
            _MOVE,
            {
                **_values(what),
                "local": step.next.local if step.next else None,
                "at": step.next.at if step.next else None,
                "gap": gap,
            },
        )
        return bool(made and made.new)


async def _held(
    connection: Connection, wanted: Sequence[Repeating]
) -> Mapping[Repeating, datetime | None]:
    """Their next local times, which nobody else changes until the end of the transaction."""
    found = await rows(
        connection,
        dict,
        _HOLD,
        {
            "kinds": [each.kind for each in wanted],
            "ids": [each.id for each in wanted],
            "readers": [each.reader for each in wanted],
        },
    )
    return {_repeating(each): each["next_local"] for each in found}


async def _occurs(connection: Connection, what: Repeating, due: Due, outcome: Outcome) -> bool:
    """Whether this recorded it; False where it was recorded before."""
    values = {"schedule": what.key, "local": due.local, "at": due.at, "outcome": outcome}
    return await row(connection, _OCCUR, values) is not None


async def _began(connection: Connection, step: Step, due: Due, made: Begun) -> None:
    outcome = step.past[-1][1] if made.new else Outcome.JOINED
    values = {
        "schedule": step.what.key,
        "local": due.local,
        "outcome": outcome,
        "begun": made.id,
        "job": made.job or None,
        "arguments": Jsonb(made.arguments) if made.job else None,
    }
    await connection.execute(_BEGAN, values)


def schedule_of(found: Mapping[str, Any]) -> Schedule:
    """The schedule in a row of the table."""
    return Schedule(found["cron"], found["time_zone"], found["every_weeks"], found["starts_on"])


def _waiting(found: Mapping[str, Any]) -> Waiting:
    return Waiting(
        what=_repeating(found),
        schedule=schedule_of(found),
        worth=found["worth"],
        paused=found["paused"],
        next=Due(found["next_local"], found["next_due_at"]),
    )


def _repeating(found: Mapping[str, Any]) -> Repeating:
    return Repeating(found["kind"], found["id"], found["reader"])


def _values(what: Repeating) -> dict[str, object]:
    return {"kind": what.kind, "id": what.id, "reader": what.reader}


def _place(after: Waiting | None) -> dict[str, object]:
    if after is None:
        return {"at": None, "kind": "", "id": "", "reader": ""}
    return {"at": after.next.at, **_values(after.what)}
