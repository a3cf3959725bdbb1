"""What of a tenant was not read, and why: also what no clause happened to need this time."""

from collections.abc import Iterator

from core.facts import Gap
from core.standards.facts import Team, Tenant
from core.standards.reach import FACTS
from core.standards.reads import NOT_ASKED


def not_read(tenant: Tenant) -> dict[str, list[str]]:
    """The names of the teams by reason; for the end of a list that ended early there are none."""
    found: dict[str, list[str]] = {tenant.rest.reason: []} if tenant.rest else {}
    for team in tenant.teams:
        for reason in sorted({gap.reason for gap in _gaps(team)}):
            found.setdefault(reason, []).append(team.name)
    return found


def _gaps(team: Team) -> Iterator[Gap]:
    for fact in _facts(team):
        if isinstance(fact, Gap) and fact != NOT_ASKED:
            yield fact


def _facts(team: Team) -> Iterator[object]:
    for facts in FACTS.values():
        yield from facts(team)
