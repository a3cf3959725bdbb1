"""Guests see everything in a team, so a team has them only where that is meant."""

from core.office.written import Switch
from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, allowed: Switch = False, at_most: Count = 0) -> Verdict:
    """A number limits them either way; allowed without a number means any number of them."""
    guests = tuple(member.id for member in known(team.members) if member.guest)
    if len(guests) <= at_most or (allowed and not at_most):
        wanted = None if allowed and not at_most else at_most
        return passed(count(guests, "guest"), seen=len(guests), wanted=wanted)

    asked = f"at most {at_most}" if at_most else "none"
    return failed(
        f"{count(guests, 'guest')}; the standard allows {asked}",
        Remedy("remove_members", choices=guests, pick=len(guests) - at_most),
        seen=len(guests),
        wanted=at_most,
    )


RULE = Rule(check, title="Guests only where they are meant", reads=(Read.MEMBERS, Read.USERS))
