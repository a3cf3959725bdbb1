"""Every outgoing message as a row, in exactly one state."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from core.ports import Defer
from core.posting.deliveries import Delivery, State
from core.posting.subjects import Subject
from store.database import Connection, Database, row, rows
from store.posting.cards import HOLDERS, behind, hold, shows, subject_of

BATCH = 500

_READ = """
    SELECT id, key, conversation_id, team_id, round_id, retro_id, digest_id, question_id, body,
        state, activity_id, repeats, changed_at
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
        """It arrived, as this activity. `shown` is the version of its subject that it shows."""
        async with self._database.transaction() as connection:
            found = await row(connection, _READ + " WHERE id = %(id)s", {"id": delivery_id})
            subject = subject_of(found) if found else None
            if subject:
                # Before its delivery, as the close does: else each may wait for the other.
                await hold(connection, subject)
            done = await connection.execute(
                """
                UPDATE deliveries
                SET state = 'sent', activity_id = %(activity)s, reason = NULL, changed_at = now()
                WHERE id = %(id)s AND state <> 'sent'
                """,
                {"id": delivery_id, "activity": activity_id},
            )
            if subject and done.rowcount and await shows(connection, subject, shown or 0):
                await self._defer(connection, subject.job, [subject.arguments])

    async def arrived(self, subject: Subject, conversation_id: str, activity_id: str) -> None:
        """Somebody pressed on a card there, so it arrived, if we were not sure of that."""
        found = await self._database.row(
            HOLDERS[subject.kind].sql(
                """
                SELECT id FROM deliveries
                WHERE COLUMN = %(id)s AND conversation_id = %(conversation)s AND state <> 'sent'
                """
            ),
            {"id": subject.id, "conversation": conversation_id},
        )
        if found:
            await self.sent(found["id"], activity_id, None)

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
        Cards that could not be edited meanwhile are brought to their newest state.
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
            for subject in await behind(connection, conversation_id, team_id):
                await self._defer(connection, subject.job, [subject.arguments])
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
        """Unclear cards and reports that became so more than `look` ago, oldest first."""
        found = await self._database.all(
            dict,
            _READ
            + """
            WHERE state = 'unknown'
              AND (num_nonnulls(round_id, retro_id, digest_id, question_id) > 0
                OR split_part(key, ':', 1) IN ('report', 'decision', 'reply'))
              AND changed_at <= now() - %(look)s
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

    async def outcomes(self, subject_ids: Sequence[str], most: int) -> Mapping[str, int]:
        """How many of the cards of these rounds, retros and digests are in each state.

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
            WHERE round_id = ANY (%(ids)s) OR retro_id = ANY (%(ids)s) OR digest_id = ANY (%(ids)s)
            GROUP BY 2
            """,
            {"ids": list(subject_ids), "most": most},
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
    return Delivery(**{**values, "state": State(found["state"]), "subject": subject_of(found)})
