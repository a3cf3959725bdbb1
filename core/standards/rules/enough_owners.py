"""A team must survive one owner leaving, so it needs owners who can still sign in."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, at_least: Count = 2) -> Verdict:
    owners = known(team.owners)
    active = [owner for owner in owners if owner.can_sign_in]
    if len(active) >= at_least:
        return passed(count(active, "active owner"), seen=len(active), wanted=at_least)

    own = {owner.id for owner in owners}
    others = (member for member in known(team.members) if member.id not in own)
    candidates = tuple(each.id for each in others if each.can_sign_in and not each.guest)
    return failed(
        f"{count(active, 'active owner')}; the standard asks for {at_least}",
        Remedy("add_owners", choices=candidates, pick=at_least - len(active)),
        seen=len(active),
        wanted=at_least,
    )


RULE = Rule(
    check,
    title="Enough active owners",
    reads=(Read.GROUPS, Read.MEMBERS, Read.USERS),
)
