"""What is needed to know who is where and who may what, as small Protocols."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from core.facts import Gap
from core.people.model import PersonClock
from core.people.moved import Moved
from core.people.roles import Part, Role
from core.people.rosters import Channel, Member, Roster

Tell = Callable[[Sequence[Moved]], Mapping[str, object]]  # the message about names that moved


class Directory(Protocol):
    """People, teams and channels, as Microsoft Graph knows them."""

    async def rosters(self, team_ids: Sequence[str], own: Sequence[str]) -> list[Roster]:
        """Read teams with their channels; of private and shared channels those in `own`.

        What cannot be read is a gap in its place; one failing team spoils no other.
        """

    async def people(self, called: Sequence[str]) -> dict[str, Member | Gap]:
        """Look people up by Entra object id or user principal name."""


class Rosters(Protocol):
    """Who is where; what each does is said in store/people/rosters.py."""

    async def to_read(self, older: timedelta) -> list[str]: ...

    async def asked(self, team_ids: Sequence[str]) -> None: ...

    async def own_channels(self, team_ids: Sequence[str]) -> list[str]: ...

    async def save(self, roster: Roster) -> None: ...

    async def told(self, team_id: str, channel: Channel) -> None: ...

    async def joined(self, team_id: str, people: Sequence[str]) -> None: ...

    async def left(self, team_id: str, people: Sequence[str]) -> None: ...

    async def forget(self, team_id: str) -> None: ...


class Names(Protocol):
    """Whom the office file means by each name; what each does is said in store/people/names.py."""

    async def unresolved(self) -> list[str]: ...

    async def aged(self) -> list[str]: ...

    async def resolve(
        self, found: Mapping[str, Member | Gap], tell: Tell | None = None
    ) -> Sequence[Moved]: ...


class Parts(Protocol):
    """Who somebody is; what each does is said in store/people/parts.py."""

    async def of(self, kind: str, id_: str, person_id: str, here: str = "") -> Part | None: ...

    async def at(
        self, channel_id: str | None, team_id: str | None, person_id: str, here: str = ""
    ) -> Part: ...

    async def who(self, kind: str, id_: str, roles: Collection[Role]) -> Sequence[str]: ...

    async def is_staff(self, person_id: str) -> bool: ...


class Absences(Protocol):
    """Who is to be left alone; what it does is said in store/people/absences.py."""

    async def away(self, person_id: str, name: str, until: date | None) -> date | None: ...

    async def until(self, person_id: str) -> date | None: ...


class Clocks(Protocol):
    """By whose clock somebody lives; what each does is said in store/people/clocks.py."""

    async def told(self, person_id: str, time_zone: str, locale: str) -> bool: ...

    def note(self, person_id: str, time_zone: str, locale: str) -> None: ...

    async def keep(self) -> bool: ...

    async def of(self, person_id: str) -> PersonClock: ...


@dataclass(frozen=True, slots=True)
class PeoplePorts:
    """All that is known of people."""

    directory: Directory
    rosters: Rosters
    names: Names
    parts: Parts
    absences: Absences
    clocks: Clocks
