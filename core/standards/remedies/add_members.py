"""Somebody who has to be in the team, or owns it and is not in it."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.kit import roles
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import ByHand, Facts, Kind, Wish

LEFT = "{person} cannot sign in, or is a guest who owns the team"


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    """Who owns the group already becomes a member who owns it, else adding would take that away."""
    named = finding.remedy.choices if finding.remedy else ()
    owners = {each.id for each in known(facts.team.owners)}
    accounts = roles.found(named, facts)
    there = [each for each in accounts if each.enabled is not False]
    # A guest who owns the group is for people: nothing of ours makes a guest an owner.
    there = [each for each in there if each.id not in owners or each.is_guest is not True]
    if not there:
        raise ByHand(LEFT.format(person=roles.called(accounts[0].id, facts)))
    for each in there:
        owns = each.id in owners
        yield Wish(
            target=each.id,
            label=roles.called(each.id, facts),
            before=roles.NEITHER,
            after=roles.OWNER if owns else roles.MEMBER,
            needs=roles.OWNERS if owns else "",
            extra={"owned": True} if owns else {},
        )


KIND = Kind(
    wishes,
    thing=Thing.ROLE,
    title="Add {label} to the team",
    done="{label} is in the team now",
    needs=roles.MEMBERS,
    at_times=roles.OWNERS,
    reads=(Read.GROUPS, Read.USERS),
    inverse="they are taken out of the team again",
    order=12,
)
