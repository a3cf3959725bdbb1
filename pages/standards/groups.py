"""The findings of a run put together for readers: by team, by clause, by what could not be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.standards.model import Finding, Level, Outcome, Severity, SubjectType
from core.words import count


@dataclass(frozen=True, slots=True)
class TeamFindings:
    """One team with its findings, worst first; `team` is None for what is about no single one."""

    team: str | None
    name: str
    findings: Sequence[Finding]

    def number(self, outcome: Outcome, level: Level | None = None) -> int:
        """How many came out so."""
        return sum(
            each.outcome is outcome and level in (None, each.level) for each in self.findings
        )


@dataclass(frozen=True, slots=True)
class UnmetClause:
    """One clause that is not met somewhere; `where` says in how many teams, or for whom."""

    standard: str
    rule: str
    title: str
    level: Level
    severity: Severity
    why: str
    fix: str
    findings: int
    where: str


@dataclass(frozen=True, slots=True)
class Unread:
    """One reason why something was not read: how many findings, of which rules, in which teams."""

    reason: str
    findings: int
    titles: Sequence[str]
    names: Sequence[str]


def by_team(findings: Iterable[Finding]) -> list[TeamFindings]:
    """Teams with more and worse findings first; in each the order of the findings stays."""
    found: dict[str | None, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.subject.team, []).append(each)
    groups = [TeamFindings(team, of[0].team_name if team else "", of) for team, of in found.items()]
    return sorted(groups, key=_badness)


def _badness(group: TeamFindings) -> tuple[object, ...]:
    failed = Counter(
        (each.level, each.severity) for each in group.findings if each.outcome is Outcome.FAILED
    )
    worse = tuple(-failed[level, severity] for level in Level for severity in Severity)
    return (*worse, -group.number(Outcome.UNKNOWN), group.name.casefold(), group.team or "")


def clauses(findings: Iterable[Finding]) -> list[UnmetClause]:
    """What is not met, Must before Should, then the most severe and the most frequent first."""
    found: dict[tuple[str, str, Level], list[Finding]] = {}
    for each in findings:
        if each.outcome is Outcome.FAILED:
            found.setdefault((each.standard, each.rule, each.level), []).append(each)
    return sorted(map(_clause, found.values()), key=_weight)


def _clause(of: Sequence[Finding]) -> UnmetClause:
    first = of[0]
    return UnmetClause(
        *(first.standard, first.rule, first.title, first.level, first.severity),
        *(first.why, first.fix),
        findings=len(of),
        where=_where(of),
    )


def _where(of: Sequence[Finding]) -> str:
    """What the findings of a clause are about: "in 12 teams", "for 3 people"."""
    kind = of[0].subject.type
    if kind is SubjectType.PERSON:
        return f"for {count(of, 'person', 'people')}"
    if kind is SubjectType.PAIR:
        return f"for {count(of, 'pair')} of teams"
    teams = {each.subject.team for each in of}
    return "in the tenant" if kind is SubjectType.TENANT else f"in {count(teams, 'team')}"


def _weight(clause: UnmetClause) -> tuple[object, ...]:
    severity = list(Severity).index(clause.severity)
    return (list(Level).index(clause.level), severity, -clause.findings, clause.title)


def unread(findings: Iterable[Finding], not_read: Mapping[str, Sequence[str]]) -> list[Unread]:
    """Why things could not be judged, the most frequent reason first, then what nothing needed.

    `not_read` are teams by reason.
    """
    found: dict[str, list[Finding]] = {}
    for each in findings:
        if each.outcome is Outcome.UNKNOWN:
            found.setdefault(each.says, []).append(each)
    spare = [Unread(why, 0, [], names) for why, names in not_read.items() if why not in found]
    judged = [_unread(reason, of) for reason, of in found.items()]
    return sorted([*judged, *spare], key=lambda gap: (-gap.findings, -len(gap.names), gap.reason))


def _unread(reason: str, of: Sequence[Finding]) -> Unread:
    teams = {each.subject.team: each.team_name for each in of if each.subject.team}
    titles = Counter(each.title for each in of)
    return Unread(reason, len(of), [title for title, _ in titles.most_common()], [*teams.values()])
