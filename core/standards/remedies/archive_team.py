"""A team that nobody uses is kept to be read, and written in no more."""

from collections.abc import Iterator

from core.facts import Gap
from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.reads import Read
from core.standards.remedies import ByHand, Facts, Kind, Wish

ALREADY = "the team is archived already"


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    """What is not known to be archived is looked at before it is written."""
    if not isinstance(facts.team.archived, Gap) and facts.team.archived:
        raise ByHand(ALREADY)
    yield Wish("", facts.team.name or facts.team.id, before=False, after=True)


KIND = Kind(
    wishes,
    thing=Thing.ARCHIVED,
    title="Archive {label}",
    done="{label} is archived",
    needs="TeamSettings.ReadWrite.All",
    reads=(Read.TEAMS,),
    inverse="the team is taken out of the archive",
    order=90,
)
