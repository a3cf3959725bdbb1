"""The report of an audit for the staff: what is new first, what stays open, what was put right."""

from collections.abc import Sequence
from dataclasses import replace

from microsoft_teams.cards import Action

from cards.kit import paging
from cards.kit.colours import Tint
from cards.kit.elements import (
    Card,
    CardElement,
    Words,
    box,
    button,
    card,
    dialog_button,
    heading,
    marked,
    paragraph,
)
from cards.kit.fitting import fitted
from cards.standards import audit_fatigue, audit_lines, audit_sections, audit_strip
from cards.standards.audit_lines import LINES, ROOMS, FindingRoom
from cards.standards.audit_words import having, kind_of, nothing_read, reading, state, titles
from core.checkins.model import Colour
from core.days import moment
from core.standards.model import LISTED, Finding, Outcome
from core.standards.reports.causes import by_cause
from core.standards.reports.reports import AuditReport, ReportPage
from core.words import many


def build(report: AuditReport, page: int = 1) -> Card:
    """The first page tells the whole; the others list all findings, ten a page, worst first.

    Pages count from 1, and one too far is the last. One cause is one finding on all of them.
    """
    report = replace(report, audited=by_cause(report.audited))
    listed = [each for each in report.audited.findings if each.outcome in LISTED]
    page = paging.within(page, 1 + paging.needed(listed, LINES))
    if page == 1:
        return fitted(lambda room: _overview(report, listed, room), ROOMS)
    shown = paging.stretch(listed, page, LINES)
    return fitted(lambda room: _list(report, shown, room), ROOMS)


def build_page(found: ReportPage) -> Card:
    """One of the other pages, of a report of which only that page was read."""
    shown = paging.part(found.report.audited.findings, found.of, found.page, LINES)
    return fitted(lambda room: _list(found.report, shown, room), ROOMS)


def _overview(report: AuditReport, listed: Sequence[Finding], room: FindingRoom) -> Card:
    more = len(listed) > audit_sections.told(report)
    title = f"Show all {len(listed):,}" if _open(report) else "Show exceptions"
    return card(
        _head(report, room),
        *_body(report, room),
        *audit_strip.strip(report),
        *audit_fatigue.fatigue(report),
        actions=[*_fixes(report), *([_turn(report, title, 2)] if more else [])],
        speak=_speak(report),
        full_width=True,
    )


def _fixes(report: AuditReport) -> list[Action]:
    """A way to what can be put right by a press, where there is any."""
    if not report.fixes:
        return []
    title = f"Put right {report.fixes:,}…" if report.fixes > 1 else "Put it right…"
    return [dialog_button(title, "audit.review_fixes")]


def _head(report: AuditReport, room: FindingRoom) -> CardElement:
    run = report.audited.run
    read = [report.standards.get(name, name) for name in run.standards]
    against = ["Checked against ", *titles([room.calls(each) for each in read])] if read else []
    return box(
        _tint(report),
        heading(*_title(report, room)),
        paragraph(f"{_when(report)} · {reading(run)}", subtle=True, space="None"),
        *([paragraph(*against, subtle=True, space="None")] if against else []),
        bleed=True,
    )


def _title(report: AuditReport, room: FindingRoom) -> tuple[str, ...]:
    run = report.audited.run
    name, kind = kind_of(run.audit)
    center = (room.calls(report.organisation), " · ") if report.organisation else ()
    return (*center, name, f"{kind} · {state(run)}")


def _when(report: AuditReport) -> str:
    return moment(report.audited.run.started_at, report.time_zone)


def _tint(report: AuditReport) -> Tint:
    run = report.audited.run
    if nothing_read(run):
        return "attention"
    counts = run.counts
    fine = counts.judged_teams and run.complete == 1 and not _open(report)
    return "good" if fine else "emphasis"


def _open(report: AuditReport) -> bool:
    """Whether anything is not met or not known."""
    outcomes = {each.outcome for each in report.audited.findings}
    return bool(outcomes & {Outcome.FAILED, Outcome.UNKNOWN})


def _body(report: AuditReport, room: FindingRoom) -> list[CardElement]:
    """The parts that say something; what is odd about a run instead of empty ones."""
    unchecked = audit_sections.unchecked(report, room)
    if nothing_read(report.audited.run):
        says = "Nothing is known of the teams this time, and nothing counts as met."
        return [paragraph(says, space="Medium"), *unchecked]
    good = audit_sections.fixed(report, room)
    accepted = audit_sections.accepted(report)
    if not _open(report):
        return [_all_met(report), *good, *accepted]
    return [
        audit_sections.figures(report),
        *audit_sections.newest(report, room),
        *good,
        *audit_sections.open_by_rule(report, room),
        *unchecked,
        *accepted,
    ]


def _all_met(report: AuditReport) -> CardElement:
    run = report.audited.run
    if not run.teams:
        return paragraph("There is no team yet. The next run looks again.", space="Medium")
    if not run.counts.judged_teams:
        says = f"None of the {many(run.teams, 'team')} is one that these standards are for."
        return paragraph(says, space="Medium")
    says = " Nothing waits for you." if run.complete == 1 else " The rest is not known."
    return marked(Colour.GREEN, paragraph(Words("Everything asked for is met."), says))


def _list(report: AuditReport, shown: paging.Stretch[Finding], room: FindingRoom) -> Card:
    where = f"{shown.where}, worst first"
    title = _title(report, room)
    return card(
        heading(*title),
        paragraph(f"{_when(report)} · {where}", subtle=True, space="None"),
        *[audit_lines.in_report(each, _news(each, report), room) for each in shown.things],
        actions=[_turn(report, *each) for each in shown.turns],
        speak=f"{''.join(title)}. {where}.",
        full_width=True,
    )


def _news(finding: Finding, report: AuditReport) -> str:
    news = audit_lines.news(finding, report.audited, report.time_zone)
    return ", ".join(filter(None, (news, audit_sections.overdue(finding, report))))


def _turn(report: AuditReport, title: str, page: int) -> Action:
    since = {"since": report.since} if report.since else {}
    return button(title, "audit.page", run=report.audited.run.id, page=page, **since)


def _speak(report: AuditReport) -> str:
    """The whole for a screen reader: what shapes and figures tell to those who see them."""
    run = report.audited.run
    says = ["".join(_title(report, ROOMS[-1])), f"{_when(report)}, {reading(run)}"]
    if not nothing_read(run) and _open(report):
        says += [f"{number} {means}" for number, means in audit_sections.counted(report)]
    if having(report.audited.findings, Outcome.UNKNOWN):
        says.append(audit_sections.unread(report))
    says += [audit_strip.spoken(report), audit_fatigue.spoken(report)]
    return ". ".join(filter(None, says)) + "."
