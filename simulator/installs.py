"""Where the app is installed: the Connector refuses every other place."""

import asyncio

from simulator.directory import Directory
from simulator.facts import Kind, Team
from simulator.places import Place, PlaceKind
from simulator.storage import Storage


class Installs:
    """Teams by their group id, people by their Entra id, chats by theirs; kept with the tenant.

    `channels` are the private and shared ones to which it was added after their team
    (learn.microsoft.com/microsoftteams/platform/build-apps-for-shared-private-channels).

    With whom the bot `began` a chat, because they are in a team that has the app, is not installed.
    `unheard` are people and teams for whom it was installed through Graph, of which the bot is
    still to be told.
    """

    def __init__(self, storage: Storage, directory: Directory) -> None:
        self._storage = storage
        self._directory = directory
        self.teams = set(storage.all("installed_team"))
        self.people = set(storage.all("installed_person"))
        self.channels = set(storage.all("installed_channel"))
        self.chats = set(storage.all("installed_chat"))
        self.began = set(storage.all("began_chat"))
        self.unheard: asyncio.Queue[str] = asyncio.Queue()

    def add_team(self, team: str) -> bool:
        """False when it was there already."""
        return self._add("installed_team", self.teams, team)

    def add_person(self, person: str) -> bool:
        return self._add("installed_person", self.people, person)

    def add_channel(self, channel: str) -> bool:
        return self._add("installed_channel", self.channels, channel)

    def add_chat(self, chat: str) -> bool:
        return self._add("installed_chat", self.chats, chat)

    def remove_team(self, team: Team) -> bool:
        """False when it was not there. It leaves the channels of the team, too."""
        for channel in team.channels:
            self.remove_channel(channel.id)
        return self._remove("installed_team", self.teams, team.id)

    def remove_channel(self, channel: str) -> bool:
        return self._remove("installed_channel", self.channels, channel)

    def begin(self, person: str) -> None:
        """The bot may write to them from now on, for as long as they are in such a team."""
        self._add("began_chat", self.began, person)

    def may_begin(self, person: str) -> bool:
        """Whether they are in a team that has the app, or have it themselves."""
        if person in self.people:
            return True
        rosters, there = self._directory.rosters, self._directory.teams
        return any(person in rosters[team].members for team in self.teams if team in there)

    def remove_person(self, person: str) -> bool:
        self._remove("began_chat", self.began, person)
        return self._remove("installed_person", self.people, person)

    def reach(self, place: Place) -> bool:
        """Whether the bot is in that conversation's roster."""
        if place.team is not None and place.channel is not None:
            own = place.channel.kind is not Kind.STANDARD
            return place.team.id in self.teams and (not own or place.id in self.channels)
        if place.kind is PlaceKind.GROUP_CHAT:
            return place.id in self.chats
        if place.kind is not PlaceKind.BOT_CHAT:
            return False
        person = place.people[0]
        return person in self.people or (person in self.began and self.may_begin(person))

    def _add(self, kind: str, there: set[str], id_: str) -> bool:
        if id_ in there:
            return False
        there.add(id_)
        self._storage.put(kind, id_, True)
        return True

    def _remove(self, kind: str, there: set[str], id_: str) -> bool:
        if id_ not in there:
            return False
        there.discard(id_)
        self._storage.drop(kind, id_)
        return True
