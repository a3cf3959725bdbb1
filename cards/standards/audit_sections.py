"""The parts of an audit's report: what is new, fixed, still open, and not checked."""

from collections.abc import Callable, Sequence

from cards.kit.elements import (
    CardElement,
    Words,
    columns,
    figure,
    marked,
    paragraph,
    section,
    stack,
)
from cards.standards import audit_lines
from cards.standards.audit_lines import LINES, FindingRoom
from cards.standards.audit_words import colour, having, named, place, places, since, where, word
from core.checkins.model import Colour
from core.days import local_day, weekday
from core.standards.model import Finding, Level, Outcome, SubjectType
from core.standards.reports.reports import AuditReport
from core.words import listed, many

FIRST = 5  # findings of a first run that are told one by one
REASONS = 5  # for which something could not be checked; there are few of them


def news(report: AuditReport) -> list[Finding]:
    """What is not met and was not so bad before, worst first; all of it in the first run."""
    audited = report.audited
    failed = having(audited.findings, Outcome.FAILED)
    return [each for each in failed if each.key in audited.new or each.key in audited.worse]


def still_open(report: AuditReport) -> list[Finding]:
    """What is not met and was there before, as bad as it is."""
    told = {each.key for each in news(report)}
    failed = having(report.audited.findings, Outcome.FAILED)
    return [each for each in failed if each.key not in told]


def new_or_worse(report: AuditReport) -> str:
    """What the news of a run are called."""
    failed = having(report.audited.findings, Outcome.FAILED)
    new = any(each.key in report.audited.new for each in failed)
    return "new or worse" if new and report.audited.worse else "new" if new else "worse"


def compared(report: AuditReport) -> str:
    """The run before, by its day; empty in the first run."""
    before = report.audited.before
    return weekday(local_day(before.started_at, report.time_zone)) if before else ""


def counted(report: AuditReport) -> list[tuple[str, str]]:
    """What happened as (figure, its meaning), three of them."""
    audited = report.audited
    if audited.before:
        told = news(report)
        parts = (
            (told, new_or_worse(report) if told else "new"),
            (still_open(report), _open_since(report)),
            (audited.fixed, "fixed"),
        )
    else:
        failed = having(audited.findings, Outcome.FAILED)
        unknown = having(audited.findings, Outcome.UNKNOWN)
        must = [each for each in failed if each.level is Level.MUST]
        should = [each for each in failed if each.level is Level.SHOULD]
        parts = (must, "must, not met"), (should, "should, not met"), (unknown, "unknown")
    return [(f"{len(found):,}", means) for found, means in parts]


def figures(report: AuditReport) -> CardElement:
    """The three figures that a busy person takes with them."""
    return columns(*[figure(*each) for each in counted(report)], space="Medium")


def _open_since(report: AuditReport) -> str:
    late = sum(bool(overdue(each, report)) for each in still_open(report))
    return f"still open, {late:,} overdue" if late else "still open"


def newest(report: AuditReport, room: FindingRoom) -> list[CardElement]:
    """Each new finding with what was seen and why it matters; ten of them."""
    new, last = news(report), compared(report)
    if not new:
        says = f"Nothing new since {last}{_but(report)}."
        return [paragraph(says, space="Medium", separator=True), *_quiet(report)]
    called = new_or_worse(report).capitalize()
    title = f"{called} since {last}" if last else "First run · worst first"
    shown = _by_place(new[: told(report)])
    rows = [
        audit_lines.in_report(each, _worse(each, report), room, above)
        for above, each in zip([None, *shown], shown, strict=False)
    ]
    return [section(title), *_quiet(report), *rows, *_more(len(new) - len(shown))]


def _but(report: AuditReport) -> str:
    unknown = having(report.audited.findings, Outcome.UNKNOWN)
    lost = any(each.key in report.audited.new for each in unknown)
    return ", but something can no longer be checked" if lost else ""


def _by_place(findings: Sequence[Finding]) -> list[Finding]:
    """Worst first, and after it what else is in the same team."""
    return [each for group in _grouped(findings, place) for each in group]


def _quiet(report: AuditReport) -> list[CardElement]:
    """The runs of which nobody wrote to this reader, in one line."""
    if not report.quiet:
        return []
    says = f"{many(report.quiet, 'audit')} in between had nothing new."
    return [paragraph(says, subtle=True, space="None")]


def _worse(finding: Finding, report: AuditReport) -> str:
    """What it was and since when, where it is not new but got worse."""
    if finding.key in report.audited.new:
        return ""
    news = audit_lines.news(finding, report.audited, report.time_zone)
    return ", ".join(filter(None, (news, overdue(finding, report))))


def overdue(finding: Finding, report: AuditReport) -> str:
    """The word for what owners had time enough to put right."""
    return "overdue" if finding.key in report.overdue else ""


def told(report: AuditReport) -> int:
    """How many new findings are told one by one; in a long first run the rules tell the rest."""
    new = len(news(report))
    return min(new, LINES) if report.audited.before or new <= LINES else FIRST


def fixed(report: AuditReport, room: FindingRoom) -> list[CardElement]:
    """What was put right, in one line."""
    good = report.audited.fixed
    if not good:
        return []
    names = named(room.calls(where(each)) for each in good)
    since = f" since {compared(report)}" if compared(report) else ""
    known = report.audited.fixed_by
    approvers = sorted({known[each.key] for each in good if each.key in known})
    by_us = [f" – fixed by {listed(approvers, 4)}"] if approvers else []
    says = paragraph(Words(f"{len(good):,} fixed"), f"{since}: ", *names, *by_us)
    return [stack(marked(Colour.GREEN, says), space="Medium", separator=True)]


def open_by_rule(report: AuditReport, room: FindingRoom) -> list[CardElement]:
    """What is open besides, one row a rule: how many teams, which, and for how long."""
    left = still_open(report) if report.audited.before else news(report)
    if not left or (not report.audited.before and len(left) <= LINES):
        return []
    title = f"Still open · {len(left):,}" if report.audited.before else "By rule"
    groups = _grouped(left, lambda each: (each.rule, each.level.value))
    worst = sorted(groups, key=lambda group: (group[0].rank[:2], -len(group)))
    rows = [_rule(group, report, room) for group in worst[:LINES]]
    return [section(title), *rows, *_more(sum(map(len, worst[LINES:])))]


def _rule(group: Sequence[Finding], report: AuditReport, room: FindingRoom) -> CardElement:
    first = group[0]
    names = named(map(room.calls, places(group)))
    below = [f"{word(first)} · ", *names, *_oldest(group, report)]
    return marked(
        colour(first),
        paragraph(Words(room.calls(first.title)), f": not met {_of_what(group)}"),
        paragraph(*below, subtle=True, space="None"),
    )


def _oldest(group: Sequence[Finding], report: AuditReport) -> list[str]:
    """Since when they stand; the one that has stood longest speaks for several."""
    dated = [each for each in group if each.first_seen_at]
    if report.audited.before is None or not dated:
        return []
    oldest = min(dated, key=lambda each: (each.first_seen_at, each.key))
    today = local_day(report.audited.run.started_at, report.time_zone)
    stands = since(oldest, today, report.time_zone)
    return [f" · {'the oldest ' if len(group) > 1 else ''}{stands}"]


def _of_what(group: Sequence[Finding]) -> str:
    """What the findings of a rule are about: "in 12 teams", "for 7 channels in 3 teams"."""
    kind, number = group[0].subject.type, len({each.subject.id for each in group})
    if kind is SubjectType.CHANNEL:
        teams = len({each.subject.team for each in group})
        return f"for {many(number, 'channel')} in {many(teams, 'team')}"
    if kind is SubjectType.PAIR:
        return f"for {many(number, 'pair')} of teams"
    if kind is SubjectType.PERSON:
        return f"for {number:,} {'person' if number == 1 else 'people'}"
    return f"in {many(number, 'team')}" if kind is SubjectType.TEAM else "as a whole"


def unchecked(report: AuditReport, room: FindingRoom) -> list[CardElement]:
    """What could not be checked, one row a reason; it does not count as met."""
    unknown = having(report.audited.findings, Outcome.UNKNOWN)
    if not unknown:
        return []
    groups = sorted(_grouped(unknown, lambda each: each.says), key=len, reverse=True)
    rows = [_reason(group, report, room) for group in groups[:REASONS]]
    return [section(unread(report)), *rows, *_more(sum(map(len, groups[REASONS:])))]


def unread(report: AuditReport) -> str:
    """In how many teams something could not be checked."""
    unknown = having(report.audited.findings, Outcome.UNKNOWN)
    teams = {each.subject.team for each in unknown} - {None}
    inside = f" in {many(len(teams), 'team')}" if teams else ""
    return f"Could not be checked{inside}"


def _reason(group: Sequence[Finding], report: AuditReport, room: FindingRoom) -> CardElement:
    new = report.audited.before and all(each.key in report.audited.new for each in group)
    newly = [f" · new since {compared(report)}"] if new else []
    below = [*named(map(room.calls, places(group))), *newly]
    return marked(
        None,
        paragraph(Words("Unknown:"), f" {room.says(group[0].says)}"),
        paragraph(*below, subtle=True, space="None"),
    )


def accepted(report: AuditReport) -> list[CardElement]:
    """How many exceptions hold."""
    waived = having(report.audited.findings, Outcome.WAIVED)
    if not waived:
        return []
    says = f"{many(len(waived), 'exception')} accepted by a waiver"
    return [paragraph(says, subtle=True, space="Medium")]


def _grouped(findings: Sequence[Finding], by: Callable[[Finding], object]) -> list[list[Finding]]:
    """Findings that are the same in something, groups in the order of their first."""
    groups: dict[object, list[Finding]] = {}
    for each in findings:
        groups.setdefault(by(each), []).append(each)
    return list(groups.values())


def _more(left: int) -> list[CardElement]:
    """A line that says how many are on the next pages, if any."""
    return [paragraph(f"{left:,} more on the next pages", subtle=True)] if left > 0 else []
