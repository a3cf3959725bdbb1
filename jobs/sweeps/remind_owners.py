"""Bring owners what is not met in their teams: in a working hour of theirs, once a week at most."""

import logging

from core.ports import Ports
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Each gets one card, on however many servers."""
    now = ports.clock.now()
    begun = 0
    for owner in await ports.fixes.reminders.due(now):
        begun += await ports.fixes.reminders.begin(owner, now)
    if begun:
        log.info("owners reminded cards=%d", begun)


SWEEP = Sweep(run, seconds=300)
