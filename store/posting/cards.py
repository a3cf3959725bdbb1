"""Cards that are edited in place: what each shows, where it is, and which ones are behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, LiteralString

from core.ports import Defer
from core.posting.subjects import Kind, Posted, Subject
from store.database import Connection, Database, row, rows

BATCH = 500


@dataclass(frozen=True, slots=True)
class Holder:
    """A table whose rows have a card, and the column by which deliveries name it.

    It has the columns id; version and shown, which count what the card should show and what it
    does; and shown_at, in real time, for the pace of edits. Where the card is in a channel, also
    team_id and channel_id.
    """

    table: LiteralString
    column: LiteralString

    def sql(self, query: LiteralString) -> LiteralString:
        """The query for this table, which it calls TABLE, and its COLUMN among deliveries."""
        return query.replace("TABLE", self.table).replace("COLUMN", self.column)


IN_CHANNELS: Mapping[Kind, Holder] = {
    Kind.ROUND: Holder("rounds", "round_id"),
    Kind.RETRO: Holder("retros", "retro_id"),
}
HOLDERS: Mapping[Kind, Holder] = {
    **IN_CHANNELS,
    Kind.DIGEST: Holder("digests", "digest_id"),
    Kind.QUESTION: Holder("digest_questions", "question_id"),
}


class CardStore:
    """Implements core.ports.Cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def posted(self, subject: Subject) -> Posted | None:
        """Where a card is; None while it has not arrived."""
        return await self._database.one(
            Posted,
            HOLDERS[subject.kind].sql(
                """
                SELECT conversation_id, deliveries.team_id, activity_id, shown, version,
                    extract(epoch FROM now() - shown_at)::float8 AS rested
                FROM TABLE JOIN deliveries ON COLUMN = TABLE.id
                WHERE TABLE.id = %(id)s AND state = 'sent'
                """
            ),
            {"id": subject.id},
        )

    async def version(self, subject: Subject) -> int:
        """How often what the card should show has changed, counted from 1; 0: it is not there."""
        found = await self._database.row(
            HOLDERS[subject.kind].sql("SELECT version FROM TABLE WHERE id = %(id)s"),
            {"id": subject.id},
        )
        return found["version"] if found else 0

    async def shown(self, subject: Subject, version: int) -> None:
        """The card now shows this version."""
        async with self._database.connection() as connection:
            await shows(connection, subject, version)

    async def stale(self, older: timedelta) -> list[Subject]:
        """Those whose card has not shown the newest state for longer than this.

        Where we were removed, or are refused, the card waits until we are installed again.
        """
        found: list[Subject] = []
        async with self._database.connection() as connection:
            for kind, holder in HOLDERS.items():
                behind = await rows(
                    connection,
                    dict,
                    holder.sql(
                        """
                        SELECT held.id
                        FROM TABLE AS held JOIN deliveries AS delivery ON COLUMN = held.id
                        WHERE held.shown < held.version AND delivery.state = 'sent'
                          AND held.shown_at < now() - %(older)s
                          AND reached(delivery.conversation_id, delivery.team_id)
                        ORDER BY held.shown_at, held.id LIMIT %(batch)s
                        """
                    ),
                    {"batch": BATCH, "older": older},
                )
                found.extend(Subject(kind, each["id"]) for each in behind)
        return found


def subject_of(delivery: Mapping[str, Any]) -> Subject | None:
    """What a delivery shows, from its row; None where it has a body of its own."""
    named = {kind: delivery[holder.column] for kind, holder in HOLDERS.items()}
    return next((Subject(kind, id_) for kind, id_ in named.items() if id_), None)


async def hold(connection: Connection, subject: Subject) -> None:
    """Let nobody else change what the card shows until the end of the transaction."""
    holder = HOLDERS[subject.kind]
    query = holder.sql("SELECT FROM TABLE WHERE id = %(id)s FOR UPDATE")
    await connection.execute(query, {"id": subject.id})


async def shows(connection: Connection, subject: Subject, version: int) -> bool:
    """The card shows this version, or a newer one; whether there is more to show."""
    behind = await row(
        connection,
        HOLDERS[subject.kind].sql(
            """
            UPDATE TABLE SET shown = greatest(shown, %(version)s), shown_at = now()
            WHERE id = %(id)s RETURNING shown < version AS yes
            """
        ),
        {"id": subject.id, "version": version},
    )
    return bool(behind and behind["yes"])


async def behind(
    connection: Connection, conversation_id: str, team_id: str | None
) -> list[Subject]:
    """Those whose card in this conversation or team does not show the newest state."""
    found: list[Subject] = []
    for kind, holder in HOLDERS.items():
        there = await rows(
            connection,
            dict,
            holder.sql(
                """
                SELECT held.id FROM deliveries JOIN TABLE AS held ON held.id = COLUMN
                WHERE shown < version AND state = 'sent'
                  AND (conversation_id = %(conversation)s OR deliveries.team_id = %(team)s)
                ORDER BY held.id
                """
            ),
            {"conversation": conversation_id, "team": team_id},
        )
        found.extend(Subject(kind, each["id"]) for each in there)
    return found


async def post(connection: Connection, defer: Defer, kind: Kind, ids: Sequence[str]) -> set[str]:
    """Queue the cards of what was just opened, each once; the ids of those that wait.

    They wait for their team to meet us: until then nobody knows where the card goes.
    """
    sending = await rows(
        connection,
        dict,
        IN_CHANNELS[kind].sql(
            """
            INSERT INTO deliveries
                (key, conversation_id, team_id, COLUMN, waits_for_address, reason)
            SELECT %(kind)s || ':' || held.id, channel_id, team_id, held.id, NOT met.yes,
                CASE WHEN NOT met.yes THEN 'The team has not met Process Center yet.' END
            FROM TABLE AS held, LATERAL (SELECT reached(channel_id, team_id) AS yes) AS met
            WHERE held.id = ANY (%(ids)s)
            ON CONFLICT (key) DO NOTHING
            RETURNING id, COLUMN AS shows, waits_for_address
            """
        ),
        {"kind": kind.value, "ids": list(ids)},
    )
    ready = [{"delivery_id": each["id"]} for each in sending if not each["waits_for_address"]]
    await defer(connection, "deliver", ready)
    return {each["shows"] for each in sending if each["waits_for_address"]}


async def cancel(connection: Connection, subject: Subject) -> None:
    """Send a card no more that nobody sent yet: what it shows has closed."""
    await connection.execute(
        HOLDERS[subject.kind].sql(
            """
            UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
                reason = %(reason)s, changed_at = now()
            WHERE COLUMN = %(id)s AND state = 'queued'
            """
        ),
        {"id": subject.id, "reason": f"The {subject.kind} closed before it could be posted."},
    )
