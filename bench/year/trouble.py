"""What goes wrong in the year, and when: by dice that fall the same way for the same seed."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from random import Random

from bench.year.crew import Crew
from simulator.faults import Fault, FaultKind, Where
from simulator.tenant import Tenant

RESTARTS = "restarts of the database"
LATENCY, JITTER = 10, 60  # milliseconds of an answer; Graph's are up to so much slower
KILLS, STOPS = 4.0, 0.5  # a week
CALM = range(9, 13)  # weeks of thirteen in which nobody is killed, so that processes grow old
ORDERS: tuple[Fault, ...] = (
    Fault(FaultKind.THROTTLE, 0.02, retry_after=1.0),
    Fault(FaultKind.ERROR_BEFORE, 0.02),
    Fault(FaultKind.ERROR_AFTER, 0.01),
    Fault(FaultKind.GATEWAY_AFTER, 0.01),
    Fault(FaultKind.DROP_BEFORE, 0.01),
    Fault(FaultKind.DROP_AFTER, 0.01),
    Fault(FaultKind.DROP_BEFORE, 0.01, where=Where.BOT),
    Fault(FaultKind.DROP_AFTER, 0.02, where=Where.BOT),
    Fault(FaultKind.THROTTLE, 0.01, retry_after=1.0, where=Where.GRAPH_PART),
    Fault(FaultKind.UNAVAILABLE, 0.01, retry_after=1.0, where=Where.GRAPH_PART),
    Fault(FaultKind.HTML, 0.003, where=Where.GRAPH),
    Fault(FaultKind.GARBLED, 0.003, where=Where.GRAPH),
)
BLIND = (5, 6)  # the weeks of eight in which the app may not look into channels


@dataclass
class Trouble:
    """`steps` is how many moments a week has, over which its kills are spread."""

    tenant: Tenant
    crew: Crew
    dice: Random
    steps: float
    gone: set[str] = field(default_factory=set)  # channels that are deleted just now
    calm: bool = False
    refused: bool = False  # our credentials, just now
    counts: dict[str, int] = field(default_factory=dict)
    _going: set[asyncio.Task[None]] = field(default_factory=set)

    def begin(self) -> None:
        """The faults of every day."""
        self.tenant.latency(LATENCY, JITTER)
        self._order()

    def week(self, number: int) -> None:
        """Whether the app may look into channels changes, and whether anybody is killed."""
        self.calm = number % 13 in CALM
        self.tenant.world.switches.reads_channel_messages = number % 8 not in BLIND

    @property
    def looking(self) -> bool:
        """Whether it may, just now."""
        return self.tenant.world.switches.reads_channel_messages

    def step(self) -> None:
        """Perhaps somebody dies while the work of this moment is done."""
        if self.calm:
            return
        luck = self.dice.random() * self.steps
        if luck < KILLS:
            self._spawn("kills", self.crew.kill())
        elif luck < KILLS + STOPS:
            self._spawn("stops", self.crew.stop())

    def restart_database(self) -> None:
        """At a moment of the next second."""
        self._spawn(RESTARTS, self.crew.restart_database())

    def delete(self, channel: str) -> None:
        """From now on nobody finds this channel."""
        self.gone.add(channel)
        self._order()

    def restore(self, channel: str) -> None:
        """It is there again."""
        self.gone.discard(channel)
        self._order()

    def refuse(self, on: bool) -> None:
        """Whether the Connector takes our token for a wrong one."""
        self.refused = on
        self._order()

    async def over(self) -> None:
        """Wait until nobody is about to die, or to live again."""
        while self._going:
            done, _ = await asyncio.wait(self._going)
            self._going -= done
            for each in done:
                each.result()

    def end(self) -> None:
        """Nothing goes wrong any more."""
        self.gone.clear()
        self.refused = False
        self.tenant.clear_faults()
        self.tenant.world.switches.reads_channel_messages = True

    def _order(self) -> None:
        self.tenant.clear_faults()
        if self.refused:
            self.tenant.fault(Fault(FaultKind.SIGN_IN))
        for channel in sorted(self.gone):
            self.tenant.fault(Fault(FaultKind.GONE, conversation=channel))
        for each in ORDERS:
            self.tenant.fault(each)

    def _spawn(self, what: str, work: Coroutine[None, None, None]) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        self._going.add(asyncio.create_task(work))

    def told(self) -> Mapping[str, int]:
        """How often what went wrong."""
        return dict(self.counts)
