"""Channels and teams as they are now: who is in private and shared ones, what is gone or shut."""

from collections.abc import Iterable, Sequence

from simulator.facts import Channel, Kind, Team
from simulator.storage import Storage


class Roster:
    """The people of a team or channel in the order they joined.

    Owners are members too, but for those whom only Entra made owners.
    """

    __slots__ = ("members", "owners")

    def __init__(self, owners: Iterable[str], members: Iterable[str]) -> None:
        self.owners = list(dict.fromkeys(owners))
        self.members = list(dict.fromkeys(members))

    def change(
        self,
        add: Iterable[str],
        remove: Iterable[str],
        own: Iterable[str] = (),
        disown: Iterable[str] = (),
    ) -> None:
        """Adding somebody who is there, or removing somebody who is not, changes nothing."""
        gone = set(remove)
        kept = [id_ for id_ in self.owners if id_ not in gone | set(disown)]
        self.members[:] = [id_ for id_ in self.members if id_ not in gone]
        self.owners[:] = dict.fromkeys((*kept, *own))
        self.members[:] = dict.fromkeys((*self.members, *add))


class Channels:
    """`rosters` are of private and shared channels; all of it is kept with the tenant."""

    def __init__(self, teams: Sequence[Team], storage: Storage) -> None:
        self._storage = storage
        own = [c for team in teams for c in team.channels if c.kind is not Kind.STANDARD]
        self.rosters = {each.id: Roster(each.owners, each.members) for each in own}
        for id_, (owners, members) in storage.all("channel_roster").items():
            if id_ in self.rosters:
                self.rosters[id_] = Roster(owners, members)
        self._shared: dict[str, list[str]] = dict(storage.all("channel_shared"))
        self.deleted = set(storage.all("channel_deleted"))
        archived = {team.id: team.archived for team in teams}
        archived |= storage.all("team_archived")
        self.archived = {id_ for id_, yes in archived.items() if yes}

    def begin(self, channel: Channel) -> None:
        """A private or shared one that was just made, with its first people."""
        self.rosters[channel.id] = Roster(channel.owners, channel.members)

    def change_members(
        self,
        channel: str,
        add: Iterable[str],
        remove: Iterable[str],
        own: Iterable[str] = (),
        disown: Iterable[str] = (),
    ) -> None:
        roster = self.rosters[channel]
        roster.change(add, remove, own, disown)
        self._storage.put("channel_roster", channel, [roster.owners, roster.members])

    def shared_with(self, channel: str) -> list[str]:
        """The teams, besides its own, whose people are in a shared channel."""
        return self._shared.get(channel, [])

    def share(self, channel: str, team: str, *, shared: bool) -> None:
        rest = [each for each in self.shared_with(channel) if each != team]
        self._shared[channel] = [*rest, team] if shared else rest
        self._storage.put("channel_shared", channel, self._shared[channel])

    def delete(self, channel: str, *, deleted: bool) -> None:
        """A channel that was deleted can be restored for a month; nothing in it is lost."""
        if deleted:
            self.deleted.add(channel)
            self._storage.put("channel_deleted", channel, True)
        else:
            self.deleted.discard(channel)
            self._storage.drop("channel_deleted", channel)

    def archive(self, team: str, *, archived: bool) -> None:
        self.archived = self.archived - {team} | ({team} if archived else set())
        self._storage.put("team_archived", team, archived)
