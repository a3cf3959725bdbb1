"""How two runs side by side can be written down: one file a format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from core.days import full_moment
from core.standards.model import Audited, Outcome, Run
from core.standards.reports.comparing import Change, Changed, counted
from core.words import many

TITLES = {
    Change.NEW: "New",
    Change.WORSE: "Worse",
    Change.UNKNOWN_NOW: "Could be read then, not now",
    Change.OPEN: "Still open",
    Change.UNKNOWN: "Unknown then and now",
    Change.ACCEPTED: "Accepted",
    Change.FIXED: "Fixed",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """The later run, held against the earlier one, and what became of each finding."""

    audited: Audited
    before: Run
    by_cause: Sequence[Changed]
    by_clause: Sequence[Changed]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a format may say besides: the organisation, and whose time it is."""

    organisation: str
    zone: tzinfo


def heading(comparison: Comparison, beside: Beside) -> str:
    """Which runs they are."""
    then, now = comparison.before, comparison.audited.run
    of = f" of {beside.organisation}" if beside.organisation else ""
    between = (full_moment(each.finished_at, beside.zone) for each in (then, now))
    return f"Audits{of}: {' and '.join(between)}"


def runs(comparison: Comparison) -> str:
    """Their ids, by which they are asked for again."""
    return f"Then: {comparison.before.id}. Now: {comparison.audited.run.id}."


def summary(found: Sequence[Changed]) -> str:
    """How many of each, in a sentence."""
    numbers = counted(found)
    parts = [
        f"{numbers[each]:,} {each.value}"
        for each in Change
        if numbers[each] or each in (Change.NEW, Change.OPEN, Change.FIXED)
    ]
    return f"{', '.join(parts)}."


def reading(comparison: Comparison) -> str:
    """How much each of them could read, where one could not read everything."""
    then, now = comparison.before, comparison.audited.run
    if then.complete == now.complete == 1:
        return ""
    told = (
        f"{called}: {run.teams_read:,} of {many(run.teams, 'team')} read in full"
        for called, run in (("Then", then), ("Now", now))
    )
    return f"{'. '.join(told)}. What was not read is neither new nor fixed."


def says(each: Changed) -> str:
    """What was seen; of what was fixed, what had been seen until then."""
    if each.change is Change.FIXED:
        return f"was: {each.finding.says}{f'; fixed by {each.by}' if each.by else ''}"
    if each.then is Outcome.UNKNOWN and each.now is Outcome.FAILED:
        return f"{each.finding.says} (not known then)"
    return each.finding.says
