"""Who has no licence cannot open Teams, so an owner without one answers nobody."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    without = tuple(owner.id for owner in owners if not known(owner.licensed))
    if not without:
        return passed("every owner has a licence", seen=0, wanted=0)

    has = "has" if len(without) == 1 else "have"
    return failed(
        f"{len(without)} of {count(owners, 'owner')} {has} no licence; "
        "the standard asks for owners who have one",
        Remedy("demote_owners", choices=without, pick=len(without)),
        seen=len(without),
        wanted=0,
    )


RULE = Rule(check, title="Owners have a licence", reads=(Read.GROUPS, Read.USERS))
