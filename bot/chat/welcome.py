"""What any activity tells besides what it is about: where it came from, and a person's clock."""

import logging
from collections import OrderedDict

from bot.chat.inbound import Inbound
from core.ports import Ports
from core.posting.addresses import Met

REMEMBERED = 20_000  # conversations and cards that this process need not ask the database about

log = logging.getLogger(__name__)


class Welcome:
    """Learns addresses and clocks. All of it can be told twice."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._seen: OrderedDict[object, None] = OrderedDict()
        self._clocks: OrderedDict[str, tuple[str, str]] = OrderedDict()

    async def learn(self, inbound: Inbound) -> None:
        """Remember where this came from; what waited for it is sent."""
        await self.meet(inbound.met)

    async def meet(self, met: Met) -> None:
        """The same, of a place of which more is known than its activity tells."""
        if not all((met.address.conversation_id, met.address.bot_id, met.address.service_url)):
            return
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

    def forget(self) -> None:
        """An address is not what it was: it is learnt again from whatever comes next."""
        self._seen.clear()

    def _remember(self, what: object) -> None:
        self._seen[what] = None
        self._seen.move_to_end(what)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
