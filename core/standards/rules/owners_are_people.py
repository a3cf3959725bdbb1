"""A service account owns what it made and answers for nothing, so owners have to be people."""

import re

from core.standards.facts import Account, Team, Unknown, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.params import Patterns
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count

NAMELESS = "Microsoft Graph does not say what the account of an owner is called"


def check(team: Team, *, patterns: Patterns) -> Verdict:
    """The patterns are those of accounts that are no people, by user principal name."""
    owners = known(team.owners)
    others = holding(owners, lambda owner: _is_meant(owner, patterns))
    if not others.more_than(0):
        return passed("no owner's account is one that is nobody's", seen=0, wanted=0)

    choices = tuple(owner.id for owner in others.sure)
    are = "is no person" if len(others.sure) == 1 else "are no people"
    return failed(
        f"{others.least} of {count(owners, 'owner')} {are}, by the name of the account; "
        "the standard asks for people as owners",
        Remedy("demote_owners", choices=choices, pick=len(choices)),
        seen=others.least.seen,
        wanted=0,
    )


def _is_meant(owner: Account, patterns: Patterns) -> bool:
    if not owner.principal:
        raise Unknown(NAMELESS)
    return any(re.search(pattern, owner.principal, re.IGNORECASE) for pattern in patterns)


RULE = Rule(
    check, title="Owners are people", remedy="demote_owners", reads=(Read.GROUPS, Read.USERS)
)
