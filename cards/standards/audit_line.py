"""One line instead of a card, after an audit that has nothing to show that was not shown before."""

from dataclasses import replace

from cards.standards.audit_sections import still_open
from cards.standards.audit_words import having, kind_of, state
from core.days import local_day, weekday
from core.standards.causes import by_cause
from core.standards.model import Finding, Outcome
from core.standards.ports import AuditReport
from core.words import listed, many


def write(report: AuditReport) -> str:
    """What stays open, what was fixed and what still is not known, and how to see the whole."""
    told = replace(report, audited=by_cause(report.audited))
    run = told.audited.run
    on = weekday(local_day(run.started_at, report.time_zone))
    name = "".join(kind_of(run.audit))
    fixed = f", {len(told.audited.fixed):,} fixed" if told.audited.fixed else ""
    says = [f"{name}, {on}: nothing new{fixed}", *_stands(told), "Write “audit” for the list"]
    return " ".join(f"{each[:1].upper()}{each[1:]}." for each in says)


def _stands(report: AuditReport) -> list[str]:
    open_, unknown = still_open(report), having(report.audited.findings, Outcome.UNKNOWN)
    if not open_ and not unknown:
        return [state(report.audited.run)]
    says = [f"{many(len(open_), 'finding')} still open {_where(open_)}"] if open_ else []
    if unknown:
        says.append(f"something could not be checked {_where(unknown)}, as before")
    return says


def _where(findings: list[Finding]) -> str:
    """In how many teams; what is about people or pairs is across them."""
    teams = {each.subject.team for each in findings}
    inside = len(teams - {None})
    parts = [f"in {many(inside, 'team')}"] if inside else []
    return listed([*parts, *(["across teams"] if None in teams else [])])
