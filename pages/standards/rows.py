"""A team's findings as rows of words, for a terminal or a pipe."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.standards.model import Audited, Finding, Level, Outcome
from pages.kit.text import neutral
from pages.standards.groups import TeamFindings
from pages.standards.words import age, told


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a team; nothing in it is obeyed by a terminal."""

    outcome: Outcome
    must: bool
    standard: str
    level: str
    severity: str
    age: str
    title: str
    says: str


HEADS = Row(
    Outcome.PASSED,
    must=False,
    standard="Standard",
    level="Level",
    severity="Severity",
    age="Since",
    title="What is asked",
    says="What was seen",
)


def rows(group: TeamFindings, audited: Audited) -> list[Row]:
    """A row a finding; what could not be checked in a team for one reason is a row together."""
    gaps: dict[str, list[Finding]] = {}
    found = []
    for each in group.findings:
        if each.outcome is Outcome.UNKNOWN and group.team:
            gaps.setdefault(each.says, []).append(each)
        else:
            found.append(_row([each], audited))
    return [*found, *_together(gaps, audited)]


def _together(gaps: dict[str, list[Finding]], audited: Audited) -> Iterator[Row]:
    for of in gaps.values():
        yield _row(of, audited)


def _row(of: list[Finding], audited: Audited) -> Row:
    first, more = of[0], len({each.title for each in of}) - 1
    return Row(
        first.outcome,
        first.level is Level.MUST,
        first.standard,
        first.level.value.capitalize(),
        first.severity.value,
        age(first, audited),
        neutral(first.title) + (f" and {more} more" if more else ""),
        told(first),
    )
