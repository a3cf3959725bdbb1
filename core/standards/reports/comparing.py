"""Two runs side by side: what became of each finding between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from core.standards.model import LISTED, Audited, Finding, Key, Milder, Outcome


class Change(StrEnum):
    """What became of a finding, in the order in which it is told."""

    NEW = "new"
    WORSE = "worse"
    UNKNOWN_NOW = "unknown now"
    OPEN = "still open"
    UNKNOWN = "unknown then and now"
    ACCEPTED = "accepted"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding with what became of it, and how it came out then and now, as far as it was seen.

    `by` approved the change of ours that put it right.
    """

    change: Change
    finding: Finding
    then: Outcome | None
    now: Outcome | None
    by: str = ""


def changes(audited: Audited) -> list[Changed]:
    """All that the later run lists and all that it found met, in the order of `Change`.

    The run is held against another one (`before`). By cause or by clause, as it is given.
    """
    found = [_changed(each, audited) for each in audited.findings if each.outcome in LISTED]
    fixed = [
        Changed(
            *(Change.FIXED, each, each.outcome, Outcome.PASSED), audited.fixed_by.get(each.key, "")
        )
        for each in audited.fixed
    ]
    order = list(Change)
    return sorted([*found, *fixed], key=lambda each: order.index(each.change))


def by_clause(audited: Audited) -> Audited:
    """A run by its clauses with what got worse; of a clause alone, that was accepted or not known.

    For people it is told by cause instead (causes.py).
    """
    return replace(audited, worse=dict(_worse(audited)))


def _worse(audited: Audited) -> Iterator[tuple[Key, Milder]]:
    for each in audited.findings:
        stood = audited.was.get(each.key)
        if each.outcome is Outcome.FAILED and stood and not stood.unmet:
            accepted = stood.outcome is Outcome.WAIVED
            yield each.key, Milder.ACCEPTED if accepted else Milder.UNKNOWN


def counted(found: Sequence[Changed]) -> Mapping[Change, int]:
    """How many there are of each, also where there are none."""
    return {change: sum(each.change is change for each in found) for change in Change}


def _changed(each: Finding, audited: Audited) -> Changed:
    stood = audited.was.get(each.key)
    return Changed(_change(each, audited), each, stood.outcome if stood else None, each.outcome)


def _came(each: Finding, audited: Audited) -> bool:
    """Whether it or its team was not found then, so that nothing of it could be read."""
    return not audited.came.isdisjoint((each.subject.team or "", each.subject.id))


def _team_unread(each: Finding, audited: Audited) -> bool:
    """Whether the clause was unknown then for its team, so for what was not found in there."""
    stood = audited.was.get((*each.key[:3], each.subject.team or ""))
    return stood is not None and stood.outcome is Outcome.UNKNOWN


def _unknown(each: Finding, audited: Audited) -> Change:
    if each.key not in audited.new:
        stood = audited.was.get(each.key)
        read = stood is not None and stood.outcome is not Outcome.UNKNOWN
        return Change.UNKNOWN_NOW if read else Change.UNKNOWN
    if not _came(each, audited):
        return Change.UNKNOWN_NOW
    return Change.UNKNOWN if _team_unread(each, audited) else Change.NEW


def _change(each: Finding, audited: Audited) -> Change:
    if each.outcome is Outcome.WAIVED:
        return Change.ACCEPTED
    if each.outcome is Outcome.UNKNOWN:
        return _unknown(each, audited)
    if each.key in audited.new:
        return Change.NEW
    return Change.WORSE if each.key in audited.worse else Change.OPEN
