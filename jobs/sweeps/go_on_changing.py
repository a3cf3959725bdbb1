"""By night, go on with plans of which more was approved than one run may write."""

import logging

from core.ports import Ports
from core.standards.changes.nights import go_on
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Once a night for each plan in the whole deployment."""
    if begun := await go_on(ports.changes):
        log.info("plans gone on with plans=%d", begun)


SWEEP = Sweep(run, seconds=60)
