"""Every outgoing message as a row, in exactly one state."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from core.deliveries import Delivery, State
from core.ports import Defer
from store.database import Database, row, rows

BATCH = 500

_READ = """
    SELECT id, key, conversation_id, team_id, round_id, body, state, activity_id, repeats,
        changed_at
    FROM deliveries
"""


class DeliveryStore:
    """Implements core.ports.Deliveries. Jobs for what is queued come with the rows."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def add(
        self, key: str, conversation_id: str, team_id: str | None, body: Mapping[str, object]
    ) -> bool:
        """Queue one message; False, and nothing done, when `key` was queued before."""
        async with self._database.transaction() as connection:
            added = await row(
                connection,
                """
                INSERT INTO deliveries (key, conversation_id, team_id, body)
                VALUES (%(key)s, %(conversation)s, %(team)s, %(body)s)
                ON CONFLICT (key) DO NOTHING RETURNING id
                """,
                {
                    "key": key,
                    "conversation": conversation_id,
                    "team": team_id,
                    "body": Jsonb(body),
                },
            )
            if added:
                await self._defer(connection, "deliver", [{"delivery_id": added["id"]}])
        return added is not None

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
        """queued → sending; False when another process has it, or it is settled."""
        claimed = await self._database.run(
            """
            UPDATE deliveries SET state = 'sending', changed_at = now()
            WHERE id = %(id)s AND state = 'queued'
            """,
            {"id": delivery_id},
        )
        return claimed > 0

    async def sent(self, delivery_id: int, activity_id: str, shown: int | None) -> None:
        """It arrived, as this activity. `shown` is the version of its round that it shows."""
        async with self._database.transaction() as connection:
            # The round before its delivery, as the close does: else each may wait for the other.
            await connection.execute(
                """
                SELECT FROM rounds JOIN deliveries ON round_id = rounds.id
                WHERE deliveries.id = %(id)s FOR UPDATE OF rounds
                """,
                {"id": delivery_id},
            )
            done = await row(
                connection,
                """
                UPDATE deliveries
                SET state = 'sent', activity_id = %(activity)s, reason = NULL, changed_at = now()
                WHERE id = %(id)s AND state <> 'sent' RETURNING round_id
                """,
                {"id": delivery_id, "activity": activity_id},
            )
            if done is None or done["round_id"] is None:
                return
            behind = await row(
                connection,
                """
                UPDATE rounds SET shown = greatest(shown, %(shown)s), shown_at = now()
                WHERE id = %(round)s RETURNING shown < version AS yes
                """,
                {"round": done["round_id"], "shown": shown or 0},
            )
            if behind and behind["yes"]:
                await self._defer(connection, "show_round", [{"round_id": done["round_id"]}])

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

        Cards that could not be edited meanwhile are brought to their newest state.
        """
        key = {"conversation": conversation_id, "team": team_id}
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                UPDATE deliveries SET waits_for_address = false, reason = NULL, changed_at = now()
                WHERE waits_for_address AND state = 'queued'
                  AND (conversation_id = %(conversation)s OR team_id = %(team)s)
                RETURNING id AS delivery_id
                """,
                key,
            )
            behind = await rows(
                connection,
                dict,
                """
                SELECT round_id FROM deliveries JOIN rounds ON rounds.id = round_id
                WHERE shown < version AND state = 'sent'
                  AND (conversation_id = %(conversation)s OR deliveries.team_id = %(team)s)
                """,
                key,
            )
            await self._defer(connection, "deliver", found)
            await self._defer(connection, "show_round", behind)
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

    async def unclear_rounds(self, look: timedelta) -> Sequence[Delivery]:
        """Unclear deliveries of rounds that became so more than `look` ago, oldest first."""
        found = await self._database.all(
            dict,
            _READ
            + """
            WHERE state = 'unknown' AND round_id IS NOT NULL AND changed_at <= now() - %(look)s
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

    async def outcomes(self, round_ids: Sequence[str], most: int) -> Mapping[str, int]:
        """How many of these rounds' deliveries are in each state.

        `waiting` has no address yet; `unclear` is unknown for good, after `most` repeats.
        """
        found = await self._database.all(
            dict,
            """
            SELECT count(*) AS many, CASE
                WHEN waits_for_address AND state = 'queued' THEN 'waiting'
                WHEN state = 'unknown' AND repeats >= %(most)s THEN 'unclear'
                ELSE state END AS state
            FROM deliveries WHERE round_id = ANY (%(rounds)s) GROUP BY 2
            """,
            {"rounds": list(round_ids), "most": most},
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


def _delivery(found: dict[str, Any]) -> Delivery:
    return Delivery(**{**found, "state": State(found["state"])})
