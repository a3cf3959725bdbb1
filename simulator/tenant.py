"""The simulated tenant as its user holds it: the address, and everything a rehearsal can order."""

from datetime import datetime
from typing import Any

from simulator import look_up
from simulator.acts import Acts
from simulator.chat.clock import set_clock
from simulator.colleagues.answering import Answering, Wish
from simulator.colleagues.leaders import Leaders, LeadersWish
from simulator.colleagues.playing import Playing, RetroWish
from simulator.faults import Fault
from simulator.graph.counts import GraphCounts
from simulator.graph.reads import EMAILS, PERMISSIONS
from simulator.graph.writes import OF_WRITES
from simulator.installing import Installing
from simulator.mistakes import Mistake
from simulator.places import base
from simulator.reshaping import Reshaping
from simulator.results import Result
from simulator.sample.moved import moved
from simulator.world import World


class Tenant:
    """The methods are those of `/control`, for use inside a process; `None` stands for all."""

    def __init__(
        self,
        world: World,
        acts: Acts,
        installing: Installing,
        answering: Answering,
        playing: Playing,
        leaders: Leaders,
        reshaping: Reshaping,
    ) -> None:
        self.world = world
        self.acts = acts
        self._installing = installing
        self._answering = answering
        self._playing = playing
        self._leaders = leaders
        self.reshaping = reshaping

    @property
    def url(self) -> str:
        return self.world.switches.url

    @property
    def service_url(self) -> str:
        return self.world.service_url

    async def install(
        self, teams: list[str] | None = None, people: list[str] | None = None
    ) -> dict[str, int]:
        """How many teams and people were new, and how many of them the bot did not hear of."""
        return await self._installing.install(teams, people)

    async def uninstall(
        self, teams: list[str] | None = None, people: list[str] | None = None
    ) -> dict[str, int]:
        return await self._installing.uninstall(teams, people)

    async def change_members(
        self,
        team: str,
        add: list[str] | None = None,
        remove: list[str] | None = None,
        own: list[str] | None = None,
    ) -> None:
        await self._installing.change_members(team, add or [], remove or [], own or [])

    async def say(
        self, who: str, conversation: str, text: str, *, private: bool = False
    ) -> dict[str, Any]:
        """Returns the message once the bot has answered the activity, if it heard it.

        A `private` one is written to the bot with a slash, which its manifest has to allow.
        """
        said = await self.acts.say(who, conversation, text, None, private=private)
        return self.world.shown(said)

    async def delete(self, who: str, conversation: str, verb: str) -> None:
        """Deletes the newest card that has a button of that verb, as somebody in a channel may."""
        place = look_up.place(self.world, conversation)
        person = look_up.person(self.world, who)
        message, _ = look_up.newest_with(self.world, place, verb, who=person.id)
        await self.acts.delete(who, place.id, message.id)

    async def press(
        self,
        who: str,
        conversation: str,
        verb: str,
        inputs: dict[str, Any] | None = None,
        data: dict[str, Any] | None = None,
    ) -> Result:
        """Presses the button of that verb, and with that `data`, on the newest card with one."""
        place = look_up.place(self.world, conversation)
        person = look_up.person(self.world, who)
        message, button = look_up.newest_with(self.world, place, verb, data or {}, person.id)
        return await self.acts.press(who, place.id, message.id, button, inputs or {})

    def begin_after(self, weeks: int) -> None:
        """The stories of the colleagues begin so many weeks later."""
        self._answering.begin_after(weeks)

    async def answer(self, wish: Wish) -> list[dict[str, Any]]:
        """Colleagues fill a form of the newest card that has it; `[{person, conversation,
        result}]`."""
        return await self._answering.answer(wish)

    async def retro(self, wish: RetroWish) -> list[dict[str, Any]]:
        """Colleagues hold their open retros up to a phase; what was done in each."""
        return await self._playing.play(wish)

    async def leaders(self, wish: LeadersWish) -> dict[str, Any]:
        """Leaders deal with their new digests, and owners reply to what they are asked."""
        return await self._leaders.meet(wish)

    def colleagues(self, on: bool) -> None:
        self.world.switches.colleagues = on

    def fault(self, fault: Fault) -> None:
        self.world.faults.order(fault)

    def clear_faults(self) -> None:
        self.world.faults.clear()

    def limits(self, on: bool) -> None:
        self.world.limits.on = on

    def graph_limits(self, on: bool, *, fractional: bool = False) -> None:
        """Graph's own; `fractional` makes its Retry-After say fractions of a second."""
        self.world.graph.limits.on = on
        self.world.graph.limits.fractional = fractional

    def latency(self, ms: float, jitter_ms: float = 0.0) -> None:
        """Graph's answers take up to `jitter_ms` longer, each another time."""
        self.world.switches.latency = ms / 1000
        self.world.switches.jitter = jitter_ms / 1000

    def deny(self, *permissions: str) -> None:
        """Graph's application permissions that the app lacks from now on; without any, none.

        Raises Mistake for one that nothing needs.
        """
        known = {EMAILS, *PERMISSIONS.values(), *OF_WRITES}
        unknown = sorted(set(permissions) - known)
        if unknown:
            raise Mistake(f"“denied” knows {', '.join(sorted(known))}; not {unknown[0]}.")
        self.world.graph.denied = frozenset(permissions)

    def lag(self, reads: int = 0, seconds: float = 0.0) -> None:
        """After a write so many reads of that team show what was before, and all for so long."""
        self.world.graph.lag.reads, self.world.graph.lag.seconds = reads, seconds

    async def heard(self) -> None:
        """Once the bot was told of everything that was written through Graph so far."""
        await self.world.graph.news.join()

    def pages(self, most: int | None = None, empty: float = 0.0, order: int | None = None) -> None:
        """At most so many entries a page; this share of pages empty, with a link to the next;
        and everything in an order of that seed."""
        paging = self.world.graph.paging
        paging.most, paging.empty, paging.order = most, empty, order

    def set_clock(self, now: datetime) -> None:
        set_clock(self.world, now)

    def rest(self) -> None:
        """Begin every window of the Connector's limits anew, as after an hour of silence."""
        self.world.limits.rest()

    def messages(self, conversation: str | None = None) -> list[dict[str, Any]]:
        """Every stored message with its `history`, deleted ones too, in the order of storing."""
        wanted = None if conversation is None else base(conversation)
        return [
            message.record() | {"history": list(message.history), "cards": message.content.cards}
            for message in self.world.messages.all()
            if wanted in (None, message.conversation)
        ]

    def office(self) -> str:
        """The sample company's office file, its dates moved to the tenant’s first week."""
        began = datetime.fromisoformat(self.world.storage.get("began", "at"))
        return moved(self.world.facts.office, began.date())

    def counts(self) -> dict[str, Any]:
        return self.world.log.counts()

    def graph_counts(self) -> dict[str, Any]:
        return self.world.graph.counts.as_json()

    def clear_graph_counts(self) -> None:
        self.world.graph.counts = GraphCounts()

    def log(self, since: float = 0.0) -> list[dict[str, Any]]:
        return self.world.log.since(since)
