"""Bring a card to its newest state, at most once in a few seconds, whatever it shows.

Editing is idempotent, and an older state never replaces a newer one: the jobs of one card wait for
each other (`in_turn`).
"""

import logging
from typing import Any

from core.errors import Blocked, NotDelivered, NotInRoster, Throttled, Transient
from core.ports import Ports
from core.posting.addresses import Address
from core.posting.subjects import Posted, Subject
from jobs.pictures import picture
from jobs.tasks import Later

log = logging.getLogger(__name__)


async def show(ports: Ports, subject: Subject) -> None:
    """Edit the card if it shows less than there is. Raises Later when it has to rest first."""
    posted = await ports.cards.posted(subject)
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
    version, activity = await picture(ports, subject)
    await ports.pace()
    if await _edit(ports, posted, address, activity):
        await ports.cards.shown(subject, version)
        ports.count_post("edited")
        await _again(ports, subject)


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


async def _again(ports: Ports, subject: Subject) -> None:
    """What came while the card was edited is shown next."""
    newest = await ports.cards.posted(subject)
    if newest and newest.shown < newest.version:
        raise Later(ports.patience.rest.total_seconds())
