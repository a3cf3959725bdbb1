"""What runs, derived from the office in the transaction that changes it."""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import store
from core import registry
from core.days import local_day
from core.office.model import Office
from core.office.named import everybody
from core.schedules.calendars import Planned, calendars
from core.schedules.model import Due, Repeating, Schedule, by_their_clock
from core.work import Defer
from store.database import Connection, row, rows
from store.schedules.schedules import schedule_of

log = logging.getLogger(__name__)

Following = Callable[[Schedule, datetime], Due | None]


@dataclass(frozen=True, slots=True)
class Planning:
    """How an area keeps what it needs of the office: what it has in `store/<area>/planning.py`.

    It activates, changes and retires its own rows, in the transaction of an import.
    """

    keep: Callable[[Connection, Office], Awaitable[None]]


@cache
def plans() -> dict[str, Planning]:
    """Every area's plan, by the area."""
    return registry.named(store, "planning", "PLANNING", Planning)


@dataclass(frozen=True, slots=True)
class Planner:
    """Keeps what repeats in step with the office.

    `following` gives a schedule's first time after an instant. Whatever has a schedule that did
    not change keeps its next time, so importing the same file twice changes nothing.
    """

    defer: Defer
    following: Following

    async def plan(
        self, connection: Connection, office: Office, now: datetime, afresh: bool = False
    ) -> None:
        """Activate, change and retire what repeats; a job of its own looks names up.

        With `afresh` every next time is worked out again, as when a clock went back. Schedules are
        held from the beginning, so a server that moves one on meanwhile is waited for. What cannot
        be worked out, which the log tells, stays as it was and stops no other.
        """
        kept = await _held(connection)
        for plan in plans().values():
            await plan.keep(connection, office)
        wanted, unknown = _wanted(office)
        for what in sorted(wanted):
            before = None if afresh else kept.get(what)
            await self._schedule(connection, office, what, wanted[what], before, kept, now)
        for what in sorted(kept.keys() - wanted.keys()):
            if what.kind not in unknown:
                await _retire(connection, what)
        await _names(connection, office)
        await self.defer(connection, "read_rosters", [{}])
        await self.defer(connection, "read_people", [{}])

    async def _schedule(
        self,
        connection: Connection,
        office: Office,
        what: Repeating,
        planned: Planned,
        before: Mapping[str, Any] | None,
        kept: Mapping[Repeating, Mapping[str, Any]],
        now: datetime,
    ) -> None:
        """Its next time stays unless the schedule changed; weeks are counted as they were."""
        zone = await _zone(connection, office, planned)
        today = local_day(now, zone)
        known = kept.get(what)
        since = min(known["starts_on"], today) if known else today  # a clock may have gone back
        schedule = Schedule(
            planned.schedule.cron,
            zone,
            planned.schedule.every_weeks,
            planned.schedule.starts_on or since,
        )
        try:
            schedule, due = self._next(schedule, planned, before, now)
            gap = self._gap(schedule, due)
        except Exception:
            log.exception("not planned what=%s", what.key)
            return
        values = _values(what, schedule, planned, due, gap)
        if not before or not values.items() <= before.items():
            await connection.execute(_KEEP, values)

    def _next(
        self, schedule: Schedule, planned: Planned, before: Mapping[str, Any] | None, now: datetime
    ) -> tuple[Schedule, Due | None]:
        """The schedule to keep and its next time; a reader's clock moves nothing that is due."""
        following = partial(self.following, schedule)
        if before is None or before["next_local"] is None:
            return schedule, following(now)
        kept, known = Due(before["next_local"], before["next_due_at"]), schedule_of(before)
        elsewhere = planned.own_zone and replace(known, time_zone=schedule.time_zone) == schedule
        if known == schedule or (elsewhere and kept.at <= now):
            return known, kept
        return schedule, by_their_clock(kept, now, following) if elsewhere else following(now)

    def _gap(self, schedule: Schedule, due: Due | None) -> timedelta | None:
        after = self.following(schedule, due.at) if due else None
        return after.at - due.at if after and due else None


_KEEP = """
    INSERT INTO schedules (kind, id, reader, cron, time_zone, every_weeks, starts_on, worth, gap,
        next_local, next_due_at, by_reader, written_zone)
    VALUES (%(kind)s, %(id)s, %(reader)s, %(cron)s, %(time_zone)s, %(every_weeks)s, %(starts_on)s,
        %(worth)s, %(gap)s, %(next_local)s, %(next_due_at)s, %(by_reader)s, %(written_zone)s)
    ON CONFLICT (kind, id, reader) DO UPDATE SET cron = excluded.cron,
        time_zone = excluded.time_zone, every_weeks = excluded.every_weeks,
        starts_on = excluded.starts_on, worth = excluded.worth, gap = excluded.gap,
        next_local = excluded.next_local, next_due_at = excluded.next_due_at,
        by_reader = excluded.by_reader, written_zone = excluded.written_zone
"""


async def _held(connection: Connection) -> dict[Repeating, Mapping[str, Any]]:
    query = "SELECT * FROM schedules ORDER BY kind, id, reader FOR UPDATE"
    found = await rows(connection, dict, query)
    return {Repeating(each["kind"], each["id"], each["reader"]): each for each in found}


def _wanted(office: Office) -> tuple[Mapping[Repeating, Planned], Collection[str]]:
    """What is to repeat, and the kinds of which that is not known."""
    wanted: dict[Repeating, Planned] = {}
    unknown: set[str] = set()
    for kind, calendar in calendars().items():
        try:
            found = list(calendar.planned(office))
        except Exception:
            log.exception("not planned kind=%s", kind)
            unknown.add(kind)
        else:
            wanted |= {Repeating(kind, each.id, each.reader): each for each in found}
    return wanted, unknown


async def _zone(connection: Connection, office: Office, planned: Planned) -> str:
    """That of the reader, where it is theirs that counts and anybody told which it is."""
    if not planned.own_zone:
        return office.zone(planned.schedule)
    values = {"reader": planned.reader, "written": planned.schedule.time_zone}
    found = await row(connection, "SELECT reader_zone(%(reader)s, %(written)s) AS zone", values)
    return str(found["zone"]) if found else office.zone(planned.schedule)


def _values(
    what: Repeating,
    schedule: Schedule,
    planned: Planned,
    due: Due | None,
    gap: timedelta | None,
) -> dict[str, object]:
    return {
        "kind": what.kind,
        "id": what.id,
        "reader": what.reader,
        "cron": schedule.cron,
        "time_zone": schedule.time_zone,
        "every_weeks": schedule.every_weeks,
        "starts_on": schedule.starts_on,
        "worth": planned.worth,
        "by_reader": planned.own_zone,
        "written_zone": planned.schedule.time_zone,
        "gap": gap,
        "next_local": due.local if due else None,
        "next_due_at": due.at if due else None,
    }


async def _retire(connection: Connection, what: Repeating) -> None:
    """It comes no more, until the office file has it again."""
    await connection.execute(
        """
        UPDATE schedules SET next_local = NULL, next_due_at = NULL
        WHERE kind = %(kind)s AND id = %(id)s AND reader = %(reader)s AND next_due_at IS NOT NULL
        """,
        {"kind": what.kind, "id": what.id, "reader": what.reader},
    )


async def _names(connection: Connection, office: Office) -> None:
    """Whom to know, and whom no more; what names meant stays for what goes on with them."""
    values = {"called": sorted(everybody(office))}
    await connection.execute(
        """
        INSERT INTO named_people (called) SELECT unnest(%(called)s::text[])
        ON CONFLICT DO NOTHING
        """,
        values,
    )
    await connection.execute(
        """
        UPDATE named_people SET in_file = NOT in_file WHERE in_file <> (called = ANY (%(called)s))
        """,
        values,
    )
