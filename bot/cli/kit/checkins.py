"""All check-ins at a glance, as lines for a terminal."""

from collections.abc import Iterator, Sequence

from bot.cli.kit.columns import aligned
from core.checkins.overview import Watched, in_order
from core.days import local_day, moment, weekday
from core.words import count

NAME = 40  # characters of a project's name
HEAD = ("PROJECT", "CHECK-IN", "STATE", "ANSWERED", "UNTIL / NEXT", "")


def table(watched: Sequence[Watched]) -> Iterator[str]:
    """What needs somebody first; the times are those of each check-in's own zone."""
    if not watched:
        yield "No check-in runs yet. Import an office file that has one."
        return
    yield from aligned([HEAD, *map(_row, in_order(watched))])


def _row(each: Watched) -> tuple[str, ...]:
    project = each.project if len(each.project) <= NAME else f"{each.project[: NAME - 1]}…"
    return project, each.checkin_id, each.need, _answered(each), _when(each), _remark(each)


def _answered(each: Watched) -> str:
    if not each.open:
        return ""
    of = f" of {each.expected}" if isinstance(each.expected, int) else ""
    return f"{each.answered}{of}"


def _when(each: Watched) -> str:
    if each.open and each.closes_at:
        return f"until {moment(each.closes_at, each.time_zone)}"
    return f"next {moment(each.next_at, each.time_zone)}" if each.next_at else "no next time"


def _remark(each: Watched) -> str:
    if each.trouble:
        return each.trouble
    if not each.met:
        return "add the app to its team"
    if each.silent and each.silent_since:
        since = weekday(local_day(each.silent_since, each.time_zone))
        return f"no answer since {since}, {count(each.silent, 'round')}"
    return ""
