"""Where we are, and who else is there, as Teams tells us of it; and one short card of greeting.

Each of it may be told twice, late, or in another order than it happened. So nothing that is told of
one channel touches another, and one that is closed by what was told is tried again in time.
"""

from dataclasses import replace

from bot.chat.inbound import Inbound, Raw
from bot.chat.welcome import Welcome
from cards.chat import greeting
from cards.kit.message import message
from core.people.rosters import Channel
from core.ports import Ports
from core.posting.addresses import channel_of
from core.posting.deliveries import Cause

SHUT = frozenset({"teamdeleted", "teamarchived"})  # what is sent there is refused until it is back
BACK = frozenset({"teamrestored", "teamunarchived"})
SHARING = frozenset({"channelshared", "channelunshared"})

REMOVED = "Process Center was removed here. Install it again."
REMOVED_FROM_CHANNEL = "Process Center was removed from this channel. Add it to the channel again."
DELETED = "The channel was deleted. Restore it, or give the project another one."


class Moves:
    """Follows memberships, ours and those of people, and what becomes of teams and channels."""

    def __init__(self, ports: Ports, welcome: Welcome) -> None:
        self._ports = ports
        self._welcome = welcome

    async def installed(self, inbound: Inbound) -> None:
        """The app was added or removed."""
        removed = inbound.action.startswith("remove")
        if inbound.is_of_one_channel:
            await (self._left(inbound) if removed else self._entered(inbound))
            return
        team_id = await self._team(inbound)
        if removed:
            await self._removed(inbound, team_id)
            return
        if team_id:
            await self._ports.posting.addresses.reopen_team(team_id)
        await self._read(team_id)
        await self._welcome.meet(replace(inbound.met, team_id=team_id))
        await self._release(inbound, team_id)
        if inbound.action == "add":
            await self._greet(inbound, _greeting(inbound, team_id), team_id)

    async def moved(self, inbound: Inbound) -> None:
        """People, or we ourselves, came or left, or a team or channel became another."""
        if inbound.is_of_one_channel:
            await self._channel(inbound)
            return
        team_id = await self._team(inbound)
        if inbound.event == "teamharddeleted":
            if team_id:
                await self._ports.posting.addresses.forget_team(team_id)
        elif inbound.event not in SHUT:
            await self._members(inbound, team_id)

    async def _members(self, inbound: Inbound, team_id: str | None) -> None:
        """Of a team or a chat; and it is heard of, so it can be reached."""
        added, removed = inbound.members("membersAdded"), inbound.members("membersRemoved")
        if _has_us(inbound, removed):
            await self._removed(inbound, team_id)
            return
        await self._welcome.meet(replace(inbound.met, team_id=team_id))
        ours = _has_us(inbound, added)
        if inbound.event in BACK and team_id:
            await self._ports.posting.addresses.reopen_team(team_id)
        if ours or inbound.event in BACK:
            await self._release(inbound, team_id)
        if ours:
            await self._greet(inbound, _greeting(inbound, team_id), team_id)
        if team_id is None or not (added or removed):
            return
        await self._ports.people.rosters.joined(team_id, _people(added))
        await self._ports.people.rosters.left(team_id, _people(removed))
        await self._read(team_id)

    async def _channel(self, inbound: Inbound) -> None:
        """Of one channel; who is in it Microsoft Graph tells, as one may be there in two ways."""
        added, removed = inbound.members("membersAdded"), inbound.members("membersRemoved")
        if _has_us(inbound, removed):
            await self._left(inbound)
        elif _has_us(inbound, added):
            await self._entered(inbound)
        elif inbound.event == "channeldeleted":
            await self._close(inbound, DELETED, Cause.GONE)
        elif inbound.event == "channelrestored" and inbound.channel_id:
            await self._ports.posting.addresses.reopen(inbound.channel_id)
            await self._ports.posting.deliveries.release(inbound.channel_id, None)
        elif added or removed or inbound.event in SHARING:
            await self._read(await self._team(inbound))

    async def _entered(self, inbound: Inbound) -> None:
        """We were added to a private or shared channel."""
        team_id, channel_id = await self._team(inbound), inbound.channel_id
        if channel_id is None:
            return
        met = inbound.met
        address = replace(met.address, conversation_id=channel_id)
        await self._welcome.meet(replace(met, address=address, team_id=team_id))
        await self._ports.posting.deliveries.release(channel_id, None)
        if team_id and inbound.channel_kind:
            here = Channel(channel_id, inbound.channel_kind)
            await self._ports.people.rosters.told(team_id, here)
        await self._read(team_id)
        await self._greet(inbound, f"greeting:{channel_id}", team_id)

    async def _left(self, inbound: Inbound) -> None:
        """We were removed from one channel; the team and its other channels have us still."""
        await self._close(inbound, REMOVED_FROM_CHANNEL, Cause.ABSENT)
        await self._ports.posting.deliveries.set_aside(f"greeting:{inbound.channel_id}")

    async def _close(self, inbound: Inbound, reason: str, cause: Cause) -> None:
        """What is due in the channel waits; after a while one of it shows whether this still holds.

        What was told may have been overtaken.
        """
        if inbound.channel_id:
            team_id = await self._team(inbound)
            self._welcome.forget()
            await self._ports.posting.addresses.close(inbound.channel_id, team_id, reason, cause)

    async def _removed(self, inbound: Inbound, team_id: str | None) -> None:
        here = channel_of(inbound.conversation_id)
        self._welcome.forget()
        await self._ports.posting.addresses.close(here, team_id, REMOVED, for_good=True)
        if team_id:
            await self._ports.posting.addresses.forget_team(team_id)
        await self._ports.posting.deliveries.set_aside(_greeting(inbound, team_id))

    async def _team(self, inbound: Inbound) -> str | None:
        """The team by its group id, which most of these activities leave out."""
        if inbound.team_id or inbound.channel_id is None:
            return inbound.team_id
        known = [each for each in (inbound.team_thread, inbound.channel_id) if each]
        return await self._ports.posting.addresses.team_of(known)

    async def _release(self, inbound: Inbound, team_id: str | None) -> None:
        """What waits for this place, or failed in it, is sent."""
        here = channel_of(inbound.conversation_id)
        await self._ports.posting.deliveries.release(here, team_id)

    async def _greet(self, inbound: Inbound, key: str, team_id: str | None) -> None:
        here = channel_of(inbound.conversation_id)
        card = message(greeting.build(inbound.scope))
        await self._ports.posting.deliveries.add(key, here, team_id, card)

    async def _read(self, team_id: str | None) -> None:
        """Who is in the team and its channels, anew; of one that nobody ever named, nothing."""
        if team_id is None:
            return
        await self._ports.people.rosters.forget(team_id)
        await self._ports.work.defer("read_rosters", once="all")


def _greeting(inbound: Inbound, team_id: str | None) -> str:
    """One a team, whichever of its channels an event names."""
    return f"greeting:{team_id or channel_of(inbound.conversation_id)}"


def _has_us(inbound: Inbound, members: list[Raw]) -> bool:
    return any(each.get("id") == inbound.bot_id for each in members)


def _people(members: list[Raw]) -> list[str]:
    """Entra ids of the people among the accounts; bots have none."""
    return [str(each["aadObjectId"]) for each in members if each.get("aadObjectId")]
