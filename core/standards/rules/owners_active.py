"""An owner whose account is disabled is asked in vain, and hides that nobody is left to ask."""

from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    left = holding(owners, lambda owner: not owner.can_sign_in)
    if not left.more_than(0):
        return passed("every owner can sign in", seen=0, wanted=0)

    choices = tuple(owner.id for owner in left.sure)
    gone = f"{left.least} of {count(owners, 'owner')} can no longer sign in"
    return failed(
        f"{gone}; the standard asks for owners who can",
        Remedy("demote_owners", choices=choices, pick=len(choices)),
        seen=left.least.seen,
        wanted=0,
    )


RULE = Rule(
    check, title="Owners can sign in", remedy="demote_owners", reads=(Read.GROUPS, Read.USERS)
)
