"""A team that expires is deleted with all that is in it, unless an owner is there to renew it."""

from core.days import day
from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed


def check(team: Team, *, days: Count = 30) -> Verdict:
    expires_at = known(team.expires_at)
    if expires_at is None:
        return passed("the team never expires", wanted=days)
    on = expires_at.date()
    expires = f"{'expires' if on >= team.today else 'expired'} on {day(on, team.today)}"
    if (on - team.today).days > days:
        return passed(expires, seen=on.isoformat(), wanted=days)
    if _can_be_renewed(team):
        return passed(f"{expires}, and an owner can renew it", seen=on.isoformat(), wanted=days)

    return failed(
        f"{expires}, and no owner can sign in to renew it; the standard asks for one who can",
        Remedy("renew"),
        seen=on.isoformat(),
        wanted=days,
    )


def _can_be_renewed(team: Team) -> bool:
    """Raises Unknown where only somebody of whom we do not know could."""
    owners = known(team.owners)
    return any(owner.enabled is True for owner in owners) or any(
        owner.can_sign_in for owner in owners
    )


RULE = Rule(check, title="Does not expire unseen", remedy="renew", reads=(Read.GROUPS, Read.USERS))
