"""Where a press came from, as Teams signed it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """The two kinds of chats, as a Teams manifest calls them: in a channel, or with one person."""

    TEAM = "team"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Place:
    """Who pressed or wrote, by Entra object id, and where: `channel_id` is None in a chat."""

    person_id: str
    channel_id: str | None

    @property
    def scope(self) -> Scope:
        """What kind of chat it is."""
        return Scope.PERSONAL if self.channel_id is None else Scope.TEAM
