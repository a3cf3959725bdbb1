"""The parts of a page that are lists: teams with their findings, and what was put right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from core.standards.model import Audited, Finding, Level, Outcome, SubjectType
from pages.standards.groups import TeamFindings
from pages.standards.words import since

WORD = {
    Outcome.UNKNOWN: "Unknown",
    Outcome.WAIVED: "Accepted",
    Outcome.PASSED: "Met",
    Outcome.NOT_APPLICABLE: "Does not apply",
}
FEW = 20  # things put right that are listed; the rest is counted


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a row; `about` is empty where it is about the team, `fix` where it was said."""

    finding: Finding
    kind: str
    word: str
    since: str
    about: str
    fix: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """A team with its rows; `tally` says how many of which."""

    name: str
    tally: str
    entries: Sequence[FindingRow]


def blocks(groups: Sequence[TeamFindings], audited: Audited, zone: tzinfo) -> Iterator[Block]:
    """One team at a time, so that thousands need not be held."""
    for group in groups:
        yield Block(block_name(group), _tally(group), list(_entries(group, audited, zone)))


def anchor(standard: str, rule: str, level: Level) -> str:
    """Where a clause is explained; the same on every page."""
    return f"why-{standard}-{rule}-{level.value}"


def fixed(audited: Audited) -> list[tuple[str, str]]:
    """What was put right since the run before: where, and what; the first of them."""
    return [(_where(each), each.title) for each in audited.fixed[:FEW]]


def _where(each: Finding) -> str:
    return each.team_name or each.subject.name


def block_name(group: TeamFindings) -> str:
    """What a team is called above its findings."""
    if group.team is None:
        return "Across teams"
    return group.name or "A team without a name"


def _tally(group: TeamFindings) -> str:
    numbers = (
        (group.number(Outcome.FAILED, Level.MUST), "must"),
        (group.number(Outcome.FAILED, Level.SHOULD), "should"),
        (group.number(Outcome.UNKNOWN), "unknown"),
        (group.number(Outcome.WAIVED), "accepted"),
    )
    return " · ".join(f"{number} {word}" for number, word in numbers if number)


def _entries(group: TeamFindings, audited: Audited, zone: tzinfo) -> Iterator[FindingRow]:
    told: set[str] = set()
    for each in group.findings:
        failed = each.outcome is Outcome.FAILED
        to = anchor(each.standard, each.rule, each.level) if failed else ""
        yield FindingRow(
            each,
            each.level.value if failed else each.outcome.value,
            each.level.value.capitalize() if failed else WORD[each.outcome],
            since(each, audited, zone) if each.outcome is not Outcome.PASSED else "",
            ""
            if each.subject.type in (SubjectType.TEAM, SubjectType.TENANT)
            else each.subject.name,
            each.fix if failed and to not in told else "",
            to,
        )
        told.add(to)
