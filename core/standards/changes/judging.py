"""What standards would say of one team as it is imagined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.standards.clauses import judgements
from core.standards.engine import finding_of, rules
from core.standards.facts import Reading, Team, Tenant
from core.standards.model import Clause, Finding, Outcome, Standard
from core.standards.rules import AnyRule
from core.standards.scope import Coverage, covers
from core.standards.waivers.waiving import Waivers, waivers


@dataclass(frozen=True, slots=True)
class Demand:
    """A standard with its waivers as they stood on the day of the reading; None without a day."""

    standard: Standard
    waived: Waivers | None


def demands(standards: Sequence[Standard], tenant: Tenant) -> list[Demand]:
    """In their order."""
    days = [team.read_on for team in tenant.teams if team.read_on is not None]
    day = max(days, default=None)
    return [Demand(each, waivers(each, tenant, day) if day else None) for each in standards]


def not_met(
    now: Team,
    then: Team,
    asked: Sequence[Demand],
    tenant: Tenant,
    kinds: type[AnyRule] | tuple[type[AnyRule], ...],
) -> Iterator[tuple[Finding, Clause]]:
    """What would fail once the team is as `then`, by the standards that are for it as it is now.

    Only rules of these kinds; one about all teams is asked about this one.
    """
    alone = Reading(replace(tenant, teams=(then,), rest=None), True, 0, 0, 0)
    only = Coverage((then,), (), ())
    for demand, clause, rule in _asked(now, asked, kinds):
        for subject, plain in judgements(clause, rule, only, alone):
            waived = demand.waived
            told = waived.judge(clause.rule, subject, plain) if waived else plain
            if told.outcome is Outcome.FAILED:
                yield finding_of(demand.standard, clause, subject, told, then.name), clause


def _asked(
    team: Team, asked: Sequence[Demand], kinds: type[AnyRule] | tuple[type[AnyRule], ...]
) -> Iterator[tuple[Demand, Clause, AnyRule]]:
    for demand in asked:
        if covers(demand.standard.applies_to, team) is True:
            for clause in demand.standard.clauses:
                if isinstance(rule := rules()[clause.rule], kinds):
                    yield demand, clause, rule
