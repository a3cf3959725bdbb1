"""What every server looks after again and again: one file a sweep, each with a `SWEEP`.

APScheduler runs them. Everything is compared with `now`, never remembered, so a server that was
away, a clock that was moved and ten servers at once come to the same result.
"""

import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from core.errors import StoreAway
from core.ports import Ports
from core.registry import collect

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is done every so many seconds of real time; twice at once does no harm."""

    run: Callable[[Ports], Awaitable[None]]
    seconds: int


def scheduler(ports: Ports) -> AsyncIOScheduler:
    """The sweeps of this process, not yet started; starting needs a running loop."""
    made = AsyncIOScheduler(timezone="UTC")
    for name, sweep in collect(sys.modules[__name__], "SWEEP", Sweep).items():
        made.add_job(
            _guarded,
            IntervalTrigger(seconds=sweep.seconds),
            args=(ports, name, sweep),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return made


async def _guarded(ports: Ports, name: str, sweep: Sweep) -> None:
    try:
        await sweep.run(ports)
    except StoreAway as error:
        log.warning("sweep skipped sweep=%s why=%s", name, error.says)
    except Exception:
        log.exception("sweep failed sweep=%s", name)
