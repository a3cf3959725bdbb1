"""Runs with findings, written in a few words.

`apollo` is a team, `apollo/Plans` a channel of it, `apollo|borealis` a pair, `@ada` a person and
`*` the tenant.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product

from core.standards.facts import Team
from core.standards.model import (
    Audited,
    ClauseKey,
    Counts,
    Finding,
    Key,
    Level,
    Outcome,
    Run,
    Severity,
    Subject,
    SubjectType,
)
from tests.ground import MONDAY
from tests.standards.tenants import team

OWNERS, CHANNELS = "enough_owners", "channel_names"
PEOPLE, PAIRS = "teams_per_person", "overlapping_teams"
OVER_ALL = (PEOPLE, PAIRS)
TEAMS = ("apollo", "borealis", "cedar")


def finding(
    about: str,
    rule: str = OWNERS,
    outcome: str = "failed",
    standard: str = "house",
    level: str = "must",
) -> Finding:
    """What one clause of a standard came to for this."""
    subject = subject_of(about)
    return Finding(
        standard=standard,
        rule=rule,
        title=rule.replace("_", " ").capitalize(),
        level=Level(level),
        severity=Severity.HIGH,
        subject=subject,
        team_name=(subject.team or "").title(),
        outcome=Outcome(outcome),
        says="1 active owner; the standard asks for 2",
        seen=1,
        wanted=2,
        why="A team outlives its owner.",
        fix="Ask a member.",
    )


def subject_of(about: str) -> Subject:
    """A team, a channel, a pair, a person or the tenant."""
    if about == "*":
        return Subject(SubjectType.TENANT, "home", "Contoso")
    if about.startswith("@"):
        return Subject(SubjectType.PERSON, about[1:], about[1:].title())
    if "|" in about:
        return Subject(SubjectType.PAIR, about, about.replace("|", " and "))
    if "/" in about:
        of, _, name = about.partition("/")
        return Subject(SubjectType.CHANNEL, about, name, of)
    return Subject(SubjectType.TEAM, about, about.title(), about)


def clauses(standards: Sequence[str], rules: Sequence[str]) -> frozenset[ClauseKey]:
    """These rules, once each in each of the standards."""
    return frozenset((name, rule, "must") for name, rule in product(standards, rules))


def done(
    run_id: str,
    *found: Finding,
    at: datetime = MONDAY,
    standards: Sequence[str] = ("house",),
    whole: bool = True,
    audit: str = "nightly",
    rules: Sequence[str] = (OWNERS, CHANNELS, PEOPLE, PAIRS),
) -> Audited:
    """A run that found this and, of whatever else these rules ask, that it is met."""
    judged = [rule for rule in rules if whole or rule not in OVER_ALL]
    counts = Counts(failed_must=len(found), passed=9)
    run = Run(run_id, audit, tuple(standards), whole, at, at, len(TEAMS), 2, 0.75, 8, 40, 1, counts)
    return Audited(run, list(found), judged=clauses(standards, judged))


def teams(*names: str) -> list[Team]:
    """Teams as they were read; all three when none is named."""
    return [team(name) for name in names or TEAMS]


def about(findings: Iterable[Finding | Key]) -> list[str]:
    """The ids of what findings, or keys of findings, are about."""
    return sorted(each.subject.id if isinstance(each, Finding) else each[3] for each in findings)
