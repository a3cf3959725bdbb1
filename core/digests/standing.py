"""How a project really stands: no green that fell silent, or that its own figures contradict."""

from datetime import date

from core.checkins.model import Colour
from core.digests.model import Project

BEHIND = 25  # percentage points of progress behind time, from which a green is doubted; our choice


def is_silent(project: Project) -> bool:
    """Whether it was asked and did not answer, when it was asked last."""
    return project.asks and project.silent_rounds > 0


def reports(project: Project) -> bool:
    """Whether what it last said is its newest word."""
    return project.asks and project.latest is not None and project.silent_rounds == 0


def shown_colour(project: Project) -> Colour | None:
    """The colour of its newest report; silence makes a green grey (None), and no red or amber."""
    latest = project.latest
    if latest is None or not project.asks:
        return None
    return None if is_silent(project) and latest.colour is Colour.GREEN else latest.colour


def due_on(project: Project) -> date | None:
    """The day it is to end: as agreed now, else as first planned."""
    return project.ends_on or project.baseline_ends_on


def is_done(project: Project) -> bool:
    """Whether its team says that all of it is done."""
    return project.latest is not None and project.latest.progress == 100


def days_late(project: Project) -> int:
    """Days from its end to its forecast; 0 when it is not late, or nobody knows."""
    due, latest = due_on(project), project.latest
    if due is None or latest is None or latest.forecast is None:
        return 0
    return max((latest.forecast - due).days, 0)


def days_overdue(project: Project, today: date) -> int:
    """Days since its end, of a project that is not done; 0 before it."""
    due = due_on(project)
    if due is None or is_done(project) or not project.asks:
        return 0
    return max((today - due).days, 0)


def time_used(project: Project) -> int | None:
    """Percent of its time that had passed at its newest report; None where a date is missing."""
    due, start, latest = due_on(project), project.starts_on, project.latest
    if latest is None or due is None or start is None or due <= start:
        return None
    return min(max(100 * (latest.reported_on - start).days // (due - start).days, 0), 100)


def is_behind(project: Project) -> bool:
    """Whether far less is done than time is used."""
    used, latest = time_used(project), project.latest
    if used is None or latest is None or latest.progress is None:
        return False
    return used - latest.progress >= BEHIND


def is_doubted(project: Project, today: date) -> bool:
    """Whether it says green and its own figures say otherwise."""
    if shown_colour(project) is not Colour.GREEN:
        return False
    overdue = days_overdue(project, today)
    return bool(days_late(project) or overdue or is_behind(project))
