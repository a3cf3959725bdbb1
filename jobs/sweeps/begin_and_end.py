"""End what is over and begin what is due, whatever area it belongs to.

One question a second asks for all of them, and an area that raises stops no other: what it could
not begin stays due. That is so for a kind that this process does not know, too: a newer version
may be at work on the same database.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from core.ports import Ports
from core.schedules.calendars import calendars
from core.schedules.model import Step, Waiting, decide
from jobs.apart import apart
from jobs.schedule import missed
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """By our own clock, which all processes read anew each time."""
    ports.clock.ahead = await ports.rehearsal.ahead()
    now = ports.clock.now()
    await apart(_end(ports, now), "what is over")
    last: Waiting | None = None
    while due := await ports.schedules.due(now, last):
        last = due[-1]
        by_kind: defaultdict[str, list[Waiting]] = defaultdict(list)
        for each in due:
            by_kind[each.what.kind].append(each)
        for kind, waiting in by_kind.items():
            await _begin(ports, kind, waiting, now)


async def _end(ports: Ports, now: datetime) -> None:
    for over in await ports.posting.cards.over(now):
        await apart(ports.work.defer(over.job, once=over.id, **over.arguments), over)


async def _begin(ports: Ports, kind: str, waiting: Sequence[Waiting], now: datetime) -> None:
    """What of one area is due; if that cannot be done at once, then as far as it can be."""
    if kind not in calendars():
        log.error("nobody begins kind=%s schedules=%d", kind, len(waiting))
        return
    if not await apart(_advance(ports, kind, waiting, now), kind):
        for each in waiting:
            await apart(_advance(ports, kind, [each], now), each.what.key)


async def _advance(ports: Ports, kind: str, waiting: Sequence[Waiting], now: datetime) -> None:
    begins = calendars()[kind].begins(ports)
    held = set(await begins.held_back([each.what for each in waiting], now))
    steps = [_step(each, now) for each in waiting if each.what not in held]
    if steps:
        begun = await ports.schedules.advance(steps, begins.begin)
        log.info("came due kind=%s schedules=%d begun=%d", steps[0].what.kind, len(steps), begun)


def _step(waiting: Waiting, now: datetime) -> Step:
    past, following = missed(waiting.schedule, waiting.next.local, now)
    return decide(waiting, past, following, now)


SWEEP = Sweep(run, seconds=1)
