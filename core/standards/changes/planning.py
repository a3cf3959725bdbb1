"""From what an audit found to what would put it right, in the order in which it is applied."""

from collections.abc import Collection, Sequence

from core.standards.changes.disagreeing import without_disagreement
from core.standards.changes.guarding import never_ownerless
from core.standards.changes.kinds import kinds
from core.standards.changes.merging import merged
from core.standards.changes.model import Change
from core.standards.changes.proposing import known_of, proposed
from core.standards.facts import Tenant
from core.standards.model import Clause, ClauseKey, Finding, Outcome, RemedyMode, Standard


def planned(
    findings: Sequence[Finding],
    tenant: Tenant,
    standards: Sequence[Standard],
    held: Collection[str] | None = None,
) -> tuple[Change, ...]:
    """What would be changed, in the order of applying; the same facts give the same plan.

    Only what failed: nothing that is waived or unknown, or that no clause of these standards found.
    `held` are the permissions that there are, with all that wider ones of them cover; None where
    that is not known, and then all are taken to be there.
    """
    clauses = _clauses(standards)
    known = known_of(tenant, held)
    failed = [
        (each, clauses[_clause_of(each)])
        for each in sorted(findings, key=lambda each: (each.rank, each.key))
        if each.outcome is Outcome.FAILED and _clause_of(each) in clauses
    ]
    changes = merged(
        change for finding, clause in failed for change in proposed(finding, clause, known)
    )
    agreed = without_disagreement(changes, standards, known)
    return tuple(sorted(never_ownerless(agreed, known.teams), key=place_in_order))


def _clauses(standards: Sequence[Standard]) -> dict[ClauseKey, Clause]:
    return {
        (standard.name, clause.rule, clause.level.value): clause
        for standard in standards
        for clause in standard.clauses
    }


def _clause_of(finding: Finding) -> ClauseKey:
    return finding.standard, finding.rule, finding.level.value


def place_in_order(change: Change) -> tuple[bool, int, str, str, str, str, str]:
    """By hand last; else what others need first. Total, because ids are."""
    by_hand = change.mode is RemedyMode.GUIDED
    order = kinds()[change.kind].order
    name = change.team_name.casefold()
    return by_hand, order, name, change.team_id, change.kind, change.label.casefold(), change.id
