"""What a conversation id means: a channel, a chat with the bot, of several, or of two people."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from simulator.directory import Directory
from simulator.facts import Channel, Person, Team

PAIR = "@unq.gbl.spaces"


class PlaceKind(StrEnum):
    """Bot Framework's conversationType knows the first three; the fourth has no bot in it."""

    CHANNEL = "channel"
    BOT_CHAT = "personal"
    GROUP_CHAT = "groupChat"
    PEOPLE_CHAT = "people"


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is without `;messageid=`; `people` are the chat's persons, empty for a channel."""

    id: str
    kind: PlaceKind
    team: Team | None = None
    channel: Channel | None = None
    people: tuple[str, ...] = ()


class Places:
    """Finds places; chats exist as soon as somebody names them."""

    def __init__(self, directory: Directory, app_id: str) -> None:
        self._directory = directory
        self._app_id = app_id
        self._chats = {self.bot_chat(id_): id_ for id_ in directory.people}
        self._groups = {chat.id: chat for chat in directory.facts.chats}

    def bot_chat(self, person: str) -> str:
        """The id of the person's chat with the bot, always the same."""
        return "a:1" + hashlib.sha256(f"{self._app_id}/{person}".encode()).hexdigest()

    def find(self, conversation: str) -> Place | None:
        """With or without `;messageid=…`; None for an id that means nothing here."""
        id_ = base(conversation)
        found = self._directory.channel(id_)
        if found is not None:
            return self.channel(*found)
        if id_ in self._chats:
            return Place(id_, PlaceKind.BOT_CHAT, people=(self._chats[id_],))
        if chat := self._groups.get(id_):
            return Place(id_, PlaceKind.GROUP_CHAT, people=chat.members)

        pair = tuple(id_.removeprefix("19:").removesuffix(PAIR).split("_"))
        if len(pair) == 2 and all(one in self._directory.people for one in pair):
            return Place(id_, PlaceKind.PEOPLE_CHAT, people=pair)
        return None

    def channel(self, team: Team, channel: Channel) -> Place:
        """Also one that was deleted."""
        return Place(channel.id, PlaceKind.CHANNEL, team, channel)

    def members(self, place: Place) -> list[Person]:
        if place.team is not None and place.channel is not None:
            return self._directory.members(place.team, place.channel)
        return [self._directory.people[id_] for id_ in place.people]

    def belongs(self, person: str, conversation: str) -> bool:
        place = self.find(conversation)
        if place is None:
            return False
        return person in place.people or self._directory.belongs(person, place.id)


def base(conversation: str) -> str:
    """The conversation without the thread in it."""
    return conversation.partition(";")[0]


def thread(conversation: str) -> str | None:
    """The root message's id out of `…;messageid=ROOT`."""
    return conversation.partition(";messageid=")[2] or None


def people_chat(one: str, other: str) -> str:
    return f"19:{'_'.join(sorted((one, other)))}{PAIR}"
