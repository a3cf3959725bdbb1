"""Brain fatigue: how much people have to follow, now and in the runs before."""

from collections.abc import Sequence

from cards.kit.elements import CardElement, Words, paragraph, stack
from cards.standards import audit_strip
from core.standards.model import Overload
from core.standards.overload import over, told
from core.standards.reports.reports import AuditReport
from core.words import many


def fatigue(report: AuditReport) -> list[CardElement]:
    """What one person follows, and run by run the share of those who follow too much."""
    now = report.audited.run.overload
    if now is None or not now.people:
        return []
    figures: list[str | Words] = [f"{over(each)} · " for each in _before(report, now)]
    figures += [Words(over(now)), f" of {_people(now)}"]
    return [
        stack(
            paragraph(f"Brain fatigue: {told(now)}", subtle=True),
            paragraph(f"In more than {many(now.limit, 'team')}: ", *figures, space="None"),
            space="Medium",
            separator=True,
        )
    ]


def spoken(report: AuditReport) -> str:
    """The same in one sentence; empty where it was not read."""
    now = report.audited.run.overload
    if now is None or not now.people:
        return ""
    shares = ", ".join(map(over, [*_before(report, now), now]))
    return f"Brain fatigue: {told(now)}; in more than {many(now.limit, 'team')}: {shares}"


def _before(report: AuditReport, now: Overload) -> Sequence[Overload]:
    """What it was in the runs before, where that was read and meant the same."""
    earlier = [each.overload for each in audit_strip.runs(report)[:-1]]
    return [each for each in earlier if each and each.limit == now.limit]


def _people(found: Overload) -> str:
    return f"{found.people:,} {'person' if found.people == 1 else 'people'}"
