"""Do what was approved of a plan, within the budget of its run, or put back what was.

Safe to run twice, and at once: one process alone works at a plan, and a change that was begun is
looked at before anything is written again. If the process dies, the job comes back and goes on
where it was. How far it is can be read from the plan at any time.
"""

import logging

from core.ports import Ports
from core.standards.changes.working import Busy, work
from jobs.tasks import Job, Later

AGAIN = 15.0  # seconds until a plan is asked for again at which somebody else is at work

log = logging.getLogger(__name__)


async def run(ports: Ports, plan_id: str, batch_id: str) -> None:
    """One run over a plan; the rest waits for the next night."""
    try:
        done = await work(ports.changes, batch_id)
    except Busy as error:
        raise Later(AGAIN) from error
    log.info("plan worked at plan=%s batch=%s undo=%s", plan_id, done.id, done.undo)


JOB = Job(run, queue="changes", in_turn=("plan_id",))
