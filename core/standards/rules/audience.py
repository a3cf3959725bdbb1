"""A team of one department that is full of others is read by people it was not written for."""

from core.standards.facts import Account, Team, known
from core.standards.params import Share, WordList
from core.standards.reads import Read
from core.standards.rules import BY_HAND, Rule, Verdict, failed, passed
from core.words import count, folded, listed
from core.words import share as percent


def check(team: Team, *, departments: WordList, share: Share) -> Verdict:
    """Guests, and people who have no department, are from outside."""
    members = known(team.members)
    inside = {folded(department) for department in departments}
    outside = sum(not _belongs(member, inside) for member in members)
    part = outside / len(members) if members else 0.0
    told = f"{outside} of {count(members, 'member')} from outside {listed(list(departments))}"
    if part <= share:
        return passed(told, seen=round(part, 2), wanted=share)

    asked = f"the standard allows {percent(round(100 * share))} of them"
    return failed(f"{told}; {asked}", BY_HAND, seen=round(part, 2), wanted=share)


def _belongs(member: Account, departments: set[str]) -> bool:
    return not member.guest and folded(known(member.department)) in departments


RULE = Rule(
    check,
    title="Read by the people it is for",
    reads=(Read.MEMBERS, Read.USERS),
)
