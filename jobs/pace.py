"""Keep to the deployment's rate: a permit is good for a moment, and used in that moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext

from core.posting.ports import Limits

STALE = 0.02  # seconds a permit may be late; used later it would crowd the permits that follow
TRIES = 4  # on a machine that is always late, going on beats standing still
AHEAD = 2  # permits that one process asks for before the first of them is used


class Pace:
    """One process's way out to Teams; implements core.posting.ports.Pace.

    Permits are asked for shortly before they are used. Held in stock, those of a process that is
    held up for a moment would be used all at once: a burst above Teams' limit though each of them
    was granted below it.
    """

    def __init__(
        self,
        limits: Limits,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limits = limits
        self._now = now
        self._sleep = sleep
        self._ahead = asyncio.Semaphore(AHEAD)
        self._others = asyncio.Semaphore(AHEAD)

    async def __call__(self, *, soon: bool = False) -> None:
        """Wait for the next permit; one that comes too late is let go, and another one taken.

        Of what is not `soon` no more stand in line than there are permits ahead. So whatever is
        waits for these few alone, and still nobody is passed for ever.
        """
        async with nullcontext() if soon else self._others, self._ahead:
            for _ in range(TRIES):
                due = await self._limits.deployment()
                await self._sleep(max(0.0, due - self._now()))
                if self._now() <= due + STALE:
                    return
