"""Somebody who can always step in, such as the service desk, owns every team of a kind."""

from core.standards.facts import Team, known
from core.standards.kit.named import sought
from core.standards.model import Remedy
from core.standards.params import People
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import listed


def check(team: Team, *, any_of: People) -> Verdict:
    found = sought(any_of, known(team.owners), least=len(any_of)).there
    if found:
        return passed(f"{listed(list(found))} owns it", seen=found, wanted=any_of)

    if len(any_of) == 1:
        says = f"{any_of[0]} does not own it; the standard asks for this owner"
    else:
        named = listed(list(any_of), joined="nor")
        says = f"neither {named} owns it; the standard asks for one of them"
    return failed(
        says,
        Remedy("add_owners", choices=any_of, pick=1),
        seen=(),
        wanted=any_of,
    )


RULE = Rule(
    check, title="Owned by who has to own it", remedy="add_owners", reads=(Read.GROUPS,), apart=True
)
