"""The sentences about a run that a terminal and a page share."""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from core.days import day
from core.standards.model import Audited, Finding, Level, Outcome, Run
from core.words import count, many
from pages.kit.text import neutral
from pages.standards.groups import UnmetClause, Unread, clauses

PERMISSION = re.compile(r"needs ((?:[A-Z]\w+\.)+(?:All|Group))")
STARTS = 3  # clauses that are named as the first to take up
STATE = {
    Outcome.FAILED: "",
    Outcome.UNKNOWN: "could not be checked: ",
    Outcome.WAIVED: "accepted: ",
    Outcome.PASSED: "met: ",
    Outcome.NOT_APPLICABLE: "does not apply: ",
}


def headline(run: Run) -> str:
    """What came of it, in one sentence."""
    must, should = run.counts.failed_must, run.counts.failed_should
    if not run.counts.judged_teams and not must and not should and not run.counts.unknown:
        return "There was nothing to judge: no standard applies to a team that was read."
    if must:
        also = f", {should} more should be" if should else ""
        return f"{count(must, 'finding')} must be put right{also}."
    if should:
        return f"Nothing must be put right; {count(should, 'finding')} should be."
    if run.counts.unknown:
        return "What could be read meets the standards, but not everything could be read."
    return "Everything that the standards ask for is met."


def tidy(run: Run) -> str:
    """How many teams have nothing that must be put right."""
    judged = run.counts.judged_teams
    if not judged:
        return "No standard applies to a team that was read."
    verb = "is" if 1 in (judged, run.counts.tidy_teams) else "are"
    return f"{run.counts.tidy_teams} of {count(judged, 'team')} {verb} tidy."


def complete(run: Run) -> str:
    """How much of what was asked for could be read."""
    if run.complete >= 1:
        return f"Complete: {'all ' if run.teams > 1 else ''}{count(run.teams, 'team')} read."
    if run.teams_read == run.teams:
        return f"Not complete: {count(run.teams, 'team')} read, but the list of teams ended early."
    return f"Not complete: {run.teams_read:,} of {many(run.teams, 'team')} read."


def is_new(finding: Finding, audited: Audited) -> bool:
    """Whether the run before did not have it; nothing is new where there is none."""
    return audited.before is not None and finding.key in audited.new


def age(finding: Finding, audited: Audited) -> str:
    """How long it has been so, for who reads it now: "new", "worse", "today", "12 days".

    Empty where nobody keeps when it was first seen. Without a run before nothing is new.
    """
    if is_new(finding, audited):
        return "new"
    if finding.first_seen_at is None:
        return ""
    if finding.key in audited.worse:
        return "worse"
    days = (audited.run.finished_at - finding.first_seen_at).days
    return count(days, "day") if days > 0 else "today"


def since(finding: Finding, audited: Audited, zone: tzinfo) -> str:
    """The same for who keeps the page: "new", "worse, 7 Nov", "7 Nov"."""
    if is_new(finding, audited):
        return "new"
    if finding.first_seen_at is None:
        return ""
    on = finding.first_seen_at.astimezone(zone).date()
    stands = day(on, audited.run.finished_at.astimezone(zone).date())
    return f"worse, {stands}" if finding.key in audited.worse else stands


def told(finding: Finding) -> str:
    """What was seen, with what it is about where that is not the team itself."""
    subject = finding.subject
    about = "" if subject.type.value in ("team", "tenant") else f"{subject.name}: "
    return neutral(f"{about}{STATE[finding.outcome]}{finding.says}")


def next_steps(audited: Audited, gaps: Sequence[Unread]) -> list[str]:
    """What to do about it, the most useful first; `gaps` are what could not be read."""
    several = len(audited.run.standards) > 1
    steps = [*_starts(clauses(audited.findings)[:STARTS], several), *_grants(gaps)]
    if any("later" in gap.reason for gap in gaps):
        steps.append("Run the audit again later: a part of the tenant could not be read.")
    return steps


def _starts(broken: Sequence[UnmetClause], several: bool) -> Iterator[str]:
    for at, clause in enumerate(broken):
        word = "must" if clause.level is Level.MUST else "should"
        whose = f" of {clause.standard}" if several else ""
        yield (
            f"{'Then' if at else 'Start with'} “{neutral(clause.title)}”{whose}: "
            f"{count(clause.findings, 'finding')} {word} be put right, {clause.where}. "
            f"{neutral(clause.fix)}"
        )


def _grants(gaps: Sequence[Unread]) -> list[str]:
    missing = sorted({found for gap in gaps for found in PERMISSION.findall(gap.reason)})
    if not missing:
        return []
    return [
        f"Grant the app {' and '.join(missing)} in Microsoft Entra and run the audit again;"
        " “process-center permissions” lists everything it needs."
    ]
