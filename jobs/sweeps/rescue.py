"""Give the jobs of dead workers to living ones."""

import logging

from core.ports import Ports
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Those of workers that gave no sign of life for a while."""
    if found := await ports.work.rescue():
        log.warning("rescued jobs=%d", found)


SWEEP = Sweep(run, seconds=5)
