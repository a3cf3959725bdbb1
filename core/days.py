"""How days and times are written for people: in English, whatever the machine speaks."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from core.words import count

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
    """By when, and how long ago that was: "by Fri 13 Nov, 4 days ago"."""
    late = (today - due_on).days
    words = f"by {weekday(due_on, today)}"
    return f"{words}, {count(late, 'day')} ago" if late > 0 else words


def full_day(on: date) -> str:
    """A day for what is read long after it: "21 November 2026"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime, time_zone: str) -> str:
    """A point in time as "Thu 19 Nov, 02:10" there: for cards, which stay for weeks."""
    return f"{weekday(local_day(at, time_zone))}, {at.astimezone(ZoneInfo(time_zone)):%H:%M}"


def full_moment(at: datetime, zone: tzinfo) -> str:
    """A point in time with its zone, for files: "21 November 2026, 15:39 UTC"."""
    local = at.astimezone(zone)
    return f"{full_day(local)}, {local:%H:%M %Z}"
