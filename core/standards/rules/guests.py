"""Guests see everything in a team, so a team has them only where that is meant."""

from core.office.written import Switch
from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, allowed: Switch = False, at_most: Count = 0) -> Verdict:
    """A number limits them either way; allowed without a number means any number of them."""
    guests = holding(known(team.members), lambda member: member.guest)
    any_number = allowed and not at_most
    if any_number or not guests.more_than(at_most):
        most, wanted = guests.most, None if any_number else at_most
        told = f"{most.sign}{count(most.number, 'guest')}"
        return passed(told, seen=most.seen, wanted=wanted)

    least, asked = guests.least, f"at most {at_most}" if at_most else "none"
    choices = tuple(member.id for member in guests.sure)
    return failed(
        f"{least.sign}{count(least.number, 'guest')}; the standard allows {asked}",
        Remedy("remove_members", choices=choices, pick=len(choices) - at_most),
        seen=least.seen,
        wanted=at_most,
    )


RULE = Rule(
    check,
    title="Guests only where they are meant",
    remedy="remove_members",
    reads=(Read.MEMBERS, Read.USERS),
)
