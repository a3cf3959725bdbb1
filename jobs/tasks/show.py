"""Bring a card to its newest state, whatever it shows.

Safe to run twice and at once: the jobs of one card wait for each other, and one that finds nothing
to show leaves it. An older state never replaces a newer one: what the card does not show yet is
read before it is drawn, and no more than that counts as shown.
"""

import logging

from core.errors import (
    Deleted,
    NotDelivered,
    NotFound,
    NotSignedIn,
    SetupError,
    Throttled,
    Transient,
)
from core.ports import Ports
from core.posting.addresses import channel_of
from core.posting.closing import close_where_refused, heard_again
from core.posting.subjects import Posted, Subject
from jobs.pictures import pictures
from jobs.tasks import Job, Later, growing

SIGN_IN_AGAIN = 60.0  # seconds
DELETED = "Somebody deleted the card in Teams."

log = logging.getLogger(__name__)


async def run(ports: Ports, kind: str, id: str, recipient: str = "") -> None:  # noqa: A002 its name
    """Edit the card if it shows less than there is. Raises Later when it has to wait."""
    subject = Subject(kind, id, recipient)
    posted = await ports.posting.cards.posted(subject)
    if posted and posted.changes:
        await edited(ports, subject, posted)


async def edited(ports: Ports, subject: Subject, posted: Posted) -> bool:
    """Edit the card where it is; False where it is not there, or cannot be reached for now.

    One that was deleted has failed after this. Raises Later when it has to wait. Only where its
    other edits wait for this one.
    """
    posting = ports.posting
    address = await posting.addresses.find(posted.conversation_id, posted.team_id)
    if address is None:
        return False
    if wait := await posting.limits.conversation(channel_of(posted.conversation_id)):
        raise Later(wait)
    try:
        activity = await pictures()[subject.kind].draw(ports, subject.id, subject.recipient)
    except NotFound:  # what it was about is kept no longer, so it stays as it is
        await posting.cards.shown(subject, posted.changes)
        return True
    await posting.pace(soon=True)
    try:
        await posting.messenger.edit(address, posted.activity_id, activity)
    except (NotDelivered, SetupError) as error:
        log.warning("not shown activity=%s why=%s", posted.activity_id, type(error).__name__)
        return await _refused(ports, subject, posted, error)
    await posting.cards.shown(subject, posted.changes)
    posting.count("edited")
    if address.doubted:
        await heard_again(posting, posted.conversation_id, posted.team_id)
    return True


async def _refused(
    ports: Ports, subject: Subject, posted: Posted, error: NotDelivered | SetupError
) -> bool:
    """What becomes of it. Where the conversation is closed for now, it is shown when it opens."""
    posting = ports.posting
    if isinstance(error, Throttled):
        await posting.limits.hold(channel_of(posted.conversation_id), error.delay)
        raise Later(error.delay) from error
    if isinstance(error, NotSignedIn | SetupError):
        raise Later(SIGN_IN_AGAIN) from error
    if isinstance(error, Transient):
        times = await posting.cards.not_shown(subject)
        raise Later(growing(posting.patience.rest.total_seconds(), times)) from error
    if isinstance(error, Deleted):
        await posting.unsent.lost(subject, posted.activity_id, DELETED)
        return False
    if await close_where_refused(posting, posted.conversation_id, posted.team_id, error):
        return False
    await posting.cards.shown(subject, posted.changes)
    return True


JOB = Job(run, queue="edits", attempts=20, in_turn=("kind", "id", "recipient"), priority=1)
