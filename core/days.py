"""How days and times are written for people: in English, whatever the machine speaks."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def short(name: str) -> str:
    """The name of a weekday or a month in three letters, as cron has it too."""
    return name[:3]


def local_day(at: datetime, time_zone: str) -> date:
    """The day that it is there at that moment."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def day(on: date, near: date | None = None) -> str:
    """A day as "27 Nov"; with its year when that is not the year of `near`."""
    words = f"{on.day} {short(MONTHS[on.month - 1])}"
    return words if near is None or near.year == on.year else f"{words} {on.year}"


def weekday(on: date, near: date | None = None) -> str:
    """A day as "Fri 27 Nov"; with its year when that is not the year of `near`."""
    return f"{short(DAYS[on.weekday()])} {day(on, near)}"


def by(due_on: date, today: date) -> str:
    """By when, for what stays in a chat: "by Fri 13 Nov", "was due Fri 13 Nov"."""
    return f"{'was due' if due_on < today else 'by'} {weekday(due_on, today)}"


def coming(at: datetime, now: datetime, time_zone: str) -> str:
    """A point in time as somebody there says it now: "today 17:00", "tomorrow 9:00", "Friday 9:00".

    From a week on it is "Tue 24 Nov, 9:00". For what is read at once, never for what stays.
    """
    days = (local_day(at, time_zone) - local_day(now, time_zone)).days
    when = {0: "today", 1: "tomorrow"}.get(days)
    return f"{when} {_clock(at, time_zone)}" if when else named(at, now, time_zone)


def named(at: datetime, since: datetime, time_zone: str) -> str:
    """A point in time for what stays from `since` until then: "Friday 9:00", "Tue 24 Nov, 9:00"."""
    on = local_day(at, time_zone)
    near = 0 <= (on - local_day(since, time_zone)).days < 7
    return f"{DAYS[on.weekday()]} {_clock(at, time_zone)}" if near else moment(at, time_zone)


def _clock(at: datetime, time_zone: str) -> str:
    local = at.astimezone(ZoneInfo(time_zone))
    return f"{local.hour}:{local:%M}"


def place(time_zone: str) -> str:
    """Whose time that is, for who may be elsewhere: "Chicago time", "UTC"."""
    city = time_zone.rpartition("/")[2].replace("_", " ")
    return f"{city} time" if "/" in time_zone else city


def full_day(on: date) -> str:
    """A day for what is read long after it: "21 November 2026"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, time_zone: str) -> str:
    """A point in time as "Thu 19 Nov, 2:10" there: for cards, which stay for weeks."""
    return f"{weekday(local_day(at, time_zone))}, {_clock(at, time_zone)}"


def full_moment(at: datetime, zone: tzinfo) -> str:
    """A point in time with its zone, for files: "21 November 2026, 15:39 UTC"."""
    local = at.astimezone(zone)
    return f"{full_day(local)}, {local:%H:%M %Z}"
