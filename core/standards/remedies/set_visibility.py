"""Who can find a team and join it."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.facts import Visibility, known
from core.standards.model import Finding
from core.standards.remedies import ByHand, Facts, Kind, Wish

HIDDEN = "whether members are hidden is set when a group is made, and never again"


def wishes(finding: Finding, facts: Facts) -> Iterator[Wish]:
    """Hidden membership cannot be switched (learn.microsoft.com/graph/api/resources/group)."""
    found, wanted = known(facts.team.visibility), Visibility(str(finding.wanted))
    if Visibility.HIDDEN in (found, wanted):
        raise ByHand(HIDDEN)
    yield Wish("", facts.team.name or facts.team.id, before=found.value, after=wanted.value)


KIND = Kind(
    wishes,
    thing=Thing.VISIBILITY,
    title="Change who can find and join {label}",
    done="Who can find and join {label} is changed",
    needs="TeamSettings.ReadWrite.All",
    inverse="it is as visible as before; who joined meanwhile stays",
    order=30,
)
