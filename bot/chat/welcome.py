"""Where we are installed and who is there, as Teams tells us, and one short card of greeting."""

import logging
from collections import OrderedDict

from bot.chat.inbound import Inbound, Raw
from cards.chat import greeting
from cards.kit.message import message
from core.ports import Ports
from core.posting.addresses import channel_of
from core.pressing.place import Scope

GONE = frozenset({"channelDeleted", "teamDeleted", "teamHardDeleted"})
BACK = frozenset({"channelRestored", "teamRestored", "teamUnarchived"})
REMEMBERED = 20_000  # conversations and cards that this process need not ask the database about

log = logging.getLogger(__name__)


class Welcome:
    """Learns addresses, follows memberships, greets. All of it can be told twice."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._seen: OrderedDict[object, None] = OrderedDict()
        self._clocks: OrderedDict[str, tuple[str, str]] = OrderedDict()

    async def learn(self, inbound: Inbound) -> None:
        """Remember where this came from; what waited for it is sent."""
        if not (inbound.conversation_id and inbound.bot_id and inbound.service_url):
            return
        met = inbound.met
        if await self._ports.posting.addresses.learn(met):
            log.info("met conversation=%s team=%s", met.address.conversation_id, met.team_id)
            await self._ports.posting.deliveries.release(met.address.conversation_id, met.team_id)
        self._remember(met)

    async def learn_once(self, inbound: Inbound) -> None:
        """The same, but not for what this process has learnt before: a press must be fast."""
        if inbound.met not in self._seen:
            await self.learn(inbound)

    async def learn_clock(self, inbound: Inbound, *, soon: bool = True) -> None:
        """Keep what the activity tells of its person's clock, where it is another than before.

        Not `soon`: it is noted, and kept with that of others.
        """
        person, told = inbound.person_id, (inbound.time_zone, inbound.locale)
        if not person or not any(told) or self._clocks.get(person) == told:
            return
        if not soon:
            self._ports.people.clocks.note(person, *told)
        elif await self._ports.people.clocks.told(person, *told):
            await self._ports.work.defer("own_clocks", once="all")
        self._clocks[person] = told
        self._clocks.move_to_end(person)
        while len(self._clocks) > REMEMBERED:
            self._clocks.popitem(last=False)

    def is_new_card(self, activity_id: str) -> bool:
        """Whether a press on this card is the first that this process sees."""
        new = activity_id not in self._seen
        self._remember(activity_id)
        return new

    async def installed(self, inbound: Inbound) -> None:
        """The app was added or removed."""
        if inbound.action.startswith("remove"):
            await self._removed(inbound)
            return
        if inbound.team_id:
            await self._ports.posting.addresses.reopen_team(inbound.team_id)
            await self._read(inbound.team_id)
        await self.learn(inbound)
        await self._release(inbound)
        if inbound.action == "add":
            await self._greet(inbound)

    async def moved(self, inbound: Inbound) -> None:
        """People, or we ourselves, came or left."""
        if inbound.event in GONE:
            return  # nothing can be sent there, though we hear of it
        added, removed = inbound.members("membersAdded"), inbound.members("membersRemoved")
        if any(each.get("id") == inbound.bot_id for each in removed):
            await self._removed(inbound)
            return
        await self.learn(inbound)
        ours = any(each.get("id") == inbound.bot_id for each in added)
        if inbound.event in BACK and inbound.team_id:
            await self._ports.posting.addresses.reopen_team(inbound.team_id)
        if ours or inbound.event in BACK:
            await self._release(inbound)
        if ours:
            await self._greet(inbound)
        team_id = inbound.team_id
        if team_id is None or not (added or removed):
            return
        await self._ports.people.rosters.joined(team_id, _people(added))
        await self._ports.people.rosters.left(team_id, _people(removed))
        await self._read(team_id)

    async def _release(self, inbound: Inbound) -> None:
        """What waits for this place, or failed in it, is sent."""
        here = inbound.met.address.conversation_id
        await self._ports.posting.deliveries.release(here, inbound.team_id)

    async def _greet(self, inbound: Inbound) -> None:
        where = Scope.PERSONAL if inbound.is_personal else Scope.TEAM
        here = channel_of(inbound.conversation_id)
        card = message(greeting.build(where))
        await self._ports.posting.deliveries.add(_greeting(inbound), here, inbound.team_id, card)

    async def _removed(self, inbound: Inbound) -> None:
        here = channel_of(inbound.conversation_id)
        self._seen.clear()
        reason = "Process Center was removed here. Install it again."
        await self._ports.posting.addresses.close(here, inbound.team_id, reason, for_good=True)
        if inbound.team_id:
            await self._ports.posting.addresses.forget_team(inbound.team_id)
        await self._ports.posting.deliveries.set_aside(_greeting(inbound))

    async def _read(self, team_id: str) -> None:
        await self._ports.people.rosters.forget(team_id)
        await self._ports.work.defer("read_rosters", once="all")

    def _remember(self, what: object) -> None:
        self._seen[what] = None
        self._seen.move_to_end(what)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)


def _greeting(inbound: Inbound) -> str:
    """One a team, whichever of its channels an event names."""
    return f"greeting:{inbound.team_id or channel_of(inbound.conversation_id)}"


def _people(members: list[Raw]) -> list[str]:
    """Entra ids of the people among the accounts; bots have none."""
    return [str(each["aadObjectId"]) for each in members if each.get("aadObjectId")]
