"""Tell one leader how everything in their scope stands, because the schedule says so.

Safe to run twice: a digest that is kept is left as it is, and its card is posted with it in one
transaction, so neither is there without the other, or twice.
"""

import logging

from core.digests import service
from core.ports import Ports
from jobs.tasks import Job

log = logging.getLogger(__name__)


async def run(ports: Ports, digest_id: str, series: str, person_id: str) -> None:
    """Make it as things stand now; nothing for somebody who leads no more."""
    whose = await ports.digests.digests.leader(person_id)
    if whose is None:
        log.warning("no leader any more digest=%s person=%s", digest_id, person_id)
        return
    now = ports.clock.now()
    made = await service.make(ports.digests, digest_id, series, whose, now)
    log.info("digest made digest=%s projects=%d", digest_id, len(made.facts.projects))


JOB = Job(run, queue="digests", in_turn=("person_id",), owed="digest_id")
