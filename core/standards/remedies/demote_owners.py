"""An owner less: they stay in the team as a member."""

from collections.abc import Iterable

from core.facts import Gap
from core.standards.changes.model import Thing
from core.standards.kit import roles
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import ByHand, Facts, Kind, Wish

OUTSIDE = "who owns a team and is not among its members cannot be made one by this"


def wishes(finding: Finding, facts: Facts) -> Iterable[Wish]:
    """Never so many that no active owner stays, whatever is chosen."""
    if finding.remedy is None:
        return ()
    members = facts.team.members
    inside = None if isinstance(members, Gap) else {each.id for each in members}
    listed = [each for each in finding.remedy.choices if inside is None or each in inside]
    if not listed:
        raise ByHand(OUTSIDE)
    pick = finding.remedy.pick or len(listed)
    going = roles.may_go(listed, pick, facts.team)
    ordered = roles.goes_first(roles.found(going, facts))
    choices = [roles.choice(each.id, roles.OWNER, facts) for each in ordered]
    return roles.wishes(choices, pick, roles.MEMBER)


KIND = Kind(
    wishes,
    thing=Thing.ROLE,
    title="Make {label} a member who is no owner",
    done="{label} is no owner any more",
    needs=roles.OWNERS,
    reads=(Read.MEMBERS, Read.USERS),
    inverse="they own the team again",
    order=60,
)
