"""The last runs of an audit as a strip: how many teams were tidy, oldest first."""

from cards.kit.elements import CardElement, Words, paragraph, stack
from cards.standards.audit_words import percent
from core.days import day, local_day
from core.standards.model import Run
from core.standards.ports import AuditReport

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
    parts: list[str | Words] = [f"{percent(each)} · " for each in shown[:-1]]
    figures = paragraph(*parts, Words(percent(shown[-1])), space="None")
    return [stack(paragraph(title, subtle=True), figures, space="Medium", separator=True)]


def spoken(report: AuditReport) -> str:
    """The same with the day of each run."""
    shown = runs(report)
    if len(shown) < 2:
        return ""
    each = [
        f"{day(local_day(run.started_at, report.time_zone))} {percent(run, 'at least ')}"
        for run in shown
    ]
    return f"Teams tidy in the last runs: {', '.join(each)}"
