"""A conversation that refuses us is left alone for a while, and taken up again once it does not."""

from core.errors import Blocked, Gone, NotDelivered, NotInRoster
from core.posting.addresses import channel_of
from core.posting.ports import PostingPorts


async def close_where_refused(
    ports: PostingPorts, conversation_id: str, team_id: str | None, error: NotDelivered
) -> bool:
    """Close the conversation for a while, where the error is its own; whether it is.

    A thread that is gone, as somebody deleted the message that began it, closes no channel.
    """
    whole = channel_of(conversation_id) == conversation_id
    if isinstance(error, Blocked | NotInRoster) or (isinstance(error, Gone) and whole):
        await ports.addresses.close(conversation_id, team_id, error.says)
        return True
    return False


async def heard_again(ports: PostingPorts, conversation_id: str, team_id: str | None) -> None:
    """Somebody pressed or wrote there, or a message went through: what waits for it is sent."""
    if await ports.addresses.reopen(conversation_id):
        await ports.deliveries.release(channel_of(conversation_id), team_id)
