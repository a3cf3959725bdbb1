"""Messages for one person alone, in a channel that others read, and what becomes of them else."""

from datetime import timedelta

from core.posting.addresses import channel_of
from core.work import Defer
from store.database import Database, row

SHUT = timedelta(hours=1)  # as long, at most, as a conversation is left alone that refuses us

_OPENLY = """
    UPDATE deliveries SET state = 'queued', only_for = NULL, tries = 0, changed_at = now(),
        conversation_id = CASE WHEN whom IS NULL THEN deliveries.conversation_id
            ELSE coalesce(chat_of(whom), 'person:' || whom) END,
        team_id = CASE WHEN whom IS NULL THEN team_id END
    FROM (SELECT id, conversation_id AS there, only_for ->> 'person_id' AS whom
          FROM deliveries WHERE id = %(id)s) AS reader
    WHERE deliveries.id = reader.id AND state IN ('queued', 'sending') AND only_for IS NOT NULL
    RETURNING there
"""

_SHUT = """
    INSERT INTO limits (key, free_at) VALUES (%(key)s, clock_timestamp() + %(shut)s)
    ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at
"""


class PrivateStore:
    """Implements core.posting.ports.Private."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def taken(self, conversation_id: str) -> bool:
        """False for an hour after one was refused there: each would cost two requests."""
        found = await self._database.row(
            "SELECT key FROM limits WHERE key = %(key)s AND free_at > clock_timestamp()",
            {"key": _key(conversation_id)},
        )
        return found is None

    async def openly(self, delivery_id: int, *, shut: bool) -> None:
        """sending → queued, as any other message: one person alone cannot get it there.

        It is for everybody in its conversation now, or goes to the chat of who wrote privately.
        `shut`: Teams has just refused it, and would refuse the next one.
        """
        async with self._database.transaction() as connection:
            found = await row(connection, _OPENLY, {"id": delivery_id})
            if found is None:
                return
            if shut:
                values = {"key": _key(found["there"]), "shut": SHUT}
                await connection.execute(_SHUT, values)
            await self._defer(connection, "deliver", [{"delivery_id": delivery_id}], soon=True)


def _key(conversation_id: str) -> str:
    return f"private:{channel_of(conversation_id)}"
