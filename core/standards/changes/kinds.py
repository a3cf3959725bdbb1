"""Every kind of remedy by its name, which is that of its file."""

from collections.abc import Sequence
from functools import cache

from core import registry
from core.standards import remedies as folder
from core.standards.engine import rules
from core.standards.model import Standard
from core.standards.reads import Read
from core.standards.remedies import Kind
from core.standards.rules import OrganisationRule


@cache
def kinds() -> dict[str, Kind]:
    """Raises SetupError for a file of remedies that has none."""
    return registry.collect(folder, "KIND", Kind)


def reads(standards: Sequence[Standard]) -> frozenset[Read]:
    """What proposing takes for these, beside what judging them does.

    What the organisation has set is put right in no team.
    """
    named = {rules()[clause.rule] for standard in standards for clause in standard.clauses}
    of_teams = [rule for rule in named if not isinstance(rule, OrganisationRule)]
    return frozenset(read for rule in of_teams for read in kinds()[rule.remedy].reads)
