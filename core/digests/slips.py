"""What will end after its date, or should have ended: by how many days, and how that came."""

from datetime import date

from core.days import weekday
from core.digests.model import Project
from core.digests.standing import days_late, days_overdue, due_on, is_behind, time_used
from core.words import count, ordinal, share


def slip(project: Project, today: date) -> str:
    """The days between its date and its forecast, or that its date has passed; else empty."""
    due, latest = due_on(project), project.latest
    if due is None or not max(days_late(project), days_overdue(project, today)):
        return ""
    forecast = latest.forecast if latest else None
    if forecast is None or forecast < max(due, today):
        return f"was to finish {weekday(due, today)}"
    return f"{count(days_late(project), 'day')} late: finish {weekday(forecast, today)}"


def details(project: Project, today: date) -> list[str]:
    """What belongs to a slip: against which date, for which time, and how the forecast moved."""
    latest, due = project.latest, due_on(project)
    if latest is None or due is None or not days_late(project):
        return []
    first = project.baseline_ends_on
    return [
        f"agreed {weekday(due, today)}",
        *([f"first plan {weekday(first, today)}"] if first and first != due else []),
        *([f"{ordinal(latest.slips)} slip"] if latest.slips and latest.slips > 1 else []),
        *_moved(project),
    ]


def _moved(project: Project) -> list[str]:
    latest = project.latest
    if latest is None or latest.forecast is None or latest.forecast_was is None:
        return []
    days = (latest.forecast - latest.forecast_was).days
    if not days:
        return ["as in the report before"]
    how = "later" if days > 0 else "earlier"
    return [f"{count(abs(days), 'day')} {how} than in the report before"]


def contradiction(project: Project, today: date) -> str:
    """What in its own figures speaks against a green; empty where nothing does."""
    if late := days_late(project):
        return f"Its own forecast is {count(late, 'day')} after its date."
    due, latest = due_on(project), project.latest
    if due and days_overdue(project, today):
        return f"Its date, {weekday(due, today)}, has passed."
    done, used = latest.progress if latest else None, time_used(project)
    if done is None or used is None or not is_behind(project):
        return ""
    return f"{share(done)} is done in {share(used)} of its time."
