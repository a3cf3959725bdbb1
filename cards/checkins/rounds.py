"""How a round is named on every card: its project and day, how many answered, how rounds count."""

from datetime import date, timedelta

from cards.kit.text import plain
from core import days
from core.checkins.model import Round
from core.days import DAYS
from core.facts import Gap

HOUR = timedelta(hours=1)


def local_day(round_: Round) -> date:
    """The day on which the round opened, in the zone of its schedule."""
    return days.local_day(round_.opens_at, round_.time_zone)


def subject(round_: Round) -> tuple[str, str]:
    """The first line of the round's cards: the tenant's words, then ours."""
    return round_.project, f" · {DAYS[local_day(round_).weekday()]} check-in"


def title(round_: Round) -> str:
    """The same as plain text, for a dialog's title: "Apollo app · Monday check-in"."""
    return "".join(map(plain, subject(round_)))


def answered(done: int, expected: int | Gap | None) -> str:
    """How many answered, and of how many when that could be read."""
    return f"{done} of {expected} answered" if isinstance(expected, int) else f"{done} answered"


def period(round_: Round) -> str:
    """What one round covers, for "the 3rd week in a row": a day, a week, else a round.

    Where clocks are changed in between it is an hour longer or shorter.
    """
    gap = round_.asks_again or timedelta(0)
    known = {timedelta(days=1): "day", timedelta(weeks=1): "week"}
    return next((name for each, name in known.items() if abs(gap - each) <= HOUR), "round")
