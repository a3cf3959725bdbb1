"""What comes due, for every table whose rows have a schedule: claimed once, recorded once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, LiteralString

from core.schedules.model import Due, Outcome, Schedule, Step, Waiting
from store.database import Connection, Database

BATCH = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """What an occurrence began: a round's or a run's id; not `new` where it was there already."""

    id: str
    new: bool


Begin = Callable[[Connection, Step], Awaitable[Begun | None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A table with schedules; its occurrences are kept as `name:id`.

    It has the columns id, cron, time_zone, every_weeks, starts_on, retired, and when it is due
    next: next_local by the wall clock, next_due_at as an instant.
    """

    table: LiteralString
    name: str

    def sql(self, query: LiteralString) -> LiteralString:
        """The query for this table, which it calls TABLE."""
        return query.replace("TABLE", self.table)


def schedule_of(found: Mapping[str, Any]) -> Schedule:
    """The schedule in a row of such a table."""
    return Schedule(found["cron"], found["time_zone"], found["every_weeks"], found["starts_on"])


def next_of(found: Mapping[str, Any]) -> Due | None:
    """When it is due next."""
    return Due(found["next_local"], found["next_due_at"]) if found["next_local"] else None


def waiting(
    found: Mapping[str, Any], open_for: timedelta | None = None, paused: bool = False
) -> Waiting:
    """A row whose next time has come."""
    return Waiting(found["id"], schedule_of(found), open_for, paused, found["next_local"])


async def advance(database: Database, kind: Kind, steps: Sequence[Step], begin: Begin) -> int:
    """Do the steps in one transaction, each once; how many things this call began.

    `begin` makes what a step opens, in the transaction that moves its schedule on. A step whose
    schedule has moved meanwhile was done by another server, and is left alone.
    """
    begun = 0
    async with database.transaction() as connection:
        for step in sorted(steps, key=lambda each: each.id):
            if await _moved(connection, kind, step):
                made = await begin(connection, step) if step.opens else None
                await _record(connection, kind, step, made)
                begun += bool(made and made.new)
    return begun


async def _moved(connection: Connection, kind: Kind, step: Step) -> bool:
    done = await connection.execute(
        kind.sql(
            """
            UPDATE TABLE SET next_local = %(local)s, next_due_at = %(at)s
            WHERE id = %(id)s AND next_local = %(expected)s
            """
        ),
        {
            "id": step.id,
            "expected": step.expected,
            "local": step.next.local if step.next else None,
            "at": step.next.at if step.next else None,
        },
    )
    return done.rowcount > 0


async def _record(connection: Connection, kind: Kind, step: Step, made: Begun | None) -> None:
    for due, outcome in step.past:
        begun = made if due == step.opens else None
        await connection.execute(
            """
            INSERT INTO occurrences (schedule, due_local, due_at, outcome, begun_id)
            VALUES (%(schedule)s, %(local)s, %(at)s, %(outcome)s, %(begun)s)
            ON CONFLICT DO NOTHING
            """,
            {
                "schedule": f"{kind.name}:{step.id}",
                "local": due.local,
                "at": due.at,
                "outcome": Outcome.JOINED if begun and not begun.new else outcome,
                "begun": begun.id if begun else None,
            },
        )
