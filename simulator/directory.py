"""Who and what is in the tenant now: facts that membership changes have moved on from."""

from collections import defaultdict
from collections.abc import Iterable

from simulator.facts import Channel, Kind, Person, Team, TenantFacts, mri
from simulator.storage import Storage


class Roster:
    """A team's people in the order they joined; owners are members too."""

    __slots__ = ("members", "owners")

    def __init__(self, owners: Iterable[str], members: Iterable[str]) -> None:
        self.owners = list(dict.fromkeys(owners))
        self.members = list(dict.fromkeys((*self.owners, *members)))


class Directory:
    """Look-ups by every id that Microsoft's services use for the same person, team or channel."""

    def __init__(self, facts: TenantFacts, storage: Storage) -> None:
        self.facts = facts
        self._storage = storage
        self.people = {person.id: person for person in facts.people}
        self.teams = {team.id: team for team in facts.teams}
        self._by_upn = {person.upn.lower(): person for person in facts.people}
        self._by_mri = {mri(person.id): person for person in facts.people}
        self._channels = {c.id: (team, c) for team in facts.teams for c in team.channels}
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
        team, channel = self._channels.get(key, (None, None))
        return team if team and channel and channel.id == team.general else None

    def channel(self, conversation: str) -> tuple[Team, Channel] | None:
        return self._channels.get(conversation)

    def members(self, team: Team, channel: Channel) -> list[Person]:
        """A private or shared channel has its own people; a standard one has the team's."""
        if channel.kind is Kind.STANDARD:
            ids = self.rosters[team.id].members
        else:
            ids = list(dict.fromkeys((*channel.owners, *channel.members)))
        return [self.people[id_] for id_ in ids if id_ in self.people]

    def owners(self, team: Team, channel: Channel) -> set[str]:
        if channel.kind is Kind.STANDARD:
            return set(self.rosters[team.id].owners)
        return set(channel.owners)

    def belongs(self, person: str, conversation: str) -> bool:
        """Whether the person sees that channel; False for what is no channel."""
        found = self._channels.get(conversation)
        if found is None:
            return False
        team, channel = found
        if channel.kind is Kind.STANDARD:
            return team.id in self._teams_of[person]
        return person in channel.members or person in channel.owners

    def teams_of(self, person: str) -> list[Team]:
        """Those the person is a member of, and those that share a channel with them, by name."""
        guest_of = {
            team.id
            for team, channel in self._channels.values()
            if channel.kind is not Kind.STANDARD
            and (person in channel.members or person in channel.owners)
        }
        found = [self.teams[id_] for id_ in self._teams_of[person] | guest_of]
        return sorted(found, key=lambda team: team.name.lower())

    def change_members(
        self, team: Team, add: Iterable[str], remove: Iterable[str], own: Iterable[str] = ()
    ) -> None:
        """Adding somebody who is there, or removing somebody who is not, changes nothing.

        Those who are to `own` it are members already, or are added too.
        """
        roster = self.rosters[team.id]
        for person in remove:
            roster.members[:] = [id_ for id_ in roster.members if id_ != person]
            roster.owners[:] = [id_ for id_ in roster.owners if id_ != person]
            self._teams_of[person].discard(team.id)
        for person in add:
            if person not in roster.members:
                roster.members.append(person)
            self._teams_of[person].add(team.id)
        roster.owners[:] = dict.fromkeys((*roster.owners, *own))
        self._storage.put("roster", team.id, [roster.owners, roster.members])

    def _restore(self) -> None:
        for team_id, (owners, members) in self._storage.all("roster").items():
            if team_id in self.rosters:
                self.rosters[team_id] = Roster(owners, members)
