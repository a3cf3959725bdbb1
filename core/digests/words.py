"""How a digest writes ages and names."""

from collections.abc import Sequence
from datetime import date

from core.words import count


def lasted(days: int) -> str:
    """How long something lasted: "4 days", "3 weeks"; a part of a week does not count."""
    return count(days, "day") if days < 7 else count(days // 7, "week")


def open_for(raised_on: date, today: date) -> str:
    """How old something open is."""
    days = (today - raised_on).days
    return f"open for {lasted(days)}" if days > 0 else "new today"


def named(names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Names as parts of their own: "a", "b", "and 7 more"."""
    left = len(names) - most
    return (*names[:most], f"and {left:,} more") if left > 0 else tuple(names)
