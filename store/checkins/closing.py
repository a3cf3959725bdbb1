"""Closing a round: its answers become its report in the same transaction that ends it."""

from datetime import datetime

from psycopg.types.json import Jsonb

from core.checkins.report import Material, Report
from core.errors import NotFound
from core.ports import Defer, Writer
from core.posting.subjects import Kind, Subject
from store.checkins.answers import ANSWER, REPORT
from store.checkins.rounds import ROUND, as_round
from store.database import Connection, Database, row, rows
from store.posting.cards import cancel

KEPT = 12  # earlier reports that a new one is compared with


class ClosingStore:
    """Implements core.ports.Closing."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def close(self, round_id: str, now: datetime, write: Writer) -> bool:
        """End a round and keep its report; False when it was closed before.

        `write` makes the report. An answer that came first is in the report; one that
        comes later is refused, because both wait for the round's row.
        """
        async with self._database.transaction() as connection:
            held = await row(
                connection,
                """
                UPDATE rounds SET closed_at = %(now)s, version = version + 1
                WHERE id = %(round)s AND closed_at IS NULL RETURNING id
                """,
                {"round": round_id, "now": now},
            )
            if held is None:
                return False
            await self._report(connection, round_id, now, write)
            subject = Subject(Kind.ROUND, round_id)
            await cancel(connection, subject)
            await self._defer(connection, subject.job, [subject.arguments])
        return True

    async def report(self, round_id: str) -> Report:
        """The report of a closed round. Raises NotFound while it is open."""
        found = await self._database.row(
            "SELECT report FROM rounds WHERE id = %(round)s AND report IS NOT NULL",
            {"round": round_id},
        )
        if found is None:
            raise NotFound("This round has no report yet.")
        return REPORT.validate_python(found["report"])

    async def _report(
        self, connection: Connection, round_id: str, now: datetime, write: Writer
    ) -> None:
        found = await row(
            connection, ROUND + " WHERE round.id = %(round)s", {"round": round_id, "now": now}
        )
        if found is None:
            raise NotFound("This check-in is not there any more.")
        round_ = as_round(found)
        bodies = await rows(
            connection,
            dict,
            "SELECT body FROM answers WHERE round_id = %(round)s",
            {"round": round_id},
        )
        earlier = await rows(
            connection,
            dict,
            """
            SELECT report FROM rounds
            WHERE checkin_id = %(checkin)s AND report IS NOT NULL AND id <> %(round)s
            ORDER BY closed_at DESC, id LIMIT %(kept)s
            """,
            {"checkin": round_.checkin_id, "round": round_id, "kept": KEPT},
        )
        answers = [ANSWER.validate_python(each["body"]) for each in bodies]
        owners = [each.attention.owner for each in answers if each.attention]
        people = await rows(
            connection,
            dict,
            "SELECT id, name FROM people WHERE id = ANY (%(owners)s)",
            {"owners": [each for each in owners if each]},
        )
        material = Material(
            answers=answers,
            earlier=[REPORT.validate_python(each["report"]) for each in earlier],
            names={each["id"]: each["name"] for each in people},
            expected=round_.expected if isinstance(round_.expected, int) else None,
        )
        report = REPORT.dump_python(write(material), mode="json")
        await connection.execute(
            "UPDATE rounds SET report = %(report)s WHERE id = %(round)s",
            {"round": round_id, "report": Jsonb(report)},
        )
