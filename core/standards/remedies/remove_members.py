"""Somebody less in the team."""

from collections.abc import Iterable

from core.facts import Gap
from core.standards.changes.model import Choice, Thing
from core.standards.kit import roles
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterable[Wish]:
    """Who owns the team goes only while an active owner stays. Raises Unknown."""
    if finding.remedy is None:
        return ()
    named, pick = finding.remedy.choices, finding.remedy.pick or len(finding.remedy.choices)
    choices = _who(named, pick, facts)
    owning = any(each.before == roles.OWNER for each in choices)
    return roles.wishes(choices, pick, roles.NEITHER, needs=roles.OWNERS if owning else "")


def _who(named: Iterable[str], pick: int, facts: Facts) -> list[Choice]:
    ordered = roles.goes_first(roles.found(named, facts))
    choices = [roles.choice(each.id, roles.role(each.id, facts.team), facts) for each in ordered]
    owning = [each.value for each in choices if each.before == roles.OWNER]
    if owning and not isinstance(facts.team.owners, Gap):
        going = roles.may_go(owning, min(pick, len(owning)), facts.team)
        choices = [each for each in choices if each.value not in owning or each.value in going]
    return choices


KIND = Kind(
    wishes,
    thing=Thing.ROLE,
    title="Take {label} out of the team",
    done="{label} is not in the team any more",
    needs=roles.MEMBERS,
    at_times=roles.OWNERS,
    reads=(Read.GROUPS, Read.USERS),
    inverse="they are in the team again, as what they were",
    order=65,
)
