"""An owner whose account is disabled is asked in vain, and hides that nobody is left to ask."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    left = tuple(owner.id for owner in owners if not owner.can_sign_in)
    if not left:
        return passed("every owner can sign in", seen=0, wanted=0)

    gone = f"{len(left)} of {count(owners, 'owner')} can no longer sign in"
    return failed(
        f"{gone}; the standard asks for owners who can",
        Remedy("demote_owners", choices=left, pick=len(left)),
        seen=len(left),
        wanted=0,
    )


RULE = Rule(check, title="Owners can sign in", reads=(Read.GROUPS, Read.USERS))
