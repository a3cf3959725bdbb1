"""Tell the Process Center, and who began something, what could not be sent: one line a day."""

import logging

from cards.kit.message import sentence
from core.days import local_day
from core.ports import Ports
from core.posting.unsent import line, to_tell
from jobs.sweeps import Sweep

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """To each in a working hour of theirs, once a day on however many servers; else nothing."""
    posting, now = ports.posting, ports.clock.now()
    found = to_tell(await posting.unsent.all(staying=True), posting.patience.told)
    starters = {each.starter for each in found if each.starter}
    for reader in await posting.unsent.readers(sorted(starters)) if found else ():
        theirs = [each for each in found if reader.concerns(each)]
        if theirs and reader.at_work(now):
            on = local_day(now, reader.time_zone)
            if await posting.unsent.tell(reader, on, sentence(line(theirs))):
                log.warning("told of unsent cards=%d person=%s", len(theirs), reader.person_id)


SWEEP = Sweep(run, seconds=60)
