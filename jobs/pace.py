"""Keep to the deployment's rate: a permit is good for a moment, and used in that moment."""

import asyncio
import time

from core.ports import Limits

STALE = 0.02  # seconds a permit may be late; used later it would crowd the permits that follow
TRIES = 4  # on a machine that is always late, going on beats standing still


async def pace(limits: Limits) -> None:
    """Wait for the next permit of the deployment.

    Where this process was held up and comes late, the permit is let go and another one taken: a
    burst of late permits would pass Teams' limit though each was granted below it.
    """
    for _ in range(TRIES):
        due = await limits.deployment()
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if time.monotonic() <= due + STALE:
            return
