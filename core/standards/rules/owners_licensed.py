"""Who has no licence cannot open Teams, so an owner without one answers nobody."""

from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    without = holding(owners, lambda owner: not known(owner.licensed))
    if not without.more_than(0):
        return passed("every owner has a licence", seen=0, wanted=0)

    choices = tuple(owner.id for owner in without.sure)
    has = "has" if len(without.sure) == 1 else "have"
    return failed(
        f"{without.least} of {count(owners, 'owner')} {has} no licence; "
        "the standard asks for owners who have one",
        Remedy("demote_owners", choices=choices, pick=len(choices)),
        seen=without.least.seen,
        wanted=0,
    )


RULE = Rule(
    check, title="Owners have a licence", remedy="demote_owners", reads=(Read.GROUPS, Read.USERS)
)
