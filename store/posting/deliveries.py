"""Every outgoing message as a row, in exactly one state."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta

from psycopg.types.json import Jsonb

from core.posting.deliveries import Cause, Delivery, OnlyFor
from core.work import Defer
from store.database import Connection, Database, row, rows
from store.posting.delivery_rows import READ, as_delivery
from store.posting.releasing import release

BATCH = 500
SIGN_IN_FIRST = timedelta(seconds=30)
SIGN_IN_AT_MOST = timedelta(minutes=5)

_CLAIM = """
    UPDATE deliveries SET changed_at = now(),
        state = CASE WHEN over.yes THEN 'cancelled' ELSE 'sending' END,
        reason = CASE WHEN over.yes THEN 'It closed before its card could be posted.' END
    FROM (
        SELECT queued.id, repeats = 0 AND coalesce(ended, false) AS yes
        FROM deliveries AS queued
        LEFT JOIN things ON things.kind = queued.kind AND things.id = queued.thing
        WHERE queued.id = %(id)s
    ) AS over
    WHERE deliveries.id = over.id AND state = 'queued' RETURNING state = 'sending' AS yes
"""

_SENT = """
    WITH arrived AS (
        UPDATE deliveries SET state = 'sent', activity_id = %(activity)s, reason = NULL,
            cause = NULL, tries = 0, changed_at = now(), shown_at = now()
        WHERE id = %(id)s AND state <> 'sent' RETURNING id)
    DELETE FROM changes USING arrived WHERE delivery = arrived.id AND number = ANY (%(changes)s)
"""


_NOT_SIGNED_IN = """
    UPDATE deliveries SET tries = tries + 1, reason = %(reason)s, cause = 'sign_in',
        changed_at = now(), state = CASE
            WHEN created_at < now() - CASE WHEN kind IS NULL THEN interval '1 day'
                ELSE interval '30 days' END THEN 'failed'
            ELSE 'queued' END
    WHERE id = %(id)s AND state = 'sending' RETURNING tries
"""


class DeliveryStore:
    """Implements core.posting.ports.Deliveries. Jobs for what is queued come with the rows."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def add(
        self,
        key: str,
        conversation_id: str,
        team_id: str | None,
        body: Mapping[str, object],
        *,
        soon: bool = False,
        only_for: OnlyFor | None = None,
    ) -> bool:
        """Queue one message; False, and nothing done, when `key` was queued before."""
        where = (key, conversation_id, team_id)
        async with self._database.transaction() as connection:
            return await add_delivery(
                connection, self._defer, *where, body, soon=soon, only_for=only_for
            )

    async def set_aside(self, key: str) -> None:
        """Free a key, so that the same message may be wanted again one day."""
        await self._database.run(
            "UPDATE deliveries SET key = key || ':' || id WHERE key = %(key)s", {"key": key}
        )

    async def get(self, delivery_id: int) -> Delivery | None:
        """One delivery; None when there is none of this id."""
        found = await self._database.row(READ + " WHERE id = %(id)s", {"id": delivery_id})
        return as_delivery(found) if found else None

    async def claim(self, delivery_id: int) -> bool:
        """queued → sending; False when another process has it, or it is settled.

        The card of what has closed by now is cancelled, unless it may have arrived before.
        """
        claimed = await self._database.row(_CLAIM, {"id": delivery_id})
        return bool(claimed and claimed["yes"])

    async def sent(self, delivery_id: int, activity_id: str, changes: Sequence[int]) -> None:
        """It arrived, as this activity. A card shows these changes, as `Delivery` has them."""
        values = {"id": delivery_id, "activity": activity_id, "changes": list(changes)}
        await self._database.run(_SENT, values)

    async def arrived(self, kind: str, id_: str, conversation_id: str, activity_id: str) -> None:
        """Somebody pressed on a card there, so it arrived, if we were not sure of that.

        What it shows nobody knows, so it is shown anew.
        """
        values = {"kind": kind, "id": id_, "conversation": conversation_id, "as": activity_id}
        await self._database.run(
            """
            WITH arrived AS (
                UPDATE deliveries SET state = 'sent', activity_id = %(as)s, reason = NULL,
                    cause = NULL, tries = 0, waits_for_address = false,
                    changed_at = now(), shown_at = now()
                WHERE kind = %(kind)s AND thing = %(id)s AND conversation_id = %(conversation)s
                  AND state <> 'sent' RETURNING id)
            INSERT INTO changes (delivery) SELECT id FROM arrived
            """,
            values,
        )

    async def back(self, delivery_id: int, reason: str) -> int:
        """sending → queued: it certainly did not arrive, and the job will come again.

        Returns how often in a row that was so.
        """
        found = await self._database.row(
            """
            UPDATE deliveries SET state = 'queued', reason = %(reason)s, cause = NULL,
                tries = CASE state WHEN 'unknown' THEN 1 ELSE tries + 1 END, look_at = NULL,
                changed_at = now()
            WHERE id = %(id)s AND state IN ('queued', 'sending', 'unknown') RETURNING tries
            """,
            {"id": delivery_id, "reason": reason},
        )
        return int(found["tries"]) if found else 1

    async def failed(self, delivery_id: int, reason: str, cause: Cause = Cause.REFUSED) -> None:
        """It was refused. The card of what is open is sent once more when somebody wants it."""
        await self._settle(delivery_id, "failed", reason, cause)

    async def not_signed_in(self, delivery_id: int, reason: str) -> timedelta:
        """sending → queued: we are refused altogether. After how long it is to be sent again.

        That grows up to five minutes. What nobody waits for any more is failed: a message of its
        own after a day, a card after a month, if what it shows has not ended long before.
        """
        found = await self._database.row(_NOT_SIGNED_IN, {"id": delivery_id, "reason": reason})
        tries = int(found["tries"]) if found else 1
        return min(SIGN_IN_FIRST * (1 << min(tries, 20) - 1), SIGN_IN_AT_MOST)

    async def unclear(self, delivery_id: int, reason: str) -> None:
        """It may have arrived or not."""
        await self._settle(delivery_id, "unknown", reason)

    async def wait_for_address(self, delivery_id: int) -> None:
        """Nobody told us yet where it goes: it stays queued until we are installed there."""
        await self._database.run(
            """
            UPDATE deliveries SET waits_for_address = true, changed_at = now(),
                cause = known.cause,
                reason = coalesce(known.closed, CASE
                    WHEN starts_with(this.conversation_id, 'person:')
                    THEN 'This person has not met Process Center yet.'
                    ELSE 'The team has not met Process Center yet.' END)
            FROM deliveries AS this LEFT JOIN addresses AS known
                ON known.conversation_id = this.conversation_id AND known.closed IS NOT NULL
            WHERE this.id = %(id)s AND deliveries.id = this.id AND deliveries.state = 'queued'
            """,
            {"id": delivery_id},
        )

    async def release(self, conversation_id: str, team_id: str | None) -> int:
        """Send what waited for this conversation or team, or failed there; how many there were.

        In somebody's own chat that is also what waited for this person, wherever they would be met.
        Of what failed it is the cards of what has not ended; one that somebody deleted stays away.
        """
        async with self._database.transaction() as connection:
            return await release(connection, self._defer, conversation_id, team_id)

    async def left_behind(self, older: timedelta) -> int:
        """Defer again what is queued but has no job any more; how many there were."""
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                UPDATE deliveries SET changed_at = now()
                WHERE id IN (
                    SELECT id FROM deliveries AS queued
                    WHERE state = 'queued' AND NOT waits_for_address
                      AND changed_at < now() - %(older)s
                      AND NOT EXISTS (
                        SELECT FROM procrastinate_jobs
                        WHERE task_name = 'deliver' AND status IN ('todo', 'doing')
                          AND (args ->> 'delivery_id')::bigint = queued.id)
                    ORDER BY changed_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
                RETURNING id AS delivery_id
                """,
                {"older": older, "batch": BATCH},
            )
            await self._defer(connection, "deliver", found)
        return len(found)

    async def outcomes(self, kind: str, ids: Sequence[str], most: int) -> Mapping[str, int]:
        """How many of the cards of these things are in each state.

        `waiting` has no address, and gets none by itself; `unclear` is unknown for good, after
        `most` repeats.
        """
        found = await self._database.all(
            dict,
            """
            SELECT count(*) AS many, CASE
                WHEN waits_for_address AND state = 'queued' AND NOT begins_chat(deliveries)
                    THEN 'waiting'
                WHEN state = 'unknown' AND repeats >= %(most)s THEN 'unclear'
                ELSE state END AS state
            FROM deliveries
            WHERE kind = %(kind)s AND thing = ANY (%(ids)s)
            GROUP BY 2
            """,
            {"kind": kind, "ids": list(ids), "most": most},
        )
        return {each["state"]: each["many"] for each in found}

    async def _settle(
        self, delivery_id: int, state: str, reason: str, cause: Cause | None = None
    ) -> None:
        await self._database.run(
            """
            UPDATE deliveries SET state = %(state)s, reason = %(reason)s, cause = %(cause)s,
                tries = 0, look_at = NULL, changed_at = now()
            WHERE id = %(id)s AND state IN ('queued', 'sending', 'unknown')
            """,
            {"id": delivery_id, "state": state, "reason": reason, "cause": cause},
        )


async def add_delivery(
    connection: Connection,
    defer: Defer,
    key: str,
    conversation_id: str,
    team_id: str | None,
    body: Mapping[str, object],
    *,
    soon: bool = False,
    only_for: OnlyFor | None = None,
) -> bool:
    """Like DeliveryStore.add, in the transaction that the message follows from."""
    added = await row(
        connection,
        """
        INSERT INTO deliveries (key, conversation_id, team_id, body, soon, only_for)
        VALUES (%(key)s, %(conversation)s, %(team)s, %(body)s, %(soon)s, %(only_for)s)
        ON CONFLICT (key) DO NOTHING RETURNING id
        """,
        {
            "key": key,
            "conversation": conversation_id,
            "team": team_id,
            "body": Jsonb(body),
            "soon": soon,
            "only_for": only_for and Jsonb(asdict(only_for)),
        },
    )
    if added:
        await defer(connection, "deliver", [{"delivery_id": added["id"]}], soon=soon)
    return added is not None
