"""The team's own switch that lets guests in or keeps them out."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    own = known(facts.team.guests_allowed)
    yield Wish("", facts.team.name or facts.team.id, before=own, after=bool(finding.wanted))


KIND = Kind(
    wishes,
    thing=Thing.GUEST_ACCESS,
    title="Set whether guests can be added to {label}",
    done="Whether guests can be added to {label} is set",
    needs="GroupSettings.ReadWrite.All",
    inverse="the switch is as before; where there was none it is taken away",
    order=30,
)
