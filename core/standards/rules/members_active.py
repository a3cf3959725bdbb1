"""Accounts of people who left make a team look larger than it is, and come back with its rights."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    members = known(team.members)
    left = tuple(member.id for member in members if not member.can_sign_in)
    if not left:
        return passed("every member can sign in", seen=0, wanted=0)

    return failed(
        f"{len(left)} of {count(members, 'member')} can no longer sign in; "
        "the standard asks for members who can",
        Remedy("remove_members", choices=left, pick=len(left)),
        seen=len(left),
        wanted=0,
    )


RULE = Rule(check, title="Members can sign in", reads=(Read.MEMBERS, Read.USERS))
