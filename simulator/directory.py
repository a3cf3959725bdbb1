"""Who and what is in the tenant now: facts that membership changes have moved on from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain

from simulator.channels import Channels, Roster
from simulator.choose import team_of
from simulator.facts import Channel, Kind, Person, Team, TenantFacts, mri
from simulator.storage import Storage


class Directory:
    """Look-ups by every id that Microsoft's services use for the same person, team or channel."""

    def __init__(self, facts: TenantFacts, storage: Storage) -> None:
        self.facts = facts
        self._storage = storage
        everybody = (*facts.people, *facts.outsiders)
        self.people = {person.id: person for person in everybody}
        written = {id_: team_of(values) for id_, values in storage.all("team").items()}
        everything = [written.get(team.id, team) for team in facts.teams]
        deleted: dict[str, str] = storage.all("team_deleted")
        self.teams = {team.id: team for team in everything if team.id not in deleted}
        self.gone = {team.id: (team, deleted[team.id]) for team in everything if team.id in deleted}
        self._by_upn = {person.upn.lower(): person for person in everybody}
        self._by_mri = {mri(person.id): person for person in everybody}
        self._channels = {c.id: (team.id, c) for team in everything for c in team.channels}
        self.channels = Channels(everything, storage)
        self.rosters = {team.id: Roster(team.owners, team.members) for team in facts.teams}
        self._restore()
        self._teams_of: dict[str, set[str]] = defaultdict(set)
        for team_id, roster in self.rosters.items():
            for member in roster.members:
                self._teams_of[member].add(team_id)

    def person(self, key: str) -> Person | None:
        """By Entra id, user principal name or Teams id (`29:…`)."""
        return self.people.get(key) or self._by_upn.get(key.lower()) or self._by_mri.get(key)

    def team(self, key: str) -> Team | None:
        """By the group's id or the thread id of General."""
        if key in self.teams:
            return self.teams[key]
        team, channel = self.any_channel(key) or (None, None)
        return team if team and channel and channel.id == team.general else None

    def channel(self, conversation: str) -> tuple[Team, Channel] | None:
        """None for one that was deleted, too."""
        return None if conversation in self.channels.deleted else self.any_channel(conversation)

    def any_channel(self, conversation: str) -> tuple[Team, Channel] | None:
        """None where its whole team was deleted."""
        id_, channel = self._channels.get(conversation, ("", None))
        team = self.teams.get(id_)
        return None if team is None or channel is None else (team, channel)

    def channels_of(self, team: Team) -> list[Channel]:
        """Those that are there now, General first."""
        return [each for each in team.channels if each.id not in self.channels.deleted]

    def members(self, team: Team, channel: Channel) -> list[Person]:
        """A private or shared channel has its own people; a standard one has the team's.

        A shared one also has those of the teams with which it is shared.
        """
        return self._people(self._ids(team, channel))

    def direct_members(self, team: Team, channel: Channel) -> list[Person]:
        """Without whom a team brings with it."""
        if channel.kind is Kind.STANDARD:
            return self.members(team, channel)
        return self._people(self.channels.rosters[channel.id].members)

    def owners(self, team: Team, channel: Channel) -> set[str]:
        if channel.kind is Kind.STANDARD:
            return set(self.rosters[team.id].owners)
        return set(self.channels.rosters[channel.id].owners)

    def belongs(self, person: str, conversation: str) -> bool:
        """Whether the person sees that channel; False for what is no channel."""
        found = self.channel(conversation)
        if found is None:
            return False
        team, channel = found
        if channel.kind is Kind.STANDARD:
            return team.id in self._teams_of[person]
        return person in self._ids(team, channel)

    def teams_of(self, person: str) -> list[Team]:
        """Those the person is a member of, and those of which they see a channel, by name."""
        guest_of = {
            id_
            for id_, channel in self._channels.values()
            if channel.kind is not Kind.STANDARD and self.belongs(person, channel.id)
        }
        there = (self._teams_of[person] | guest_of) & self.teams.keys()
        found = [self.teams[id_] for id_ in there]
        return sorted(found, key=lambda team: team.name.lower())

    def _ids(self, team: Team, channel: Channel) -> list[str]:
        if channel.kind is Kind.STANDARD:
            return self.rosters[team.id].members
        brought = (self.rosters[id_].members for id_ in self.channels.shared_with(channel.id))
        return [*dict.fromkeys(chain(self.channels.rosters[channel.id].members, *brought))]

    def _people(self, ids: Iterable[str]) -> list[Person]:
        return [self.people[id_] for id_ in ids if id_ in self.people]

    def put(self, team: Team) -> None:
        """A team is another than before, or has other channels; kept with the tenant."""
        self.teams[team.id] = team
        for channel in team.channels:
            self._channels[channel.id] = (team.id, channel)
            if channel.kind is not Kind.STANDARD and channel.id not in self.channels.rosters:
                self.channels.begin(channel)
        self._storage.put("team", team.id, asdict(team))

    def show(self, id_: str, team: Team | None, gone: tuple[Team, str] | None) -> None:
        """As if it were another, or not there: kept nowhere."""
        if team is None:
            self.teams.pop(id_, None)
        else:
            self.teams[id_] = team
        if gone is None:
            self.gone.pop(id_, None)
        else:
            self.gone[id_] = gone
        for channel in team.channels if team else ():
            self._channels[channel.id] = (id_, channel)

    def delete(self, team: Team, at: str) -> None:
        """With its group; its people and channels come back with it."""
        self.gone[team.id] = (self.teams.pop(team.id), at)
        self._storage.put("team_deleted", team.id, at)

    def restore(self, id_: str) -> Team:
        """Raises KeyError for what was not deleted."""
        team, _ = self.gone.pop(id_)
        self.teams[id_] = team
        self._storage.drop("team_deleted", id_)
        return team

    def change_members(
        self,
        team: Team,
        add: Iterable[str],
        remove: Iterable[str],
        own: Iterable[str] = (),
        disown: Iterable[str] = (),
    ) -> None:
        """Adding somebody who is there, or removing somebody who is not, changes nothing.

        Those who are to `own` it are members already, or are added too.
        """
        roster = self.rosters[team.id]
        roster.change(add, remove, own, disown)
        for person in remove:
            self._teams_of[person].discard(team.id)
        for person in add:
            self._teams_of[person].add(team.id)
        self._storage.put("roster", team.id, [roster.owners, roster.members])

    def _restore(self) -> None:
        for team_id, (owners, members) in self._storage.all("roster").items():
            if team_id in self.rosters:
                self.rosters[team_id] = Roster(owners, members)
