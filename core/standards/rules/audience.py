"""A team of one department that is full of others is read by people it was not written for."""

from collections.abc import Sequence
from math import floor

from core.facts import Gap
from core.standards.facts import Account, Team, known
from core.standards.kit.as_far import Number, holding
from core.standards.params import Share, WordList
from core.standards.reads import Read
from core.standards.rules import BY_HAND, Rule, Verdict, failed, passed
from core.words import count, folded, listed
from core.words import share as percent


def check(team: Team, *, departments: WordList, share: Share) -> Verdict:
    """Guests, and people who have no department, are from outside."""
    members = known(team.members)
    inside = {folded(department) for department in departments}
    outside = holding(members, lambda member: not _belongs(member, inside))
    asked = f"the standard allows {percent(round(100 * share))} of them"
    # And a hair: 0.29 * 100 is a little less than 29.
    if outside.more_than(floor(share * len(members) + 1e-9)):
        says = f"{_told(outside.least, members, departments)}; {asked}"
        return failed(says, BY_HAND, seen=_part(outside.least, members), wanted=share)

    told = _told(outside.most, members, departments)
    return passed(told, seen=_part(outside.most, members), wanted=share)


def _told(outside: Number, members: Sequence[Account], departments: WordList) -> str:
    of = count(members, "member")
    return f"{outside} of {of} from outside {listed(list(departments))}"


def _part(outside: Number, members: Sequence[Account]) -> float | str:
    part = round(outside.number / len(members), 2) if members else 0.0
    return f"{outside.sign}{part}" if outside.sign else part


def _belongs(member: Account, departments: set[str]) -> bool:
    """Raises Unknown, but not of who is from outside by what is known of them."""
    of_ours = isinstance(member.department, Gap) or folded(member.department) in departments
    if not of_ours or member.is_guest is True:
        return False
    return not member.guest and folded(known(member.department)) in departments


RULE = Rule(
    check,
    title="Read by the people it is for",
    reads=(Read.MEMBERS, Read.USERS),
)
