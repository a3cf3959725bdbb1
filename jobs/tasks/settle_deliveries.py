"""Judge deliveries that are unclear, and try again where we were refused for a while.

What is unclear is found in the channel, sent once more, or looked for again later, and at last left
as unknown.

Safe to run twice and on many servers: each step moves a delivery only from the state it was found
in. It runs over and over, so what it cannot settle now it meets again.
"""

import logging

from core.errors import StoreAway
from core.ports import Ports
from core.posting.deliveries import Delivery, Unfound
from jobs.tasks import Job

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Settle what has been unclear for long enough, each delivery by itself."""
    patience = ports.posting.patience
    await ports.posting.unclear.stuck(patience.stuck)
    await ports.posting.deliveries.left_behind(patience.stuck)
    for delivery in await ports.posting.unclear.due(patience.look):
        await _settle(ports, delivery)
    for conversation in await ports.posting.unsent.to_be_tried():
        released = await ports.posting.deliveries.release(conversation, None)
        log.info("tried again conversation=%s cards=%d", conversation, released)


async def _settle(ports: Ports, delivery: Delivery) -> None:
    patience = ports.posting.patience
    found = await _find(ports, delivery)
    if not isinstance(found, Unfound):
        await ports.posting.deliveries.sent(delivery.id, found, ())
        ports.posting.count("found")
        log.info("found delivery=%d", delivery.id)
        return
    until = patience.until_repeated(found)
    if await ports.posting.unclear.repeat(delivery.id, patience.most, until):
        ports.posting.count("repeated")
        log.warning("sending once more delivery=%d", delivery.id)
    else:
        await ports.posting.unclear.looked(delivery.id, patience, found)


async def _find(ports: Ports, delivery: Delivery) -> str | Unfound:
    if delivery.team_id is None or delivery.subject is None:
        return Unfound.NOT_ALLOWED
    try:
        return await ports.posting.search.find_card(
            delivery.team_id, delivery.conversation_id, delivery.subject.id
        )
    except StoreAway:
        raise
    except Exception:  # else it would be the first again, and hold up all that come behind it
        log.exception("not looked for delivery=%d", delivery.id)
        return Unfound.NOT_READ


JOB = Job(run, queue="rounds", alone=True)
