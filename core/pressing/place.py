"""Where a press came from, as Teams signed it."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """The kinds of chats, as a Teams manifest calls them.

    A channel, a chat with one person, and a chat of several, which may be that of a meeting.
    """

    TEAM = "team"
    PERSONAL = "personal"
    GROUP = "groupChat"


@dataclass(frozen=True, slots=True)
class Place:
    """Who pressed or wrote, by Entra object id, and where: `channel_id` is None in a chat.

    In a chat of several everybody reads along: nothing there is for one person.
    """

    person_id: str
    channel_id: str | None
    of_several: bool = False

    @property
    def scope(self) -> Scope:
        """What kind of chat it is."""
        if self.channel_id is not None:
            return Scope.TEAM
        return Scope.GROUP if self.of_several else Scope.PERSONAL
