"""How much people have to follow, now and in the runs before, for a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.days import day
from core.standards.model import Audited, Overload, Run
from core.standards.overload import over, told
from core.words import count, percent
from pages.standards.formats import Context


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One run: the share of people over the limit, in words, and in percent as `width`."""

    at: str
    over: str
    width: int


@dataclass(frozen=True, slots=True)
class Fatigue:
    """What it is now, and the runs that read it and meant the same, oldest first."""

    people: int
    limit: int
    over: str
    says: str
    rows: Sequence[LoadRow]


def fatigue(audited: Audited, context: Context) -> Fatigue | None:
    """None where it was not read, or of nobody."""
    now = audited.run.overload
    if now is None or not now.people:
        return None
    rows = [
        _row(each, each.overload, context)
        for each in context.history
        if each.overload and each.overload.limit == now.limit
    ]
    return Fatigue(now.people, now.limit, over(now), told(now), rows)


def sentence(load: Overload) -> str:
    """The same of one run, for where there is a line for it."""
    teams = count(load.limit, "team")
    return (
        f"{over(load).capitalize()} of {load.people:,} people are in more than {teams}; "
        f"{told(load)}."
    )


def _row(run: Run, load: Overload, context: Context) -> LoadRow:
    at = run.finished_at.astimezone(context.zone)
    return LoadRow(f"{day(at)}, {at:%H:%M}", over(load), percent(load.over, load.people))
