"""What of a tenant was not read, and why: also what no clause happened to need this time."""

from collections.abc import Iterator

from core.facts import Gap
from core.standards.facts import Account, Team, Tenant
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
    yield from (team.owners, team.members, team.archived, team.settings, team.channels)
    for people in (team.owners, team.members):
        yield from _of_people(people)


def _of_people(people: tuple[Account, ...] | Gap) -> Iterator[object]:
    if not isinstance(people, Gap):
        for person in people:
            yield from (person.enabled, person.is_guest)
