"""A team that is called like somebody tells not what it is for, and outlives their leaving."""

from collections.abc import Iterator

from core.standards.facts import Tenant, Unknown, known
from core.standards.model import Remedy, Subject
from core.standards.reads import Read
from core.standards.rules import TenantRule, Verdict, about_team, failed, unknown
from core.words import words_in

SAYS = "the team is called like a person; the standard asks for a name that says what it is for"


def check(tenant: Tenant) -> Iterator[tuple[Subject, Verdict]]:
    """Over all teams, because the names of all accounts are read only then."""
    people = {words_in(name) for name in known(tenant.organisation.names).values()} - {()}
    for team in tenant.teams:
        try:
            if words_in(team.called) in people:
                remedy = Remedy("rename_team")
                verdict = failed(SAYS, remedy, seen=team.name, wanted="no name of a person")
                yield about_team(team), verdict
        except Unknown as gap:
            yield about_team(team), unknown(gap.reason)


RULE = TenantRule(
    check,
    title="Name is not a person's",
    remedy="rename_team",
    reads=(Read.GROUPS, Read.USERS),
    of_each=(),
)
