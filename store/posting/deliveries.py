"""Every outgoing message as a row, in exactly one state."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from core.posting.deliveries import Delivery, State
from core.posting.subjects import Subject
from core.work import Defer
from store.database import Connection, Database, row, rows

BATCH = 500

_READ = """
    SELECT id, key, conversation_id, team_id, kind, thing, recipient, body, state, activity_id, (
        SELECT coalesce(array_agg(number), '{}') FROM changes
        WHERE delivery = deliveries.id) AS changes
    FROM deliveries
"""

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
            changed_at = now(), shown_at = now()
        WHERE id = %(id)s AND state <> 'sent' RETURNING id)
    DELETE FROM changes USING arrived WHERE delivery = arrived.id AND number = ANY (%(changes)s)
"""


class DeliveryStore:
    """Implements core.posting.ports.Deliveries. Jobs for what is queued come with the rows."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def add(
        self, key: str, conversation_id: str, team_id: str | None, body: Mapping[str, object]
    ) -> bool:
        """Queue one message; False, and nothing done, when `key` was queued before."""
        async with self._database.transaction() as connection:
            return await add_delivery(connection, self._defer, key, conversation_id, team_id, body)

    async def set_aside(self, key: str) -> None:
        """Free a key, so that the same message may be wanted again one day."""
        await self._database.run(
            "UPDATE deliveries SET key = key || ':' || id WHERE key = %(key)s", {"key": key}
        )

    async def get(self, delivery_id: int) -> Delivery | None:
        """One delivery; None when there is none of this id."""
        found = await self._database.row(_READ + " WHERE id = %(id)s", {"id": delivery_id})
        return _delivery(found) if found else None

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
                    changed_at = now(), shown_at = now()
                WHERE kind = %(kind)s AND thing = %(id)s AND conversation_id = %(conversation)s
                  AND state <> 'sent' RETURNING id)
            INSERT INTO changes (delivery) SELECT id FROM arrived
            """,
            values,
        )

    async def back(self, delivery_id: int, reason: str) -> None:
        """sending → queued: it certainly did not arrive, and the job will come again."""
        await self._settle(delivery_id, "queued", reason)

    async def failed(self, delivery_id: int, reason: str) -> None:
        """It will not arrive, for this reason."""
        await self._settle(delivery_id, "failed", reason)

    async def unclear(self, delivery_id: int, reason: str) -> None:
        """It may have arrived or not."""
        await self._settle(delivery_id, "unknown", reason)

    async def wait_for_address(self, delivery_id: int) -> None:
        """Nobody told us yet where it goes: it stays queued until we are installed there."""
        await self._database.run(
            """
            UPDATE deliveries SET waits_for_address = true, changed_at = now(),
                reason = 'The team has not met Process Center yet.'
            WHERE id = %(id)s AND state = 'queued'
            """,
            {"id": delivery_id},
        )

    async def release(self, conversation_id: str, team_id: str | None) -> int:
        """Send what waited for this conversation or team; how many there were.

        In somebody's own chat that is also what waited for this person, wherever they would be met.
        """
        key = {"conversation": conversation_id, "team": team_id}
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                UPDATE deliveries SET waits_for_address = false, reason = NULL, changed_at = now(),
                    conversation_id = CASE WHEN conversation_id = met.waits
                        THEN %(conversation)s ELSE conversation_id END
                FROM (SELECT 'person:' || (SELECT person_id FROM addresses
                      WHERE conversation_id = %(conversation)s AND team_id IS NULL) AS waits) AS met
                WHERE waits_for_address AND state = 'queued'
                  AND (conversation_id IN (%(conversation)s, met.waits) OR team_id = %(team)s)
                RETURNING id AS delivery_id
                """,
                key,
            )
            await self._defer(connection, "deliver", found)
        return len(found)

    async def stuck(self, stuck: timedelta) -> int:
        """Call `unknown` what a dead process left `sending`; how many there were."""
        return await self._database.run(
            """
            UPDATE deliveries SET state = 'unknown', changed_at = now(),
                reason = 'The process ended while it was being sent.'
            WHERE state = 'sending' AND changed_at < now() - %(stuck)s
            """,
            {"stuck": stuck},
        )

    async def unclear_posts(self, look: timedelta) -> Sequence[Delivery]:
        """Unclear messages that became so more than `look` ago, oldest first."""
        found = await self._database.all(
            dict,
            _READ
            + """
            WHERE state = 'unknown' AND changed_at <= now() - %(look)s
            ORDER BY changed_at, id LIMIT %(batch)s
            """,
            {"look": look, "batch": BATCH},
        )
        return [_delivery(each) for each in found]

    async def repeat(self, delivery_id: int, most: int, patience: timedelta) -> bool:
        """unknown → queued, once more; False before `patience` is over or after `most` repeats."""
        async with self._database.transaction() as connection:
            found = await row(
                connection,
                """
                UPDATE deliveries SET state = 'queued', repeats = repeats + 1, changed_at = now()
                WHERE id = %(id)s AND state = 'unknown' AND repeats < %(most)s
                  AND changed_at <= now() - %(patience)s
                RETURNING id
                """,
                {"id": delivery_id, "most": most, "patience": patience},
            )
            if found:
                await self._defer(connection, "deliver", [{"delivery_id": delivery_id}])
        return found is not None

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

        `waiting` has no address yet; `unclear` is unknown for good, after `most` repeats.
        """
        found = await self._database.all(
            dict,
            """
            SELECT count(*) AS many, CASE
                WHEN waits_for_address AND state = 'queued' THEN 'waiting'
                WHEN state = 'unknown' AND repeats >= %(most)s THEN 'unclear'
                ELSE state END AS state
            FROM deliveries
            WHERE kind = %(kind)s AND thing = ANY (%(ids)s)
            GROUP BY 2
            """,
            {"kind": kind, "ids": list(ids), "most": most},
        )
        return {each["state"]: each["many"] for each in found}

    async def _settle(self, delivery_id: int, state: str, reason: str) -> None:
        await self._database.run(
            """
            UPDATE deliveries SET state = %(state)s, reason = %(reason)s, changed_at = now()
            WHERE id = %(id)s AND state IN ('queued', 'sending', 'unknown')
            """,
            {"id": delivery_id, "state": state, "reason": reason},
        )


async def add_delivery(
    connection: Connection,
    defer: Defer,
    key: str,
    conversation_id: str,
    team_id: str | None,
    body: Mapping[str, object],
) -> bool:
    """Like DeliveryStore.add, in the transaction that the message follows from."""
    added = await row(
        connection,
        """
        INSERT INTO deliveries (key, conversation_id, team_id, body)
        VALUES (%(key)s, %(conversation)s, %(team)s, %(body)s)
        ON CONFLICT (key) DO NOTHING RETURNING id
        """,
        {"key": key, "conversation": conversation_id, "team": team_id, "body": Jsonb(body)},
    )
    if added:
        await defer(connection, "deliver", [{"delivery_id": added["id"]}])
    return added is not None


def _delivery(found: dict[str, Any]) -> Delivery:
    values = {name: found[name] for name in Delivery.__dataclass_fields__ if name in found}
    thing = found["thing"] and Subject(found["kind"], found["thing"], found["recipient"])
    changes = tuple(found["changes"])
    return Delivery(
        **{**values, "state": State(found["state"]), "subject": thing, "changes": changes}
    )
