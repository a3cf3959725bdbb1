"""The last runs of an audit as a strip: how many teams were tidy, oldest first."""

from collections.abc import Sequence

from cards.kit.elements import CardElement, Words, paragraph, stack
from cards.standards.audit_words import tidy
from core.days import day, local_day
from core.standards.model import Run
from core.standards.reports.reports import AuditReport

RUNS = 8


def runs(report: AuditReport) -> list[Run]:
    """This run and the whole ones before it, at most eight; none where some teams were left out."""
    run = report.audited.run
    if not run.whole:
        return []
    earlier = [each for each in report.history if each.started_at < run.started_at]
    return [*earlier[1 - RUNS :], run]


def strip(report: AuditReport) -> list[CardElement]:
    """The figures of the runs; nothing in the first run."""
    shown = runs(report)
    if len(shown) < 2:
        return []
    ends = (shown[0], shown[-1])
    first, last = (day(local_day(each.started_at, report.time_zone)) for each in ends)
    title = f"Teams tidy in the last {len(shown)} runs, {first} to {last}"
    *earlier, now = _figures(shown)
    parts: list[str | Words] = [f"{each} · " for each in earlier]
    figures = paragraph(*parts, Words(now), *_of_all(shown), space="None")
    return [stack(paragraph(title, subtle=True), figures, space="Medium", separator=True)]


def _figures(shown: Sequence[Run]) -> list[str]:
    """How many were tidy in each; of how many, where that was not the same all the time."""
    if _of_all(shown):
        return [tidy(each) for each in shown]
    return [f"{tidy(each)} of {each.counts.judged_teams:,}" for each in shown]


def _of_all(shown: Sequence[Run]) -> list[str]:
    judged = {each.counts.judged_teams for each in shown}
    return [f" of {judged.pop():,}"] if len(judged) == 1 else []


def spoken(report: AuditReport) -> str:
    """The same with the day of each run."""
    shown = runs(report)
    if len(shown) < 2:
        return ""
    each = [
        f"{day(local_day(run.started_at, report.time_zone))} {tidy(run, 'at least ')}"
        f" of {run.counts.judged_teams:,}"
        for run in shown
    ]
    return f"Teams tidy in the last runs: {', '.join(each)}"
