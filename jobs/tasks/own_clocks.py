"""Let what comes to each reader go by their own clock, once anybody told which that is.

Safe to run twice: what goes by the right clock is left alone. It dies between two schedules, and
the next run does the rest.
"""

from datetime import datetime
from functools import partial

from core.ports import Ports
from core.schedules.model import Waiting, by_their_clock
from jobs.apart import apart
from jobs.schedule import following
from jobs.tasks import Job


async def run(ports: Ports) -> None:
    """After a name was looked up, or Teams told another zone; and each minute."""
    now = ports.clock.now()
    for each in await ports.schedules.elsewhere(now):
        await apart(_go(ports, each, now), each.what.key)


async def _go(ports: Ports, each: Waiting, now: datetime) -> None:
    next_ = by_their_clock(each.next, now, partial(following, each.schedule))
    await ports.schedules.goes_by(each, next_)


JOB = Job(run, queue="reads", alone=True)
