"""When a schedule is due: APScheduler's cron over the wall clock, then the wall clock's instant.

The cron line is worked out on the local wall clock alone, where every day has 24 hours. So a time
that comes twice in autumn is due once (the first of the two), and one that spring leaves out is due
at the next valid minute.
"""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from heapq import merge
from itertools import groupby
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from core.office.cron import alternatives
from core.schedules.model import Due, Schedule

LOOK_BACK = timedelta(days=40)  # older occurrences that were missed are not recorded one by one
MOST_MISSED = 400
WIDEST_GAP = timedelta(hours=24)  # Samoa skipped a whole day in 2011


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a wall clock in `zone` shows `local`, or the next it shows."""
    minute = local
    while minute <= local + WIDEST_GAP:
        at = minute.replace(tzinfo=zone, fold=0).astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None) == minute:
            return at
        minute = minute.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return local.replace(tzinfo=zone).astimezone(UTC)


def times(schedule: Schedule, since: datetime) -> Iterator[Due]:
    """Its due times from the wall-clock time `since` on, in order; never before `starts_on`."""
    zone = ZoneInfo(schedule.time_zone)
    start = datetime.combine(schedule.starts_on, time())
    first = next(_walls(schedule.cron, start), start)
    week = first.date() - timedelta(days=first.weekday())
    for local in _walls(schedule.cron, max(since, start)):
        if (local.date() - week).days // 7 % schedule.every_weeks == 0:
            yield Due(local, instant(local, zone))


def following(schedule: Schedule, now: datetime) -> Due | None:
    """The first due time after the instant `now`; None when the cron line names no more."""
    wall = now.astimezone(ZoneInfo(schedule.time_zone)).replace(tzinfo=None)
    return next((due for due in times(schedule, wall - WIDEST_GAP) if due.at > now), None)


def missed(schedule: Schedule, since: datetime, now: datetime) -> tuple[list[Due], Due | None]:
    """Due times from the wall-clock time `since` to the instant `now`, and the one that follows.

    After a long outage only the last 40 days are told, and of those the last 400 times.
    """
    wall = now.astimezone(ZoneInfo(schedule.time_zone)).replace(tzinfo=None)
    past: deque[Due] = deque(maxlen=MOST_MISSED)
    for due in times(schedule, max(since, wall - LOOK_BACK)):
        if due.at > now:
            return list(past), due
        past.append(due)
    return list(past), None


def _walls(cron: str, since: datetime) -> Iterator[datetime]:
    lines = [_line(each, since) for each in alternatives(cron)]
    return (wall for wall, _ in groupby(merge(*lines)))


def _line(cron: str, since: datetime) -> Iterator[datetime]:
    trigger = CronTrigger.from_crontab(cron, timezone=UTC)
    at = trigger.get_next_fire_time(None, since.replace(tzinfo=UTC))
    while at is not None:
        yield at.replace(tzinfo=None)
        at = trigger.get_next_fire_time(at, at + timedelta(microseconds=1))
