"""An archive that nobody has missed: Microsoft keeps it for thirty days more, and no longer."""

from collections.abc import Iterator

from core.standards.changes.model import Thing
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    yield Wish("", facts.team.name or facts.team.id, before=False, after=True)


KIND = Kind(
    wishes,
    thing=Thing.DELETED,
    title="Delete {label}",
    done="{label} is deleted",
    needs="Group.ReadWrite.All",
    inverse="the team is restored, within thirty days; after that it is gone",
    order=95,
    alone=True,
)
