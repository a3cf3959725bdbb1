"""Standards for tests, written by hand and judged over a few teams."""

from datetime import date
from typing import Any

from core.standards.engine import Judged, judge
from core.standards.facts import Reading, Team
from core.standards.model import AppliesTo, Clause, Finding, Level, Severity, Standard, Waiver
from tests.standards.tenants import reading

TODAY = date(2026, 10, 5)


def clause(rule: str, level: Level = Level.MUST, **params: Any) -> Clause:
    return Clause(rule, level, Severity.HIGH, params, "It matters.", "Put it right.")


def standard(
    *clauses: Clause,
    name: str = "house",
    applies_to: AppliesTo | None = None,
    waivers: tuple[Waiver, ...] = (),
) -> Standard:
    return Standard(name, name.title(), applies_to or AppliesTo(), clauses, waivers)


def judged(
    one: Standard, *teams: Team, what: Reading | None = None, everything: bool = True
) -> Judged:
    return judge([one], what or reading(*teams), TODAY, everything=everything)


def findings(one: Standard, *teams: Team, what: Reading | None = None) -> dict[str, Finding]:
    """Everything, by subject."""
    return {each.subject.id: each for each in judged(one, *teams, what=what).findings}


def outcomes(one: Standard, *teams: Team, what: Reading | None = None) -> dict[str, str]:
    """The outcome of each subject."""
    found = findings(one, *teams, what=what)
    return {subject: each.outcome.value for subject, each in found.items()}


def told(one: Standard, *teams: Team, what: Reading | None = None) -> dict[str, str]:
    """What is said of each subject."""
    return {id_: each.says for id_, each in findings(one, *teams, what=what).items()}
