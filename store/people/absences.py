"""Who is to be left alone, and until when."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.database import Connection, Database, row
from store.people.clocks import clock


class AbsenceStore:
    """Implements core.people.ports.Absences."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def away(self, person_id: str, name: str, until: date | None) -> date | None:
        """Leave somebody alone until the end of this day by their clock; None: they are back.

        Returns the day until which they had been away before, which may be long past.
        Whatever goes on where they are counted may count another number now, so it is shown anew.
        """
        async with self._database.transaction() as connection:
            ends_at = await _end(connection, person_id, until) if until else None
            values = {"id": person_id, "name": name, "until": until, "ends_at": ends_at}
            before = await row(
                connection, "SELECT away_until FROM people WHERE id = %(id)s FOR UPDATE", values
            )
            await connection.execute(
                """
                INSERT INTO people (id, name, away_until, away_ends_at)
                VALUES (%(id)s, %(name)s, %(until)s, %(ends_at)s)
                ON CONFLICT (id) DO UPDATE SET away_until = excluded.away_until,
                    away_ends_at = excluded.away_ends_at
                """,
                values,
            )
            await connection.execute(
                """
                INSERT INTO changes (delivery)
                SELECT delivery.id FROM things
                JOIN deliveries AS delivery ON thing = things.id AND delivery.kind = things.kind
                WHERE NOT ended AND channel_id IS NOT NULL AND %(id)s IN (
                    SELECT person_id FROM respondents(by_members,
                        place_of(channel_id, things.team_id), named, 'infinity'))
                ORDER BY delivery.id
                """,
                values,
            )
        return before["away_until"] if before else None

    async def until(self, person_id: str) -> date | None:
        """The last day of their absence, which may be long past; None: they never were away."""
        found = await self._database.row(
            "SELECT away_until FROM people WHERE id = %(id)s", {"id": person_id}
        )
        return found["away_until"] if found else None


async def _end(connection: Connection, person_id: str, until: date) -> datetime:
    zone = ZoneInfo((await clock(connection, person_id)).zone)
    return datetime.combine(until + timedelta(days=1), time(), zone)
