"""Private and shared channels, and teams as a whole: what is done to them, and what is told."""

from simulator import activities, look_up
from simulator.activities import At
from simulator.courier import Courier
from simulator.facts import Kind, mri
from simulator.mistakes import Mistake
from simulator.world import World


class Reshaping:
    """The bot hears of it where Microsoft's pages say that it does; doing it twice is told once.

    Channels are named by their ids, teams and people as everywhere.
    """

    def __init__(self, world: World, courier: Courier) -> None:
        self._world = world
        self._courier = courier

    async def add_app(self, channel: str) -> None:
        """Somebody adds the app to a private or shared channel, after their team has it."""
        at = self._own(channel)
        if at[0].id not in self._world.installs.teams:
            raise Mistake("Add the app to the team before its channels.")
        if self._world.installs.add_channel(at[1].id):
            await self._members_changed(at, [self._world.bot_id], [])

    async def remove_app(self, channel: str) -> None:
        """It stays in the team."""
        at = self._own(channel)
        if self._world.installs.remove_channel(at[1].id):
            await self._members_changed(at, [], [self._world.bot_id])

    async def change_members(self, channel: str, add: list[str], remove: list[str]) -> None:
        """People come into the channel itself, or leave it."""
        at = self._own(channel)
        joined = [look_up.person(self._world, key).id for key in add]
        left = [look_up.person(self._world, key).id for key in remove]
        self._world.directory.channels.change_members(at[1].id, joined, left)
        for added, removed in ((joined, []), ([], left)):
            if (added or removed) and self._heard(at):
                await self._members_changed(at, [*map(mri, added)], [*map(mri, removed)])

    async def share(self, channel: str, team: str, *, shared: bool = True) -> None:
        """A shared channel is shared with all of another team, or no longer."""
        at = self._own(channel, Kind.SHARED)
        other = look_up.team(self._world, team)
        self._world.directory.channels.share(at[1].id, other.id, shared=shared)
        told = activities.team_info(other) | {"tenantId": self._world.facts.id}
        if shared:
            await self._tell(at, "channelShared", sharedWithTeams=[told])
        else:
            await self._tell(at, "channelUnshared", unsharedFromTeams=[told])

    async def delete(self, channel: str, *, deleted: bool = True) -> None:
        """A channel is deleted, or restored."""
        team, found = self._channel(channel)
        if found.id == team.general:
            raise Mistake("General cannot be deleted.")
        self._world.directory.channels.delete(found.id, deleted=deleted)
        await self._tell((team, found), "channelDeleted" if deleted else "channelRestored")

    async def archive(self, team: str, *, archived: bool = True) -> None:
        """A team is archived, or taken up again."""
        found = look_up.team(self._world, team)
        self._world.directory.channels.archive(found.id, archived=archived)
        event = "teamArchived" if archived else "teamUnarchived"
        await self._tell((found, found.channels[0]), event)

    async def _members_changed(self, at: At, added: list[str], removed: list[str]) -> None:
        by = look_up.somebody(self._world, at[0])
        changed = activities.channel_members_changed(self._world, at, by, added, removed)
        await self._courier.tell(changed)

    async def _tell(self, at: At, event: str, **more: object) -> None:
        if self._heard(at):
            by = look_up.somebody(self._world, at[0])
            await self._courier.tell(activities.reshaped(self._world, at, by, event, **more))

    def _heard(self, at: At) -> bool:
        """Whether the bot is there to hear of it."""
        return self._world.installs.reach(self._world.places.channel(*at))

    def _own(self, channel: str, *kinds: Kind) -> At:
        wanted = kinds or (Kind.PRIVATE, Kind.SHARED)
        at = self._channel(channel)
        if at[1].kind not in wanted:
            raise Mistake(f"That is no {' or '.join(wanted)} channel.")
        return at

    def _channel(self, channel: str) -> At:
        """Also one that was deleted."""
        found = self._world.directory.any_channel(channel)
        if found is None:
            raise Mistake(f"There is no channel “{channel}”.", 404)
        return found
