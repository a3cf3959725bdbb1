"""Accounts of people who left make a team look larger than it is, and come back with its rights."""

from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    members = known(team.members)
    left = holding(members, lambda member: not member.can_sign_in)
    if not left.more_than(0):
        return passed("every member can sign in", seen=0, wanted=0)

    choices = tuple(member.id for member in left.sure)
    return failed(
        f"{left.least} of {count(members, 'member')} can no longer sign in; "
        "the standard asks for members who can",
        Remedy("remove_members", choices=choices, pick=len(choices)),
        seen=left.least.seen,
        wanted=0,
    )


RULE = Rule(
    check, title="Members can sign in", remedy="remove_members", reads=(Read.MEMBERS, Read.USERS)
)
