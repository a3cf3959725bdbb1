"""Which owners get a card with all that is not met in their teams, once a week at most."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from core.posting.subjects import Subject
from core.standards.changes.owners import HOURS, WEEK, WORK_DAYS, Owner
from core.work import Defer
from store.database import Connection, Database, row
from store.posting import cards
from store.posting.cards import NewCard
from store.posting.things import Thing, begin, change, end

KIND = "fixes"
BATCH = 200

# Who owns a team in which the newest run of an audit of the office found something not met, and has
# had no card for a week, or put it off until today, while they are at work: those who sleep keep
# nobody else waiting. Who is away, or cannot be reached, is left out.
_DUE = """
    WITH newest AS (
        SELECT number FROM audit_runs WHERE whole AND state = 'done' AND audit <> ''
        ORDER BY number DESC LIMIT 1
    ), owners AS (
        SELECT DISTINCT unnest(owners) AS id FROM audit_teams AS team
        WHERE run = (SELECT number FROM newest) AND EXISTS (
            SELECT FROM audit_findings AS finding
            WHERE finding.run = team.run AND finding.team_id = team.team_id
              AND outcome = 'failed')
    )
    SELECT owners.id AS person_id, reach.conversation_id
    FROM owners
    LEFT JOIN owner_cards AS card ON card.person_id = owners.id
    LEFT JOIN people AS person ON person.id = owners.id
    CROSS JOIN LATERAL (SELECT coalesce(
        zone_of(owners.id, owners.id), told_zone(owners.id), center_zone())) AS zone (name)
    CROSS JOIN LATERAL (SELECT %(now)s AT TIME ZONE zone.name) AS local (time)
    CROSS JOIN LATERAL (SELECT reach_of(owners.id, %(installs)s)) AS reach (conversation_id)
    WHERE extract(isodow FROM local.time) <= %(work_days)s
      AND extract(hour FROM local.time) >= %(begins)s AND extract(hour FROM local.time) < %(ends)s
      AND reach.conversation_id IS NOT NULL
      AND coalesce(person.away_ends_at <= %(now)s, true)
      AND (card.person_id IS NULL
        OR card.put_off_until <= local.time::date
        OR card.put_off_until IS NULL AND card.begun_at <= %(now)s - %(week)s)
    ORDER BY card.begun_at NULLS FIRST, owners.id LIMIT %(batch)s
"""

# However many servers look at once, one of them begins it.
_BEGIN = """
    INSERT INTO owner_cards AS card (person_id, card, begun_at)
    VALUES (%(person)s, %(card)s, %(now)s)
    ON CONFLICT (person_id) DO UPDATE
    SET card = excluded.card, begun_at = excluded.begun_at, put_off_until = NULL
    WHERE card.put_off_until IS NOT NULL OR card.begun_at <= %(now)s - %(week)s
    RETURNING card
"""


class ReminderStore:
    """Implements core.standards.changes.ports.Reminders. The card comes with its row.

    `installs` tells whether the app is installed for people whom we could not reach otherwise.
    """

    def __init__(self, database: Database, defer: Defer, installs: bool = False) -> None:
        self._database = database
        self._defer = defer
        self._installs = installs

    async def due(self, now: datetime) -> Sequence[Owner]:
        """Who is to get one now, whose last card is oldest first; two hundred at most."""
        hours = {"work_days": WORK_DAYS, "begins": HOURS[0], "ends": HOURS[1]}
        values = {"now": now, "week": WEEK, "batch": BATCH, "installs": self._installs, **hours}
        return await self._database.all(Owner, _DUE, values)

    async def begin(self, owner: Owner, now: datetime) -> bool:
        """Post it, in place of the one before; False where another server did."""
        person, card = owner.person_id, uuid4().hex
        async with self._database.transaction() as connection:
            before = await _newest(connection, person)
            values = {"person": person, "card": card, "now": now, "week": WEEK}
            if not await row(connection, _BEGIN, values):
                return False
            if before:
                await end(connection, KIND, before)
            await begin(connection, Thing(KIND, card, addressee=person, by_members=False))
            posted = NewCard(Subject(KIND, card, person), owner.conversation_id)
            await cards.post(connection, self._defer, posted)
        return True

    async def put_off(self, person_id: str, until: date) -> None:
        """No card before that day, and one on it; the newest card says so."""
        async with self._database.transaction() as connection:
            found = await row(
                connection,
                "UPDATE owner_cards SET put_off_until = %(until)s WHERE person_id = %(person)s"
                " RETURNING card",
                {"person": person_id, "until": until},
            )
            if found:
                await change(connection, KIND, [found["card"]])

    async def newest(self, person_id: str) -> tuple[str, date | None] | None:
        """Their newest card, and until when they put it off; None where they had none."""
        found = await self._database.row(
            "SELECT card, put_off_until FROM owner_cards WHERE person_id = %(person)s",
            {"person": person_id},
        )
        return (found["card"], found["put_off_until"]) if found else None

    async def changed(self, person_ids: Sequence[str]) -> None:
        """What these have to put right is another now: their newest cards show it."""
        async with self._database.transaction() as connection:
            await shown_anew(connection, person_ids)


async def shown_anew(connection: Connection, person_ids: Sequence[str]) -> None:
    """Their newest cards are drawn again."""
    await connection.execute(
        """
        INSERT INTO changes (delivery)
        SELECT delivery.id FROM owner_cards
        JOIN deliveries AS delivery ON kind = 'fixes' AND thing = card
        WHERE person_id = ANY (%(people)s) ORDER BY delivery.id
        """,
        {"people": list(person_ids)},
    )


async def _newest(connection: Connection, person_id: str) -> str | None:
    found = await row(
        connection,
        "SELECT card FROM owner_cards WHERE person_id = %(person)s FOR UPDATE",
        {"person": person_id},
    )
    return found["card"] if found else None
