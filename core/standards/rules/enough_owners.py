"""A team must survive one owner leaving, so it needs owners who can still sign in."""

from core.facts import Gap
from core.standards.facts import Team, known
from core.standards.kit.as_far import holding
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, at_least: Count = 2) -> Verdict:
    active = holding(known(team.owners), lambda owner: owner.can_sign_in)
    if active.more_than(at_least - 1):
        least = active.least
        told = f"{least.sign}{count(least.number, 'active owner')}"
        return passed(told, seen=least.seen, wanted=at_least)

    most = active.most
    return failed(
        f"{most.sign}{count(most.number, 'active owner')}; the standard asks for {at_least}",
        Remedy("add_owners", choices=_candidates(team), pick=at_least - most.number),
        seen=most.seen,
        wanted=at_least,
    )


def _candidates(team: Team) -> tuple[str, ...]:
    """Who could own it too, as far as it is known."""
    if isinstance(team.members, Gap):
        return ()
    own = {owner.id for owner in known(team.owners)}
    others = [member for member in team.members if member.id not in own]
    could = holding(others, lambda member: member.can_sign_in and not member.guest)
    return tuple(member.id for member in could.sure)


RULE = Rule(
    check,
    title="Enough active owners",
    remedy="add_owners",
    reads=(Read.GROUPS, Read.MEMBERS, Read.USERS),
)
