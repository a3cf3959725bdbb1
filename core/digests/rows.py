"""One project in a line: its colour with its age, what it was before, and what contradicts it."""

from collections.abc import Iterable
from datetime import date

from core.checkins.model import Colour
from core.days import weekday
from core.digests.model import Facts, Project, Reported
from core.digests.sections import Entry, Sign
from core.digests.standing import (
    days_late,
    days_overdue,
    due_on,
    is_doubted,
    is_silent,
    reports,
    shown_colour,
    time_used,
)
from core.digests.words import lasted
from core.words import count

_SIGNS = {Colour.RED: Sign.RED, Colour.AMBER: Sign.AMBER, Colour.GREEN: Sign.GREEN}
_BADNESS = list(Sign)


def sign(project: Project, today: date) -> Sign:
    """The shape before a project."""
    if is_doubted(project, today):
        return Sign.DOUBTED
    colour = shown_colour(project)
    return _SIGNS[colour] if colour else Sign.GREY


def badness(project: Project, today: date) -> tuple[int, date, str, str]:
    """Sorts worst first: by what it looks like, then what has been so for longest."""
    since = project.latest.since if project.latest else date.min
    return (_BADNESS.index(sign(project, today)), since, project.title.casefold(), project.id)


def rows(projects: Iterable[Project], facts: Facts) -> list[Entry]:
    """The projects in a line each, in the order given."""
    titles = {each.id: each.title for each in facts.initiatives}
    return [_row(each, titles, facts.today) for each in projects]


def _row(project: Project, initiatives: dict[str, str], today: date) -> Entry:
    serves = [initiatives[each] for each in project.initiatives if each in initiatives]
    below = [doubt(project, today), *_heard(project, today), *serves[:1]]
    return Entry(
        title=project.title,
        says=_says(project, today),
        small=tuple(filter(None, below)),
        sign=sign(project, today),
        asks=project.id,
    )


def _says(project: Project, today: date) -> str:
    if is_silent(project):
        return f"no answer for {count(project.silent_rounds, 'round')}"
    if project.latest is None or not reports(project):
        return "not asked yet" if project.asks else "asked by no check-in"
    return _stands(project.latest, today)


def _stands(latest: Reported, today: date) -> str:
    """A colour with its age and what it was: "red for 3 weeks, was amber"."""
    if latest.colour is None:
        return "reported without a colour"
    days = (today - latest.since).days
    age = f" for {lasted(days)}" if days > 0 else " since today"
    was = f", was {latest.was}" if latest.was and latest.was is not latest.colour else ""
    return f"{latest.colour}{age}{was}"


def _heard(project: Project, today: date) -> tuple[str, ...]:
    """When it was last heard of, and by how many it was said."""
    latest = project.latest
    if latest is None:
        return ("no report so far",) if is_silent(project) else ()
    on = weekday(latest.reported_on, today)
    if not reports(project):
        then = f", {latest.colour} then" if latest.colour else ""
        return (f"last heard {on}{then}",)
    of = f" of {latest.expected}" if latest.expected is not None else ""
    return (f"reported {on} by {latest.answered}{of}",)


def doubt(project: Project, today: date) -> str:
    """What contradicts its green; empty where nothing does."""
    latest, due = project.latest, due_on(project)
    if latest is None or due is None or not is_doubted(project, today):
        return ""
    if late := days_late(project):
        return f"Reported green; forecast {count(late, 'day')} past its date says otherwise"
    if overdue := days_overdue(project, today):
        return f"Reported green; its date passed {count(overdue, 'day')} ago"
    used = time_used(project)
    return (
        f"Reported green; {latest.progress}\u00a0% done in {used}\u00a0% of its time says otherwise"
    )
