"""Whom the office file means by a name: an Entra object id or a user principal name."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, LiteralString
from uuid import uuid4

from core.facts import Gap
from core.people.model import Person
from core.people.moved import Moved
from core.people.ports import Tell
from core.people.rosters import Member
from core.work import Defer
from store.database import Connection, Database, rows
from store.people.rosters import keep_people
from store.posting.deliveries import add_delivery

BATCH = 100  # names that are looked up by one job at a time
REST = timedelta(minutes=10)  # before what could not be told is asked again
FRESH = timedelta(hours=6)  # before it is asked again what was told

_HELD = """
    SELECT called, person_id, coalesce(person_id, was) AS last,
        coalesce(nullif(person.name, ''), called) AS name,
        CASE WHEN lower(person.principal) <> called THEN person.principal ELSE '' END AS principal,
        ARRAY(
            SELECT CASE part WHEN 'center' THEN part ELSE part || ' ' || item.id END
            FROM office_items AS item
            WHERE position(to_json(called)::text IN lower(body::text)) > 0
            ORDER BY position, item.id) AS places
    FROM named_people LEFT JOIN people AS person ON person.id = coalesce(person_id, was)
    WHERE called = ANY (%(called)s) ORDER BY called FOR UPDATE OF named_people
"""

_FOUND = """
    UPDATE named_people SET person_id = %(person)s, was = coalesce(%(person)s, was), gap = %(gap)s,
        asked_at = now()
    WHERE called = %(called)s
"""

# Nothing changes by a read that failed; it is asked again after a rest.
_FAILED: LiteralString = """
    UPDATE named_people SET asked_at = now() - %(fresh)s + %(rest)s WHERE called = %(called)s
"""

_NOT_THEIRS = """
    UPDATE people SET principal = ''
    WHERE lower(principal) = ANY (%(called)s) AND id <> ALL (%(people)s)
"""

_SHOWN_ANEW = """
    INSERT INTO changes (delivery)
    SELECT delivery.id FROM things
    JOIN deliveries AS delivery ON thing = things.id AND delivery.kind = things.kind
    WHERE NOT ended AND named && %(called)s::text[] ORDER BY delivery.id
"""

_STAFF = """
    SELECT called, person_of(called) AS person
    FROM office_items, jsonb_array_elements_text(body -> 'staff') AS called WHERE part = 'center'
"""

_CHATS = """
    SELECT person, chat_of(person) AS conversation
    FROM unnest(%(people)s::text[]) AS person ORDER BY person
"""


class NameStore:
    """Implements core.people.ports.Names. Jobs come with the messages that they send."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def unresolved(self) -> list[str]:
        """Names in the office file of which we do not know yet whom they mean."""
        return await self._due(
            """
            SELECT called FROM named_people
            WHERE in_file AND person_id IS NULL
              AND (asked_at IS NULL OR asked_at < now() - %(rest)s)
            ORDER BY asked_at NULLS FIRST, called LIMIT %(batch)s
            """
        )

    async def aged(self) -> list[str]:
        """Names that we know and that may mean somebody else by now, those asked for longest ago
        first."""
        return await self._due(
            """
            SELECT called FROM named_people
            WHERE in_file AND person_id IS NOT NULL
              AND (asked_at IS NULL OR asked_at < now() - %(fresh)s)
            ORDER BY asked_at NULLS FIRST, called LIMIT %(batch)s
            """
        )

    async def resolve(
        self, found: Mapping[str, Member | Gap], tell: Tell | None = None
    ) -> Sequence[Moved]:
        """Keep who is meant by each name, or why we do not know; returns those that moved.

        Their rights move with this. Staff get the message that `tell` makes, those too whom a name
        that is nobody's any more had made staff. A name that was known stays so when a read fails.
        """
        known = {name: each for name, each in found.items() if not isinstance(each, Gap)}
        async with self._database.transaction() as connection:
            await keep_people(connection, known.values())
            before = {each["called"]: each for each in await _held(connection, list(found))}
            staff = await rows(connection, dict, _STAFF)
            for called, each in sorted(found.items()):
                await _keep(connection, called, each, before.get(called))
            moved = [
                found_moved
                for called, each in sorted(found.items())
                if (found_moved := _moved(called, each, before.get(called)))
            ]
            if moved:
                values = {
                    "called": [each.called for each in moved],
                    "people": [each.id for each in known.values()],
                }
                await connection.execute(_NOT_THEIRS, values)
                await connection.execute(_SHOWN_ANEW, values)
            if moved and tell:
                lost = {each.called for each in moved if each.now is None}
                were = {each["person"] for each in staff if each["called"] in lost}
                await self._tell(connection, were, tell(moved))
        return moved

    async def _due(self, query: LiteralString) -> list[str]:
        values = {"batch": BATCH, "rest": REST, "fresh": FRESH}
        return [each["called"] for each in await self._database.all(dict, query, values)]

    async def _tell(
        self, connection: Connection, were: set[str | None], body: Mapping[str, object]
    ) -> None:
        now = {each["person"] for each in await rows(connection, dict, _STAFF)}
        values = {"people": sorted(each for each in now | were if each)}
        news = uuid4().hex
        for each in await rows(connection, dict, _CHATS, values):
            if each["conversation"]:
                key = f"names:{news}:{each['person']}"
                await add_delivery(connection, self._defer, key, each["conversation"], None, body)


async def _held(connection: Connection, called: Sequence[str]) -> list[dict[str, Any]]:
    return await rows(connection, dict, _HELD, {"called": called})


async def _keep(
    connection: Connection, called: str, each: Member | Gap, before: Mapping[str, Any] | None
) -> None:
    values: dict[str, object] = {"called": called}
    if isinstance(each, Gap) and not each.gone and before and before["person_id"]:
        await connection.execute(_FAILED, {**values, "fresh": FRESH, "rest": REST})
        return
    gap = each.reason if isinstance(each, Gap) else None
    person = None if isinstance(each, Gap) else each.id
    await connection.execute(_FOUND, {**values, "person": person, "gap": gap})


def _moved(called: str, each: Member | Gap, before: Mapping[str, Any] | None) -> Moved | None:
    """None where it means whom it meant last, or nobody knew it, or knows it now."""
    if not before or not before["last"]:
        return None
    if isinstance(each, Gap):
        if not each.gone or not before["person_id"]:
            return None
    elif each.id == before["last"]:
        return None
    now = None if isinstance(each, Gap) else Person(each.id, each.name or called)
    last = Person(before["last"], before["name"])
    return Moved(called, last, now, before["principal"] or "", tuple(before["places"]))
