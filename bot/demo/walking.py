"""Lets time pass for a visitor: colleagues act on the way as they did in the weeks before."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.clockwork import walk
from bot.clockwork.door import Tell
from bot.demo.company import CLOSED, Company
from bot.demo.story import KIM, ZONE
from bot.planning import plan_again
from bot.runtime import ended
from core.errors import SetupError
from jobs.showing import Showing
from store.coming import Coming

DAY = timedelta(days=1)  # so long the sample company's check-ins are open
WEEK = timedelta(weeks=1)  # and its digests come as often
STOPPED = "The simulated company does not answer; the clock stands where it got to. Try again."


@dataclass(frozen=True, slots=True)
class Walker:
    """Moves the clock of a company that is at work; one walk at a time."""

    company: Company

    async def move(self, to: datetime, tell: Tell) -> None:
        """From one due time to the next, each told as it comes; back at once.

        Raises SetupError where it does not get there; the clock stands where it got to, and the
        next walk goes on from there.
        """
        try:
            if to < self.company.ports.clock.now():
                await self._back(to)
            else:
                await self._forward(to, tell)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SetupError(STOPPED) from error

    async def _back(self, to: datetime) -> None:
        await self.company.tenant.set_clock(to)
        await walk.set_clock(self.company.database, self.company.ports, to)
        await plan_again(self.company.database, to)

    async def _forward(self, to: datetime, tell: Tell) -> None:
        tenant, ports, database = self.company.tenant, self.company.ports, self.company.database
        await tenant.order("colleagues", {"on": False})  # they act when it is their turn
        showing = asyncio.create_task(Showing().run(ports))  # cards need no rest meanwhile
        try:
            async for step in walk.steps(database, ports, to):
                if "round" in step.end:
                    await self._finish(step.at)
                await self._tell(walk.told(step, str(ZONE)), tell)
                await self._pass_to(step.at)
                await self._act(step, to)
            await self._pass_to(to)
        finally:
            await ended(showing)
            await tenant.order("progress", {})
            await tenant.order("colleagues", {"on": True})

    async def _pass_to(self, when: datetime) -> None:
        """What we post is posted at once, so the tenant's clock goes first."""
        when = max(when, self.company.ports.clock.now())
        await self.company.tenant.set_clock(when)
        await walk.arrive(self.company.database, self.company.ports, when)

    async def _tell(self, line: str, tell: Tell) -> None:
        """To whoever moves the clock, and on every page."""
        at, _, words = line.partition(" ")
        await self.company.tenant.order("progress", {"words": words, "at": at})
        await tell(line)

    async def _finish(self, at: datetime) -> None:
        """Before a round closes, whoever else would have answered by then does."""
        away = await self.company.tenant.order("visitors")
        wish = {"seed": _seed(at), "left_out": away["here"], "rest": True}
        await self._order("answer", wish)

    async def _act(self, step: Coming, to: datetime) -> None:
        """What is new when the walk ends waits for the visitor, as at the end of the story."""
        left = to - step.at
        away = await self.company.tenant.order("visitors")
        led: Sequence[str] = () if left >= DAY else away["led"]
        here = [*away["here"], *led]
        seed = _seed(step.at)
        if "retro" in step.begin or "checkin" in step.begin:
            until = CLOSED if left >= DAY else "write" if "retro" in step.begin else ""
            await self._order("retro", until and {"until": until, "seed": seed, "left_out": here})
        if "checkin" in step.begin:
            share = {} if left >= DAY else {"share": 0.5}
            await self._order("answer", {"seed": seed, "left_out": here, **share})
        if "digest" in step.begin:
            kim = [KIM] if left < WEEK else []
            await self._order("leaders", {"seed": seed, "left_out": [*away["here"], *kim]})

    async def _order(self, what: str, wish: Any) -> None:
        if wish:
            await self.company.tenant.order(what, wish)
            otherwise = "The cards are not up to date after a minute"
            await walk.settle(self.company.database, self.company.ports, otherwise)


def _seed(at: datetime) -> int:
    return at.astimezone(ZONE).date().toordinal()
