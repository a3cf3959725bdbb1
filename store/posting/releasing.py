"""What waited for a conversation, or failed in it, is sent once it can be reached."""

from core.work import Defer
from store.database import Connection, rows

_RELEASE = """
    UPDATE deliveries SET state = 'queued', waits_for_address = false, reason = NULL,
        cause = NULL, tries = 0, changed_at = now(),
        conversation_id = CASE WHEN conversation_id = met.waits
            THEN %(conversation)s ELSE conversation_id END
    FROM (SELECT 'person:' || (SELECT person_id FROM addresses
          WHERE conversation_id = %(conversation)s AND team_id IS NULL) AS waits) AS met
    WHERE (conversation_id IN (%(conversation)s, met.waits) OR team_id = %(team)s)
      AND state IN ('queued', 'failed') AND comes_again(deliveries)
    RETURNING id AS delivery_id
"""


async def release(
    connection: Connection, defer: Defer, conversation_id: str, team_id: str | None
) -> int:
    """Like DeliveryStore.release, in the transaction in which it became known how to reach it."""
    values = {"conversation": conversation_id, "team": team_id}
    found = await rows(connection, dict, _RELEASE, values)
    await defer(connection, "deliver", found)
    return len(found)
