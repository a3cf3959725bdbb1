"""An owner lets people in and sees everything, and a guest does so for another company."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    guests = tuple(owner.id for owner in owners if owner.guest)
    if not guests:
        return passed("no guest is an owner", seen=0, wanted=0)

    are = "is a guest" if len(guests) == 1 else "are guests"
    return failed(
        f"{len(guests)} of {count(owners, 'owner')} {are}; "
        "the standard asks for owners of the organisation itself",
        Remedy("demote_owners", choices=guests, pick=len(guests)),
        seen=len(guests),
        wanted=0,
    )


RULE = Rule(check, title="Owners are not guests", reads=(Read.GROUPS, Read.USERS))
