"""From what was read to what was found: every standard judged, by rules that know nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from core import registry
from core.standards import rules as folder
from core.standards.clauses import judgements
from core.standards.facts import Reading
from core.standards.model import LISTED, Clause, Counts, Finding, Standard, Subject
from core.standards.reach import in_order, read_fully
from core.standards.reads import Read
from core.standards.reports.tally import Tally
from core.standards.rules import (
    AnyRule,
    ChannelRule,
    OrganisationRule,
    Rule,
    TenantRule,
    Verdict,
)
from core.standards.scope import Coverage, scope
from core.standards.snapshots.hidden import Hidden, counts_only
from core.standards.tabbed import channels_named
from core.standards.waivers.waiving import Waivers, waivers


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a reading; see Run for the figures. Findings are worst first."""

    findings: tuple[Finding, ...]
    counts: Counts
    teams_read: int
    complete: float


@cache
def rules() -> dict[str, AnyRule]:
    """Every rule by its id. Raises SetupError for a file of rules that has none."""
    return registry.collect(folder, "RULE", Rule, ChannelRule, TenantRule, OrganisationRule)


def reads(standards: Sequence[Standard]) -> frozenset[Read]:
    """All that judging these standards needs; the list of teams always."""
    asked = {Read.GROUPS}
    for standard in standards:
        if standard.applies_to.archived is not None:
            asked.add(Read.TEAMS)
        for clause in standard.clauses:
            asked.update(rules()[clause.rule].reads)
    return frozenset(asked)


def tabs_in(standards: Sequence[Standard]) -> frozenset[str] | None:
    """The channels of which tabs are needed, as `folded` has their names; None for all of them."""
    clauses = (clause for standard in standards for clause in standard.clauses)
    return channels_named(each for each in clauses if Read.TABS in rules()[each.rule].reads)


def judge(
    standards: Sequence[Standard],
    reading: Reading,
    today: date,
    *,
    everything: bool = False,
    hidden: Hidden | None = None,
) -> Judged:
    """Judge a reading; the same facts in any order give the same result.

    Waivers end with the day `today`. Listed is what failed, is unknown or waived; `everything`
    lists what passed and what does not apply too, which at 5,000 teams are many. `hidden`
    is what is known of names where the reading has none.
    """
    reading = replace(reading, tenant=in_order(reading.tenant))
    names = {team.id: team.name for team in reading.tenant.teams}
    tally = Tally()
    findings = [
        finding_of(standard, clause, subject, verdict, names.get(subject.team or "", ""))
        for standard in standards
        for clause, subject, verdict in _verdicts(standard, reading, today, tally, hidden)
        if everything or verdict.outcome in LISTED
    ]
    findings.sort(key=lambda finding: (finding.rank, finding.key))
    teams_read = sum(map(read_fully, reading.tenant.teams))
    teams = len(names) + (reading.tenant.rest is not None)
    return Judged(tuple(findings), tally.counts, teams_read, teams_read / teams if teams else 1.0)


def _verdicts(
    standard: Standard, reading: Reading, today: date, tally: Tally, hidden: Hidden | None
) -> Iterator[tuple[Clause, Subject, Verdict]]:
    teams, waived = _for(standard, reading, today, hidden)
    for team in (*teams.inside, *(unsure for unsure, _ in teams.unsure)):
        tally.judged(team.id)
    for clause in standard.clauses:
        rule = rules()[clause.rule]
        kept = None if hidden is None or counts_only(clause.rule) else hidden
        found = (
            kept.judgements(clause, standard, rule, teams, reading)
            if kept
            else judgements(clause, rule, teams, reading)
        )
        for subject, plain in found:
            verdict = plain if kept else waived.judge(clause.rule, subject, plain)
            tally.add(verdict.outcome, clause.level, subject)
            yield clause, subject, verdict


def _for(
    standard: Standard, reading: Reading, today: date, hidden: Hidden | None
) -> tuple[Coverage, Waivers]:
    """The teams that it is for, and its waivers for them."""
    if hidden is None:
        return (
            scope(standard.applies_to, reading.tenant.teams),
            waivers(standard, reading.tenant, today),
        )
    teams = hidden.scope(standard.applies_to, reading.tenant.teams)
    return teams, waivers(hidden.named(standard), reading.tenant, today)


def finding_of(
    standard: Standard, clause: Clause, subject: Subject, verdict: Verdict, team_name: str
) -> Finding:
    """What is told of one verdict."""
    return Finding(
        standard=standard.name,
        rule=clause.rule,
        title=rules()[clause.rule].title,
        level=clause.level,
        severity=clause.severity,
        subject=subject,
        team_name=team_name,
        outcome=verdict.outcome,
        says=verdict.says,
        seen=verdict.seen,
        wanted=verdict.wanted,
        why=clause.why,
        fix=clause.fix,
        remedy=verdict.remedy,
    )
