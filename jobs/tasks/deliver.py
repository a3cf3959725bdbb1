"""Send one message that was queued.

Safe to run twice: only the run that claims the delivery sends it. If the process dies between the
send and its mark, it is left `sending`, becomes `unknown`, and `settle_deliveries` decides.
"""

import logging
import time
from typing import Any

from core.addresses import Address, channel_of
from core.deliveries import Delivery, State
from core.errors import (
    Ambiguous,
    Blocked,
    NotDelivered,
    NotInRoster,
    SetupError,
    Throttled,
    Transient,
)
from core.ports import Ports
from jobs.pace import pace
from jobs.show import picture
from jobs.tasks import Job, Later

SIGN_IN_AGAIN = 30.0  # seconds

log = logging.getLogger(__name__)


async def run(ports: Ports, delivery_id: int) -> None:
    """Send it, or note why not. Raises Later when its conversation has to wait."""
    delivery = await ports.deliveries.get(delivery_id)
    if delivery is None or delivery.state is not State.QUEUED:
        return
    address = await ports.addresses.find(delivery.conversation_id, delivery.team_id)
    if address is None:
        await ports.deliveries.wait_for_address(delivery_id)
        return
    if wait := await ports.limits.conversation(channel_of(delivery.conversation_id)):
        raise Later(wait)
    await pace(ports.limits)
    if await ports.deliveries.claim(delivery_id):
        await _send(ports, delivery, address)


async def _send(ports: Ports, delivery: Delivery, address: Address) -> None:
    activity, version = await _compose(ports, delivery)
    started = time.monotonic()
    try:
        activity_id = await ports.messenger.send(address, activity)
    except NotDelivered as error:
        await _note(ports, delivery, error)
        return
    except SetupError as error:  # we cannot sign in, so nothing was sent
        await ports.deliveries.back(delivery.id, error.says)
        raise Later(SIGN_IN_AGAIN) from error
    await ports.deliveries.sent(delivery.id, activity_id, version)
    ports.count_post("sent")
    log.info("sent delivery=%d seconds=%.3f", delivery.id, time.monotonic() - started)


async def _compose(ports: Ports, delivery: Delivery) -> tuple[dict[str, Any], int | None]:
    if delivery.round_id is None:
        return dict(delivery.body or {}), None
    showing, activity = await picture(ports, delivery.round_id)
    return activity, showing.version


async def _note(ports: Ports, delivery: Delivery, error: NotDelivered) -> None:
    """What becomes of a delivery that failed: exactly one state, with its reason."""
    ports.count_post(type(error).__name__.lower())
    log.warning("not sent delivery=%d why=%s", delivery.id, type(error).__name__)
    if isinstance(error, Ambiguous):
        await ports.deliveries.unclear(delivery.id, error.says)
    elif isinstance(error, Throttled | Transient):
        await ports.deliveries.back(delivery.id, error.says)
        delay = error.delay if isinstance(error, Throttled) else 2.0
        await ports.limits.hold(channel_of(delivery.conversation_id), delay)
        raise Later(delay) from error
    else:
        await ports.deliveries.failed(delivery.id, error.says)
        if isinstance(error, Blocked | NotInRoster):
            await ports.addresses.close(delivery.conversation_id, delivery.team_id, error.says)


JOB = Job(run, queue="posts")
