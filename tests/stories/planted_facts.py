"""The facts of a simulated tenant, as whoever works out what an audit has to find looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from simulator.facts import Channel, Kind, Person, Team, TenantFacts

Found = tuple[str, object]  # the outcome, and what was seen where that is a failure


PASSED, UNKNOWN, OUTSIDE = ("passed", None), ("unknown", None), ("not_applicable", None)


def fails(wrong: bool, seen: object) -> Found:
    return ("failed", seen) if wrong else PASSED


@dataclass
class View:
    """Look-ups over the facts, on a day.

    `archived_since` are the days on which an audit first saw teams archived; None where nobody
    remembers an earlier audit.
    """

    facts: TenantFacts
    today: date
    archived_since: Mapping[str, date] | None = None

    @cached_property
    def people(self) -> dict[str, Person]:
        return {each.id: each for each in (*self.facts.people, *self.facts.outsiders)}

    @cached_property
    def rules(self) -> dict[str, str]:
        """What the organisation set for groups; what it did not is missing."""
        return dict(self.facts.governance.rules or {})

    def owners(self, team: Team) -> list[Person]:
        return [self.people[id_] for id_ in team.owners]

    def members(self, team: Team) -> list[Person]:
        return [self.people[id_] for id_ in team.members]

    def guests(self, team: Team) -> list[Person]:
        return [each for each in self.members(team) if each.guest]

    def shown(self, team: Team) -> list[Channel]:
        """Graph does not list the private channels of an archived team."""
        hidden = Kind.PRIVATE if team.archived else None
        return [each for each in team.channels if each.kind is not hidden]

    def ago(self, days: int) -> str:
        """That day, as it is written."""
        return (self.today - timedelta(days=days)).isoformat()

    def setting(self, team: Team, of: str, name: str, usual: Any) -> Any:
        return team.settings.get(of, {}).get(name, usual)
