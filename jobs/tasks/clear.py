"""Remove what is kept no longer.

Safe to run twice: what is gone is gone. If the process dies half-way, the rest is removed the next
time.
"""

import logging

from core.ports import Ports
from jobs.tasks import Job

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """All that is outdated by now, in small steps that nobody waits for."""
    gone = await ports.clearing.clear(ports.clock.now())
    if told := " ".join(f"{what.replace(' ', '_')}={many}" for what, many in gone.items() if many):
        log.info("cleared %s", told)
    await ports.work.clear(ports.clearing.keep.messages)


JOB = Job(run, queue="clearing", alone=True)
