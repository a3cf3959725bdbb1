"""A conversation that refuses us is left alone for a while, and taken up again once it does not."""

from collections.abc import Mapping

from core.errors import Blocked, Gone, NotDelivered, NotInRoster, TooBig
from core.posting.addresses import channel_of
from core.posting.deliveries import Cause
from core.posting.ports import PostingPorts

_CAUSES: Mapping[type[NotDelivered], Cause] = {
    NotInRoster: Cause.ABSENT,
    Blocked: Cause.BLOCKED,
    Gone: Cause.GONE,
    TooBig: Cause.TOO_BIG,
}


def cause_of(error: NotDelivered) -> Cause:
    """Why a message was refused, as people are told it."""
    return _CAUSES.get(type(error), Cause.REFUSED)


async def close_where_refused(
    ports: PostingPorts, conversation_id: str, team_id: str | None, error: NotDelivered
) -> bool:
    """Close the conversation for a while, where the error is its own; whether it is.

    A thread that is gone, as somebody deleted the message that began it, closes no channel.
    """
    whole = channel_of(conversation_id) == conversation_id
    if isinstance(error, Blocked | NotInRoster) or (isinstance(error, Gone) and whole):
        await ports.addresses.close(conversation_id, team_id, error.says, cause_of(error))
        return True
    return False


async def heard_again(ports: PostingPorts, conversation_id: str, team_id: str | None) -> None:
    """Somebody pressed or wrote there, or a message went through: what waits for it is sent."""
    if await ports.addresses.reopen(conversation_id):
        await ports.deliveries.release(channel_of(conversation_id), team_id)
