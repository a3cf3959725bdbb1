"""Two times: the tenant's own, which can be moved, and the real one, which limits count with."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LENGTH = re.compile(r"(\d+)\s*([smhdw])")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Clock:
    """The tenant's time is the wall's plus `ahead`; `monotonic` never moves by hand."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.ahead = timedelta()

    @property
    def wall(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)

    @property
    def now(self) -> datetime:
        return self.wall + self.ahead

    def set(self, now: datetime) -> None:
        self.ahead = now - self.wall


def iso(moment: datetime) -> str:
    """As Microsoft writes it: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def length(text: str) -> timedelta:
    """`1d`, `2h`, `1d 12h`; raises ValueError for anything else."""
    parts = LENGTH.findall(text)
    if not parts or LENGTH.sub("", text).strip():
        raise ValueError(f"“{text}” is no length of time; write for example 30m, 2h or 1d.")
    return sum((timedelta(**{UNITS[unit]: int(count)}) for count, unit in parts), timedelta())


def moment(text: str) -> datetime:
    """An ISO time with a zone; raises ValueError without one."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"“{text}” has no time zone; add Z or an offset.")
    return read


def next_time(text: str, now: datetime) -> datetime:
    """The next `monday 09:00` strictly after `now`, in the zone that `now` carries."""
    day, _, at = text.strip().lower().partition(" ")
    if day not in DAYS:
        raise ValueError(f"“{text}” names no day; write for example monday 09:00.")
    clock = datetime.strptime(at or "09:00", "%H:%M").time()  # noqa: DTZ007 - a time of day alone
    days = (DAYS.index(day) - now.weekday()) % 7
    due = datetime.combine(now.date() + timedelta(days=days), clock, now.tzinfo)
    if due <= now:
        due = datetime.combine(due.date() + timedelta(days=7), clock, now.tzinfo)
    return due
