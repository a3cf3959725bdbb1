"""An owner more: somebody who is in the team, or whom the standard names."""

from collections.abc import Iterable

from core.standards.changes.model import Thing
from core.standards.kit import roles
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterable[Wish]:
    """Nobody becomes an owner who is a guest, cannot sign in, or of whom that is not known."""
    if finding.remedy is None:
        return ()
    able = roles.could_own(roles.found(finding.remedy.choices, facts))
    likely = roles.likeliest(able, facts.team)
    choices = [roles.choice(each.id, roles.role(each.id, facts.team), facts) for each in likely]
    return roles.wishes(choices, finding.remedy.pick or 1, roles.OWNER)


KIND = Kind(
    wishes,
    thing=Thing.ROLE,
    title="Make {label} an owner",
    done="{label} is an owner now",
    needs=roles.OWNERS,
    reads=(Read.MEMBERS, Read.USERS),
    inverse="they are what they were before: a member, or not in the team",
    order=10,
)
