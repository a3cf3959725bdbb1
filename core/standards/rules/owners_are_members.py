"""Microsoft shows a team to its members, so an owner who is none manages what they cannot open."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    members = {member.id for member in known(team.members)}
    outside = tuple(owner.id for owner in owners if owner.id not in members)
    if not outside:
        return passed("every owner is a member", seen=0, wanted=0)

    are = "is no member" if len(outside) == 1 else "are no members"
    return failed(
        f"{len(outside)} of {count(owners, 'owner')} {are}; "
        "the standard asks for owners who are members too",
        Remedy("add_members", choices=outside, pick=len(outside)),
        seen=len(outside),
        wanted=0,
    )


RULE = Rule(
    check, title="Owners are members too", remedy="add_members", reads=(Read.GROUPS, Read.MEMBERS)
)
