"""The figures and charts of a page, each with the facts that it draws in words.

They are plain bars, drawn by the page itself: of the libraries for charts, those that draw in
Python weigh a hundred megabytes or have a page fetch their script, the others are megabytes of it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from core.days import day
from core.standards.model import Audited, Level, Outcome, Run, Severity
from core.words import count
from pages.standards.formats import Context
from pages.standards.groups import UnmetClause


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands by itself, with what it means; `tone` is its colour."""

    value: str
    name: str
    means: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart; `width` is in percent of the longest."""

    clause: UnmetClause
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """One run of a trend; `height` is that of its bar in percent, None without teams."""

    at: str
    time: str
    height: int | None
    tidy: str
    says: str


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard with its findings that failed, by severity, worst first."""

    title: str
    numbers: Sequence[int]
    must: int
    should: int


def figures(audited: Audited) -> list[Figure]:
    """Five numbers that say how it stands, the most important first."""
    counts = audited.run.counts
    return [
        Figure(
            f"{counts.tidy_teams:,} of {counts.judged_teams:,}",
            "teams are tidy",
            "No must is broken, and none is unknown.",
            "good",
        ),
        Figure(f"{counts.failed_must:,}", "must, not met", _moved(audited, Level.MUST), "must"),
        Figure(
            f"{counts.failed_should:,}", "should, not met", _moved(audited, Level.SHOULD), "should"
        ),
        Figure(
            f"{counts.unknown:,}",
            "unknown",
            "Could not be checked; never taken for met.",
            "unknown",
        ),
        Figure(f"{counts.waived:,}", "accepted", "Not met, and a named person answers for it."),
    ]


def _moved(audited: Audited, level: Level) -> str:
    if audited.before is None:
        return "There is no run before it to compare with."
    failed = [
        each for each in audited.findings if each.outcome is Outcome.FAILED and each.level is level
    ]
    new = sum(each.key in audited.new for each in failed)
    worse = sum(each.key in audited.worse for each in failed)
    fixed = sum(each.level is level for each in audited.fixed)
    also = f", {worse:,} worse" if worse else ""
    return f"{new:,} new since the last run{also}, {fixed:,} fixed."


def bars(broken: Sequence[UnmetClause]) -> list[Bar]:
    """What is not met most often, the longest first."""
    longest = max((each.findings for each in broken), default=1)
    found = [Bar(each, round(100 * each.findings / longest, 1)) for each in broken]
    return sorted(found, key=lambda bar: -bar.clause.findings)


def trend(history: Sequence[Run], zone: tzinfo) -> list[Column]:
    """The share of tidy teams, run by run, oldest first."""
    return [_column(run, zone) for run in history]


def _column(run: Run, zone: tzinfo) -> Column:
    counts, at = run.counts, run.finished_at.astimezone(zone)
    height = 100 * counts.tidy_teams // counts.judged_teams if counts.judged_teams else None
    tidy = f"{counts.tidy_teams:,}" if counts.judged_teams else "–"
    says = f"{counts.tidy_teams:,} of {count(counts.judged_teams, 'team')} tidy"
    return Column(day(at), f"{at:%H:%M}", height, tidy, says)


def matrix(audited: Audited, context: Context) -> list[StandardRow]:
    """What failed, by standard and severity."""
    failed = [each for each in audited.findings if each.outcome is Outcome.FAILED]
    numbers = Counter((each.standard, each.severity) for each in failed)
    levels = Counter((each.standard, each.level) for each in failed)
    return [
        StandardRow(
            context.standards[name].title if name in context.standards else name,
            [numbers[name, severity] for severity in Severity],
            levels[name, Level.MUST],
            levels[name, Level.SHOULD],
        )
        for name in audited.run.standards
    ]
