"""Notice a system clock that was set back, and let nothing wait for the time it showed before."""

import logging

from core.ports import Ports
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """One that was set on needs nothing: what is due by it comes, once."""
    if back := await ports.clocks.mend():
        log.warning("the clock was set back seconds=%d", back.total_seconds())


SWEEP = Sweep(run, seconds=5)
