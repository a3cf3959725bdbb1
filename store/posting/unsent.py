"""Cards that could not be sent: which there are, who is told of them, and sending them again."""

from collections.abc import Mapping, Sequence
from datetime import date

from core.posting.subjects import Subject
from core.posting.unsent import Reader, Unsent
from core.work import Defer
from store.database import Database, row, rows
from store.posting.deliveries import add_delivery

BATCH = 100
MOST = 10_000  # cards that are listed

_UNSENT = """
    SELECT coalesce(things.kind, 'message') AS kind, coalesce(things.id, delivery.key) AS id,
        coalesce(project.body ->> 'title', things.project_id, '')
            AS project, coalesce(things.team_id, '') AS team_id, delivery.conversation_id,
        person.id AS recipient, coalesce(people.name, '') AS name, delivery.state,
        waits.yes AS waits, delivery.cause,
        coalesce(tried.refused, delivery.reason, '') AS reason, delivery.changed_at,
        now() - delivery.created_at AS age,
        coalesce(things.starter, '') AS starter, stays.yes AS stays,
        EXISTS (SELECT FROM channels WHERE id = delivery.conversation_id
                AND channels.kind IN ('private', 'shared')) AS own_channel
    FROM deliveries AS delivery
    CROSS JOIN LATERAL (SELECT delivery.waits_for_address AND NOT begins_chat(delivery))
        AS waits (yes)
    CROSS JOIN LATERAL (SELECT delivery.state = 'failed' OR waits.yes
        OR delivery.state = 'unknown' AND coalesce(delivery.look_at = 'infinity', false)
        OR delivery.state = 'queued' AND coalesce(delivery.cause = 'sign_in', false)) AS stays (yes)
    CROSS JOIN LATERAL (SELECT delivery.waits_for_address
        AND starts_with(delivery.conversation_id, 'person:')) AS unmet (yes)
    CROSS JOIN LATERAL (SELECT CASE WHEN unmet.yes THEN substr(delivery.conversation_id, 8)
        ELSE delivery.recipient END) AS person (id)
    LEFT JOIN things ON things.kind = delivery.kind AND things.id = delivery.thing
    LEFT JOIN office_items AS project
        ON project.part = 'projects' AND project.id = things.project_id
    LEFT JOIN people ON people.id = nullif(person.id, '')
    LEFT JOIN first_contacts AS tried ON unmet.yes AND tried.person_id = person.id
    WHERE delivery.state IN ('queued', 'sending', 'failed', 'unknown')
      AND (NOT things.ended OR unmet.yes AND delivery.kind IS NULL)
      AND (stays.yes OR NOT %(staying)s)
    ORDER BY project, 1, delivery.id LIMIT %(most)s
"""

_READERS = """
    SELECT DISTINCT ON (person.id) person.id AS person_id, reach.conversation_id,
        coalesce(zone_of(person.id, person.id), told_zone(person.id), center_zone()) AS time_zone,
        is_staff(person.id) AS staff
    FROM (
        SELECT person_of(called) AS id
        FROM office_items CROSS JOIN LATERAL jsonb_array_elements_text(body -> 'staff') AS called
        WHERE part = 'center' AND jsonb_typeof(body -> 'staff') = 'array'
        UNION SELECT unnest(%(starters)s::text[])
    ) AS person
    CROSS JOIN LATERAL (SELECT reach_of(person.id, %(installs)s)) AS reach (conversation_id)
    WHERE reach.conversation_id IS NOT NULL ORDER BY person.id
"""

_AGAIN = """
    UPDATE deliveries SET state = 'queued', waits_for_address = false, reason = NULL, cause = NULL,
        tries = 0, look_at = NULL, soon = %(soon)s, changed_at = now()
    WHERE kind = %(kind)s AND thing = %(id)s
      AND (state = 'failed' OR %(asked)s AND (
          state = 'unknown' AND look_at = 'infinity'
          OR state = 'queued' AND (waits_for_address OR cause = 'sign_in')))
      AND EXISTS (SELECT FROM things WHERE things.kind = %(kind)s AND things.id = %(id)s
                  AND NOT ended)
    RETURNING id AS delivery_id, conversation_id
"""

_LOST = """
    WITH lost AS (
        UPDATE deliveries SET state = 'failed', cause = 'deleted', reason = %(reason)s,
            changed_at = now()
        WHERE kind = %(kind)s AND thing = %(id)s AND recipient = %(recipient)s
          AND state = 'sent' AND activity_id = %(activity)s RETURNING id)
    DELETE FROM changes USING lost WHERE delivery = lost.id
"""


# A day that lies far ahead was told of by a clock that was wrong for a moment.
_FIRST = """
    INSERT INTO unsent_told (person_id, told_on) VALUES (%(person)s, %(on)s)
    ON CONFLICT (person_id) DO UPDATE SET told_on = excluded.told_on
    WHERE unsent_told.told_on NOT BETWEEN excluded.told_on AND excluded.told_on + 1
    RETURNING told_on
"""

# What was told on another day and still waits for a chat says less than what is told now.
_NEWER = """
    UPDATE deliveries SET state = 'cancelled', waits_for_address = false,
        reason = 'A newer one took its place.', changed_at = now()
    WHERE state = 'queued' AND kind IS NULL
      AND conversation_id = 'person:' || %(person)s
      AND starts_with(key, 'unsent:' || %(person)s || ':')
"""


class UnsentStore:
    """Implements core.posting.ports.UnsentCards. Jobs come with the rows.

    `installs` tells whether the app is installed for people whom we could not reach otherwise.
    """

    def __init__(self, database: Database, defer: Defer, installs: bool = False) -> None:
        self._database = database
        self._defer = defer
        self._installs = installs

    async def all(self, *, staying: bool = False) -> Sequence[Unsent]:
        """The cards of what has not ended that are not sent, or those that stay so; by project.

        Ten thousand at most.
        """
        return await self._database.all(Unsent, _UNSENT, {"most": MOST, "staying": staying})

    async def lost(self, subject: Subject, activity_id: str, reason: str) -> None:
        """Its card, which was this activity, is not there any more. Twice is once."""
        values = {**subject.arguments, "activity": activity_id, "reason": reason}
        await self._database.run(_LOST, values)

    async def again(self, kind: str, id_: str, *, asked: bool = False) -> int:
        """Send again the cards of a thing that failed, unless it has ended; how many there were.

        Where somebody `asked` for it in its place, also those that wait for an address, or for a
        sign-in that is not refused, and those of which nobody will find out whether they arrived. A
        conversation that is closed to us for a while is tried at once.
        """
        values = {"kind": kind, "id": id_, "asked": asked, "soon": asked}
        async with self._database.transaction() as connection:
            found = await rows(connection, dict, _AGAIN, values)
            await connection.execute(
                """
                UPDATE addresses SET closed_until = now()
                WHERE conversation_id = ANY (%(conversations)s) AND closed_until > now()
                """,
                {"conversations": [each["conversation_id"] for each in found]},
            )
            jobs = [{"delivery_id": each["delivery_id"]} for each in found]
            await self._defer(connection, "deliver", jobs, soon=asked)
        return len(found)

    async def to_be_tried(self) -> Sequence[str]:
        """Conversations that were closed to us for long enough, and for which there is a card."""
        found = await self._database.all(
            dict,
            """
            SELECT conversation_id FROM addresses AS closed
            WHERE closed IS NOT NULL AND closed_until <= now() AND EXISTS (
                SELECT FROM deliveries WHERE state IN ('queued', 'failed')
                  AND conversation_id IN (closed.conversation_id, 'person:' || closed.person_id)
                  AND comes_again(deliveries))
            ORDER BY closed_until, conversation_id LIMIT %(batch)s
            """,
            {"batch": BATCH},
        )
        return [each["conversation_id"] for each in found]

    async def readers(self, starters: Sequence[str]) -> Sequence[Reader]:
        """The Process Center, and those who began something, as far as anything reaches them."""
        values = {"starters": list(starters), "installs": self._installs}
        return await self._database.all(Reader, _READERS, values)

    async def tell(self, reader: Reader, on: date, body: Mapping[str, object]) -> bool:
        """Queue a message for them, unless they were told that day, by whichever server."""
        key = f"unsent:{reader.person_id}:{on}"
        async with self._database.transaction() as connection:
            first = await row(connection, _FIRST, {"person": reader.person_id, "on": on})
            if first:
                await connection.execute(_NEWER, {"person": reader.person_id})
                await add_delivery(connection, self._defer, key, reader.conversation_id, None, body)
        return first is not None
