"""Trends as tables: what of a standard, a rule or a team was found, run by run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.standards.reports.trends import Point, Trend
from pages.standards.formats import Context

MEANS = (
    "Findings that are not met, run by run. “≥”: something could not be read in that run. "
    "“–”: not in that run, or nothing found yet."
)
NOT_BY_WHOM = "Where nobody is named: Microsoft Graph does not tell us who put it right."


@dataclass(frozen=True, slots=True)
class Part:
    """The trends of one kind of thing, the worst first."""

    of: str
    trends: Sequence[Trend]


def parts(context: Context) -> list[Part]:
    """By standard, by rule, by team; none where no run came before."""
    trends = context.trends
    if trends is None or len(trends.runs) < 2:
        return []
    titled = [replace(each, name=_title(each.name, context)) for each in trends.standards]
    found = [Part("Standard", titled), Part("Rule", trends.rules), Part("Team", trends.teams)]
    return [each for each in found if each.trends]


def figure(point: Point | None) -> int | str:
    """One run of a trend, as short as a cell."""
    if point is None:
        return "–"
    return f"≥ {point.failed}" if point.unknown else point.failed


def _title(name: str, context: Context) -> str:
    standard = context.standards.get(name)
    return standard.title if standard else name
