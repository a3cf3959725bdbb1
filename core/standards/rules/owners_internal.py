"""An owner lets people in and sees everything, and a guest does so for another company."""

from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team) -> Verdict:
    owners = known(team.owners)
    guests = holding(owners, lambda owner: owner.guest)
    if not guests.more_than(0):
        return passed("no guest is an owner", seen=0, wanted=0)

    choices = tuple(owner.id for owner in guests.sure)
    are = "is a guest" if len(guests.sure) == 1 else "are guests"
    return failed(
        f"{guests.least} of {count(owners, 'owner')} {are}; "
        "the standard asks for owners of the organisation itself",
        Remedy("demote_owners", choices=choices, pick=len(choices)),
        seen=guests.least.seen,
        wanted=0,
    )


RULE = Rule(
    check, title="Owners are not guests", remedy="demote_owners", reads=(Read.GROUPS, Read.USERS)
)
