"""Bring the card of a round to its newest state, at most once in a few seconds.

Safe to run twice and at once: editing is idempotent, and an older state never replaces a newer one,
because runs for one round wait for each other (`in_turn`).
"""

import logging
from typing import Any

from core.addresses import Address
from core.checkins.sitting import Posted
from core.errors import Blocked, NotDelivered, NotFound, NotInRoster, Throttled, Transient
from core.ports import Ports
from jobs.show import picture
from jobs.tasks import Job, Later

log = logging.getLogger(__name__)


async def run(ports: Ports, round_id: str) -> None:
    """Edit the card if it shows less than there is. Raises Later when it has to rest first."""
    posted = await ports.checkins.posted(round_id)
    if posted is None or posted.shown >= posted.version:
        return
    rest = ports.patience.rest.total_seconds()
    if posted.rested < rest:
        raise Later(rest - posted.rested)
    address = await ports.addresses.find(posted.conversation_id, posted.team_id)
    if address is None:
        return
    if wait := await ports.limits.conversation(posted.conversation_id):
        raise Later(wait)
    showing, activity = await picture(ports, round_id)
    await ports.pace()
    if await _edit(ports, posted, address, activity):
        await ports.checkins.shown(round_id, showing.version)
        ports.count_post("edited")
        await _again(ports, round_id, showing.version)


async def _edit(ports: Ports, posted: Posted, address: Address, activity: dict[str, Any]) -> bool:
    """False where it is left until we are installed again; a card that is gone needs no more."""
    try:
        await ports.messenger.edit(address, posted.activity_id, activity)
    except Throttled as error:
        await ports.limits.hold(posted.conversation_id, error.delay)
        raise Later(error.delay) from error
    except Transient as error:
        raise Later(ports.patience.rest.total_seconds()) from error
    except (Blocked, NotInRoster) as error:
        log.warning("not shown activity=%s why=%s", posted.activity_id, type(error).__name__)
        await ports.addresses.close(posted.conversation_id, posted.team_id, error.says)
        return False
    except NotDelivered as error:
        log.warning("not shown activity=%s why=%s", posted.activity_id, type(error).__name__)
    return True


async def _again(ports: Ports, round_id: str, version: int) -> None:
    try:
        newest = await ports.checkins.showing(round_id, ports.clock.now())
    except NotFound:
        return
    if newest.version > version:
        raise Later(ports.patience.rest.total_seconds())


JOB = Job(run, queue="edits", attempts=20, in_turn="round_id")
