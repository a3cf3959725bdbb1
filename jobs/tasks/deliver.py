"""Send one message that was queued.

Safe to run twice: only the run that claims the delivery sends it. If the process dies between the
send and its mark, it is left `sending`, becomes `unknown`, and `settle_deliveries` decides.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from core.errors import (
    Ambiguous,
    NotDelivered,
    NotFound,
    NotPrivate,
    NotSignedIn,
    SetupError,
    StoreAway,
    Throttled,
    Transient,
)
from core.ports import Ports
from core.posting.addresses import Address, channel_of
from core.posting.closing import cause_of, close_where_refused, heard_again
from core.posting.deliveries import Cause, Delivery, OnlyFor, State
from jobs.pace import STALE
from jobs.pictures import pictures
from jobs.tasks import Job, Later, growing

AGAIN = 2.0  # seconds
DRAWN = 8  # times in a row that a card is tried to be made, which takes some minutes
UNDRAWN = "Process Center could not make this card; the log of the worker says why."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is sent and where; a card shows the changes that its delivery had when it was read."""

    address: Address
    activity: dict[str, Any]
    only_for: OnlyFor | None = None


async def run(ports: Ports, delivery_id: int) -> None:
    """Send it, or note why not. Raises Later when its conversation has to wait."""
    delivery = await ports.posting.deliveries.get(delivery_id)
    if delivery is None or delivery.state is not State.QUEUED:
        return
    address = await ports.posting.addresses.find(delivery.conversation_id, delivery.team_id)
    if address is None:
        await ports.posting.deliveries.wait_for_address(delivery_id)
        return
    here = channel_of(delivery.conversation_id)
    if delivery.only_for and not await ports.posting.private.taken(here):
        await ports.posting.private.openly(delivery_id, shut=False)
        return
    if wait := await ports.posting.limits.conversation(here):
        raise Later(wait)
    letter = await _composed(ports, delivery, address)
    if letter is None:
        return
    await ports.posting.pace(soon=delivery.soon)
    granted = time.monotonic()
    if await ports.posting.deliveries.claim(delivery_id):
        # A disk that was slow held up several: together they would be above the limit.
        if time.monotonic() > granted + STALE:
            await ports.posting.pace(soon=delivery.soon)
        await _send(ports, delivery, letter)


async def _send(ports: Ports, delivery: Delivery, letter: _Letter) -> None:
    started = time.monotonic()
    try:
        post = ports.posting.messenger.send
        activity_id = await post(letter.address, letter.activity, letter.only_for)
    except (NotSignedIn, SetupError) as error:  # nothing was sent, and another would not be either
        ports.posting.count("notsignedin")
        log.warning("not sent delivery=%d why=%s", delivery.id, type(error).__name__)
        wait = await ports.posting.deliveries.not_signed_in(delivery.id, error.says)
        raise Later(wait.total_seconds()) from error
    except NotDelivered as error:
        await _note(ports, delivery, error)
        return
    await ports.posting.deliveries.sent(delivery.id, activity_id, delivery.changes)
    ports.posting.count("sent")
    if letter.address.doubted:
        await heard_again(ports.posting, delivery.conversation_id, delivery.team_id)
    log.info("sent delivery=%d seconds=%.3f", delivery.id, time.monotonic() - started)


async def _composed(ports: Ports, delivery: Delivery, address: Address) -> _Letter | None:
    """None where it cannot be made, now or ever: then it has failed, and is not made for ever."""
    deliveries = ports.posting.deliveries
    try:
        return await _compose(ports, delivery, address)
    except StoreAway:
        raise
    except NotFound as error:  # what it was about is kept no longer
        await deliveries.failed(delivery.id, error.says, Cause.UNDRAWN)
        ports.posting.count("failed")
    except Exception:
        if await deliveries.back(delivery.id, UNDRAWN) < DRAWN:
            raise
        log.exception("not made delivery=%d", delivery.id)
        await deliveries.failed(delivery.id, UNDRAWN, Cause.UNDRAWN)
        ports.posting.count("failed")
    return None


async def _compose(ports: Ports, delivery: Delivery, address: Address) -> _Letter:
    """Done before the permit is taken, which is good for a moment only."""
    subject = delivery.subject
    if subject is None:
        return _Letter(address, dict(delivery.body or {}), delivery.only_for)
    activity = await pictures()[subject.kind].draw(ports, subject.id, subject.recipient)
    return _Letter(address, activity)


async def _note(ports: Ports, delivery: Delivery, error: NotDelivered) -> None:
    """What becomes of a delivery that failed: exactly one state, with its reason."""
    ports.posting.count(type(error).__name__.lower())
    log.warning("not sent delivery=%d why=%s", delivery.id, type(error).__name__)
    if isinstance(error, Ambiguous):
        await ports.posting.deliveries.unclear(delivery.id, error.says)
    elif isinstance(error, Throttled | Transient):
        times = await ports.posting.deliveries.back(delivery.id, error.says)
        delay = error.delay if isinstance(error, Throttled) else growing(AGAIN, times)
        await ports.posting.limits.hold(channel_of(delivery.conversation_id), delay)
        raise Later(delay) from error
    elif isinstance(error, NotPrivate):
        await ports.posting.private.openly(delivery.id, shut=error.lasts)
    else:
        await ports.posting.deliveries.failed(delivery.id, error.says, cause_of(error))
        await close_where_refused(ports.posting, delivery.conversation_id, delivery.team_id, error)


JOB = Job(run, queue="posts")
