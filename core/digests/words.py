"""How a digest writes days, ages and shares."""

from collections.abc import Sequence
from datetime import date

from core.words import count


def day(on: date, today: date) -> str:
    """A day as "Fri 27 Nov"; with its year when that is not this year."""
    words = f"{on:%a} {on.day} {on:%b}"
    return words if on.year == today.year else f"{words} {on.year}"


def lasted(days: int) -> str:
    """How long something lasted: "4 days", "3 weeks"; a part of a week does not count."""
    return count(days, "day") if days < 7 else count(days // 7, "week")


def due(due_on: date, today: date) -> str:
    """By when, and how long ago that was: "by Fri 13 Nov, 4 days ago"."""
    late = (today - due_on).days
    by = f"by {day(due_on, today)}"
    return f"{by}, {count(late, 'day')} ago" if late > 0 else by


def open_for(raised_on: date, today: date) -> str:
    """How old something open is."""
    days = (today - raised_on).days
    return f"open for {lasted(days)}" if days > 0 else "new today"


def percent(part: int, whole: int) -> int:
    """A share in percent, rounded down, so that 0 and 100 mean none and all."""
    return max(100 * part // whole, 1) if part else 0


def named(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Names as parts of their own: "a", "b", "and 7 more"."""
    left = len(names) - most
    return (*names[:most], f"and {left:,} more") if left > 0 else tuple(names)
