"""Bring a card to its newest state, whatever it shows.

Safe to run twice and at once: the jobs of one card wait for each other, and one that finds nothing
to show leaves it. An older state never replaces a newer one: what the card does not show yet is
read before it is drawn, and no more than that counts as shown.
"""

import logging
from typing import Any

from core.errors import Blocked, NotDelivered, NotFound, NotInRoster, Throttled, Transient
from core.ports import Ports
from core.posting.addresses import Address
from core.posting.subjects import Posted, Subject
from jobs.pictures import pictures
from jobs.tasks import Job, Later

log = logging.getLogger(__name__)


async def run(ports: Ports, kind: str, id: str, recipient: str = "") -> None:  # noqa: A002 its name
    """Edit the card if it shows less than there is. Raises Later when it has to wait."""
    posting, subject = ports.posting, Subject(kind, id, recipient)
    posted = await posting.cards.posted(subject)
    if posted is None or not posted.changes:
        return
    address = await posting.addresses.find(posted.conversation_id, posted.team_id)
    if address is None:
        return
    if wait := await posting.limits.conversation(posted.conversation_id):
        raise Later(wait)
    try:
        activity = await pictures()[kind].draw(ports, id, recipient)
    except NotFound:  # what it was about is kept no longer, so it stays as it is
        await posting.cards.shown(subject, posted.changes)
        return
    await posting.pace()
    if await _edit(ports, posted, address, activity):
        await posting.cards.shown(subject, posted.changes)
        posting.count("edited")


async def _edit(ports: Ports, posted: Posted, address: Address, activity: dict[str, Any]) -> bool:
    """False where it is left until we are installed again; a card that is gone needs no more."""
    posting = ports.posting
    try:
        await posting.messenger.edit(address, posted.activity_id, activity)
    except Throttled as error:
        await posting.limits.hold(posted.conversation_id, error.delay)
        raise Later(error.delay) from error
    except Transient as error:
        raise Later(posting.patience.rest.total_seconds()) from error
    except (Blocked, NotInRoster) as error:
        log.warning("not shown activity=%s why=%s", posted.activity_id, type(error).__name__)
        await posting.addresses.close(posted.conversation_id, posted.team_id, error.says)
        return False
    except NotDelivered as error:
        log.warning("not shown activity=%s why=%s", posted.activity_id, type(error).__name__)
    return True


JOB = Job(run, queue="edits", attempts=20, in_turn=("kind", "id", "recipient"))
