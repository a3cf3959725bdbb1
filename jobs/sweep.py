"""Each second, on every server: what is due is written down, once, and its jobs are deferred.

APScheduler runs the sweep. Everything is compared with `now`, never remembered, so a server that
was away, a clock that was moved and ten servers at once come to the same result.
"""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.errors import StoreAway
from core.ports import Ports
from core.schedules.model import Calendar, decide
from jobs.schedule import missed

log = logging.getLogger(__name__)


def scheduler(ports: Ports) -> AsyncIOScheduler:
    """The sweeps of this process, not yet started; starting needs a running loop."""
    made = AsyncIOScheduler(timezone="UTC")
    every = {open_and_close: 1, settle: 2, refresh: 60, rescue: 5}
    for sweep, seconds in every.items():
        made.add_job(
            _guarded,
            IntervalTrigger(seconds=seconds),
            args=(ports, sweep),
            id=sweep.__name__,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return made


async def open_and_close(ports: Ports) -> None:
    """Close what is over and begin what is due: check-ins, retros, audits, digests.

    A check-in waits until its last round is closed, an audit until its last run has ended. A retro
    that is due takes the place of the one that is open in its channel.
    """
    ports.clock.ahead = await ports.rehearsal.ahead()
    now = ports.clock.now()
    for round_id in await ports.checkins.close_due(now):
        await ports.work.defer("close_round", once=round_id, round_id=round_id)
    calendars: dict[str, Calendar] = {
        "checkins": ports.checkins,
        "retros": ports.retros,
        "audits": ports.audits,
        "digests": ports.digests,
    }
    for name, calendar in calendars.items():
        while waiting := await calendar.due(now):
            steps = []
            for each in waiting:
                past, following = missed(each.schedule, each.next_local, now)
                steps.append(decide(each, past, following, now))
            begun = await calendar.advance(steps)
            log.info("came due %s=%d begun=%d", name, len(steps), begun)


async def settle(ports: Ports) -> None:
    """Judge unclear deliveries, and find cards that a crash left behind."""
    await ports.work.defer("settle_deliveries", once="all")
    for stale in await ports.cards.stale(ports.patience.stuck):
        await ports.work.defer(stale.job, once=stale.id, **stale.arguments)


async def refresh(ports: Ports) -> None:
    """Read rosters and names that are due for it."""
    await ports.work.defer("read_rosters", once="all")
    await ports.work.defer("read_people", once="all")


async def rescue(ports: Ports) -> None:
    """Give the jobs of dead workers to living ones, and a job to audits that lost theirs."""
    if found := await ports.work.rescue():
        log.warning("rescued jobs=%d", found)
    if lost := await ports.audits.left_behind(ports.patience.stuck):
        log.warning("audits without a job=%d", lost)


async def _guarded(ports: Ports, sweep: Callable[[Ports], Awaitable[None]]) -> None:
    try:
        await sweep(ports)
    except StoreAway as error:
        log.warning("sweep skipped sweep=%s why=%s", sweep.__name__, error.says)
