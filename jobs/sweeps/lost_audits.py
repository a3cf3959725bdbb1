"""Give a job to audits that lost theirs."""

import logging

from core.ports import Ports
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Those under way of which no job is left."""
    if lost := await ports.standards.audits.left_behind(ports.posting.patience.stuck):
        log.warning("audits without a job=%d", lost)


SWEEP = Sweep(run, seconds=5)
