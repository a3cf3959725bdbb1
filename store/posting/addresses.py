"""Where conversations are reached, learnt from what Teams sends us."""

from collections.abc import Sequence
from datetime import timedelta

from core.posting.addresses import Address, Met, channel_of
from core.posting.deliveries import Cause
from store.database import Database, row

CLOSED_FIRST = timedelta(minutes=5)  # after a refusal, and twice as long after each further one
CLOSED_AT_MOST = timedelta(hours=1)


class AddressStore:
    """Implements core.posting.ports.Addresses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learn(self, met: Met) -> bool:
        """Remember where a conversation is reached; whether that was news.

        A conversation that was closed to us is open again: somebody just spoke to us there.
        """
        changed = await self._database.run(
            """
            INSERT INTO addresses AS known
                (conversation_id, service_url, bot_id, tenant_id, team_id, person_id)
            VALUES (%(conversation)s, %(service_url)s, %(bot)s, %(tenant)s, %(team)s, %(person)s)
            ON CONFLICT (conversation_id) DO UPDATE
            SET service_url = excluded.service_url, bot_id = excluded.bot_id, closed = NULL,
                closed_until = NULL, refusals = 0,
                team_id = coalesce(excluded.team_id, known.team_id),
                person_id = coalesce(excluded.person_id, known.person_id), learnt_at = now()
            WHERE known.closed IS NOT NULL
               OR (known.service_url, known.bot_id) <> (excluded.service_url, excluded.bot_id)
               OR (known.team_id IS NULL AND excluded.team_id IS NOT NULL)
            """,
            {
                "conversation": met.address.conversation_id,
                "service_url": met.address.service_url,
                "bot": met.address.bot_id,
                "tenant": met.address.tenant_id,
                "team": met.team_id,
                "person": met.person_id,
            },
        )
        return changed > 0

    async def find(self, conversation_id: str, team_id: str | None) -> Address | None:
        """How to reach a conversation; None while neither it nor its team has met us.

        A channel that never spoke to us is reached as the rest of its team is, a thread as its
        channel is. One that refused us is not reached for a while, and then doubted.
        """
        here = channel_of(conversation_id)
        async with self._database.connection() as connection:
            found = await row(
                connection,
                """
                SELECT service_url, bot_id, tenant_id, EXISTS (
                    SELECT FROM addresses
                    WHERE conversation_id = %(conversation)s AND closed IS NOT NULL) AS doubted
                FROM addresses
                WHERE (conversation_id = %(conversation)s OR team_id = %(team)s)
                  AND reached(%(conversation)s, %(team)s)
                  AND (closed IS NULL OR closed_until <= now())
                ORDER BY conversation_id = %(conversation)s DESC, learnt_at DESC, conversation_id
                LIMIT 1
                """,
                {"conversation": here, "team": team_id},
            )
        return Address(conversation_id, **found) if found else None

    async def team_of(self, conversation_ids: Sequence[str]) -> str | None:
        """The team of one of these channels, where Teams or Graph ever told it."""
        async with self._database.connection() as connection:
            found = await row(
                connection,
                """
                SELECT team_id FROM addresses
                WHERE conversation_id = ANY (%(ids)s) AND team_id IS NOT NULL
                UNION SELECT team_id FROM channels WHERE id = ANY (%(ids)s)
                LIMIT 1
                """,
                {"ids": list(conversation_ids)},
            )
        return str(found["team_id"]) if found else None

    async def close(
        self,
        conversation_id: str,
        team_id: str | None,
        reason: str,
        cause: Cause = Cause.ABSENT,
        *,
        for_good: bool = False,
    ) -> None:
        """Note that a conversation, or the channel of a thread, does not take our messages.

        It is closed until we hear from it, or for a while that grows with each refusal; one that
        is closed `for_good` until we hear from it alone.
        """
        await self._database.run(
            """
            INSERT INTO addresses AS known (conversation_id, service_url, bot_id, tenant_id,
                team_id, closed, cause, closed_until, refusals)
            SELECT %(conversation)s, service_url, bot_id, tenant_id, %(team)s, %(reason)s,
                %(cause)s, CASE WHEN NOT %(for_good)s THEN now() + %(first)s END, 1
            FROM addresses WHERE conversation_id = %(conversation)s OR team_id = %(team)s LIMIT 1
            ON CONFLICT (conversation_id) DO UPDATE SET closed = excluded.closed,
                cause = excluded.cause, closed_until = CASE WHEN NOT %(for_good)s
                    THEN now() + least(%(first)s * power(2, least(known.refusals, 20)), %(most)s)
                    END,
                refusals = known.refusals + 1
            WHERE known.closed IS NULL OR known.closed_until <= now() OR %(for_good)s
            """,
            {
                "conversation": channel_of(conversation_id),
                "team": team_id,
                "reason": reason,
                "cause": cause,
                "for_good": for_good,
                "first": CLOSED_FIRST,
                "most": CLOSED_AT_MOST,
            },
        )

    async def reopen(self, conversation_id: str) -> bool:
        """It takes our messages after all; False where it was not closed."""
        return bool(
            await self._database.run(
                """
                UPDATE addresses SET closed = NULL, closed_until = NULL, refusals = 0
                WHERE conversation_id = %(conversation)s AND closed IS NOT NULL
                """,
                {"conversation": channel_of(conversation_id)},
            )
        )

    async def forget_team(self, team_id: str) -> None:
        """The app was removed from a team: nothing of it can be reached until it comes back."""
        await self._database.run(
            "DELETE FROM addresses WHERE team_id = %(team)s", {"team": team_id}
        )

    async def moved_to(self, service_url: str) -> None:
        """A rehearsal's tenant has another address now; a real one tells us by itself."""
        await self._database.run(
            "UPDATE addresses SET service_url = %(url)s WHERE service_url <> %(url)s",
            {"url": service_url},
        )

    async def reopen_team(self, team_id: str) -> None:
        """The app was added to a team: channels that had refused us are tried again."""
        await self._database.run(
            """
            UPDATE addresses SET closed = NULL, closed_until = NULL, refusals = 0
            WHERE team_id = %(team)s AND closed IS NOT NULL
            """,
            {"team": team_id},
        )
