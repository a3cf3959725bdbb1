"""A new name, which somebody has to think of: its channel addresses and links stay."""

from collections.abc import Iterator

from core.standards.changes.model import Picks, Thing
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    team = facts.team
    yield Wish("", team.name or team.id, before=team.called, after=None, picks=Picks.TEXT)


KIND = Kind(
    wishes,
    thing=Thing.NAME,
    title="Give {label} another name",
    done="{label} has another name now",
    needs="TeamSettings.ReadWrite.All",
    inverse="the team gets its former name",
    order=30,
)
