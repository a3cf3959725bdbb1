"""A description, which somebody who knows the team has to write."""

from collections.abc import Iterator

from core.standards.changes.model import Picks, Thing
from core.standards.facts import known
from core.standards.model import Finding
from core.standards.remedies import Facts, Kind, Wish


def wishes(_: Finding, facts: Facts) -> Iterator[Wish]:
    team, before = facts.team, known(facts.team.description)
    yield Wish("", team.name or team.id, before=before, after=None, picks=Picks.TEXT)


KIND = Kind(
    wishes,
    thing=Thing.DESCRIPTION,
    title="Describe {label}",
    done="{label} is described",
    needs="TeamSettings.ReadWrite.All",
    inverse="the former description is written again",
    order=30,
)
