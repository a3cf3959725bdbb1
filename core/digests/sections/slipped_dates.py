"""What will end after its date, or should have ended: by how many days, the most first."""

from collections.abc import Sequence
from datetime import date

from core.days import weekday
from core.digests.model import Facts, Project
from core.digests.sections import Entry, Section
from core.digests.standing import days_late, days_overdue, due_on
from core.words import count, ordinal


def write(facts: Facts) -> Sequence[Entry]:
    """Against the date that is agreed now; the first plan stands below where it was another."""
    today = facts.today
    late = [
        (_days(each, today), each, due)
        for each in facts.projects
        if (due := due_on(each)) and _days(each, today)
    ]
    late.sort(key=lambda found: (-found[0], found[1].title.casefold(), found[1].id))
    return [_entry(each, due, today) for _, each, due in late]


def _days(project: Project, today: date) -> int:
    return max(days_late(project), days_overdue(project, today))


def _entry(project: Project, due: date, today: date) -> Entry:
    below = [_slips(project), *_moved(project), _first_plan(project, today)]
    return Entry(project.title, _says(project, due, today), small=tuple(filter(None, below)))


def _says(project: Project, due: date, today: date) -> str:
    forecast = project.latest.forecast if project.latest else None
    if forecast is None or forecast < max(due, today):
        overdue = days_overdue(project, today)
        return f"passed its date, {weekday(due, today)}, {count(overdue, 'day')} ago"
    finish = f"finish {weekday(forecast, today)}"
    return f"{count(days_late(project), 'day')} late: {finish}, not {weekday(due, today)}"


def _slips(project: Project) -> str:
    slips = project.latest.slips if project.latest else None
    return f"{ordinal(slips)} slip" if slips and slips > 1 else ""


def _moved(project: Project) -> list[str]:
    """How the forecast moved since the report before, and how much is done."""
    latest = project.latest
    if latest is None:
        return []
    done = [f"{latest.progress}\u00a0% done"] if latest.progress is not None else []
    if latest.forecast is None or latest.forecast_was is None:
        return done
    days = (latest.forecast - latest.forecast_was).days
    how = f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than"
    return [f"{how if days else 'as'} in the report before", *done]


def _first_plan(project: Project, today: date) -> str:
    first = project.baseline_ends_on
    return f"first plan {weekday(first, today)}" if first and first != due_on(project) else ""


SECTION = Section(write, title="Slipped dates", order=40)
