"""Give a job again to what came due and lost its own, whatever it is."""

import logging

from core.ports import Ports
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """What was begun, is not done, and has no job that waits or is under way."""
    if lost := await ports.schedules.left_behind(ports.posting.patience.stuck):
        log.warning("due without a job=%d of=%s", len(lost), ",".join(lost[:10]))


SWEEP = Sweep(run, seconds=5)
