"""Where everybody is an owner nobody is, and each of them may delete the team."""

from core.standards.facts import Team, known
from core.standards.model import Remedy
from core.standards.params import Count
from core.standards.reads import Read
from core.standards.rules import Rule, Verdict, failed, passed
from core.words import count


def check(team: Team, *, at_most: Count = 5) -> Verdict:
    owners = known(team.owners)
    if len(owners) <= at_most:
        return passed(count(owners, "owner"), seen=len(owners), wanted=at_most)

    choices = tuple(owner.id for owner in owners)
    return failed(
        f"{count(owners, 'owner')}; the standard asks for at most {at_most}",
        Remedy("demote_owners", choices=choices, pick=len(owners) - at_most),
        seen=len(owners),
        wanted=at_most,
    )


RULE = Rule(check, title="Not too many owners", remedy="demote_owners", reads=(Read.GROUPS,))
