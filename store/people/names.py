"""Whom the office file means by a name: an Entra object id or a user principal name."""

from collections.abc import Collection, Mapping, Sequence
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
        CASE WHEN lower(person.principal COLLATE "C") <> called THEN person.principal
            ELSE '' END AS principal
    FROM named_people LEFT JOIN people AS person ON person.id = coalesce(person_id, was)
    WHERE called = ANY (%(called)s) ORDER BY called FOR UPDATE OF named_people
"""

_TOLD = """
    UPDATE named_people AS name SET person_id = told.person, was = coalesce(told.person, was),
        gap = told.gap, asked_at = now()
    FROM unnest(%(called)s::text[], %(people)s::text[], %(gaps)s::text[])
        AS told (called, person, gap)
    WHERE name.called = told.called
"""

# Nothing changes by a read that failed; it is asked again after a rest.
_FAILED = """
    UPDATE named_people SET asked_at = now() - %(fresh)s + %(rest)s WHERE called = ANY (%(called)s)
"""

_PLACES = """
    SELECT called, array_agg(CASE part WHEN 'center' THEN part ELSE part || ' ' || id END
        ORDER BY position, id) AS places
    FROM unnest(%(called)s::text[]) AS called
    JOIN office_items ON strpos(lower(body::text COLLATE "C"), to_json(called)::text) > 0
    GROUP BY called
"""

_NOT_THEIRS = """
    UPDATE people SET principal = ''
    WHERE lower(principal COLLATE "C") = ANY (%(called)s) AND id <> ALL (%(people)s)
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
    SELECT person, coalesce(chat_of(person), 'person:' || person) AS conversation
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
        that is nobody's any more had made staff; without a chat it waits until there is one. A
        name that was known stays so when a read fails.
        """
        known = [each for each in found.values() if not isinstance(each, Gap)]
        async with self._database.transaction() as connection:
            await keep_people(connection, known)
            held = await rows(connection, dict, _HELD, {"called": sorted(found)})
            before = {each["called"]: each for each in held}
            staff = await rows(connection, dict, _STAFF)
            await _keep(connection, found, {name for name in before if before[name]["person_id"]})
            news = [called for called in before if _is_news(found[called], before[called])]
            if not news:
                return []
            values = {"called": news, "people": [each.id for each in known]}
            await connection.execute(_NOT_THEIRS, values)
            await connection.execute(_SHOWN_ANEW, values)
            told = await rows(connection, dict, _PLACES, values)
            places = {each["called"]: tuple(each["places"]) for each in told}
            moved = [
                _moved(found[each], before[each], places.get(each, ())) for each in sorted(news)
            ]
            if tell:
                gone = {each.called for each in moved if each.now is None}
                were = {each["person"] for each in staff if each["called"] in gone}
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
            key = f"names:{news}:{each['person']}"
            await add_delivery(connection, self._defer, key, each["conversation"], None, body)


async def _keep(
    connection: Connection, found: Mapping[str, Member | Gap], known: Collection[str]
) -> None:
    """What is known stays where a read failed."""
    failed = [
        called
        for called, each in found.items()
        if isinstance(each, Gap) and not each.gone and called in known
    ]
    told = [
        (called, None, each.reason) if isinstance(each, Gap) else (called, each.id, None)
        for called, each in found.items()
        if called not in failed
    ]
    values = {
        "called": [called for called, _, _ in told],
        "people": [person for _, person, _ in told],
        "gaps": [gap for _, _, gap in told],
    }
    await connection.execute(_TOLD, values)
    await connection.execute(_FAILED, {"called": failed, "fresh": FRESH, "rest": REST})


def _is_news(each: Member | Gap, before: Mapping[str, Any]) -> bool:
    """Not where it means whom it meant last, nobody knew that, or a read failed."""
    if isinstance(each, Gap):
        return each.gone and before["person_id"] is not None
    return before["last"] not in (None, each.id)


def _moved(each: Member | Gap, before: Mapping[str, Any], places: tuple[str, ...]) -> Moved:
    called = before["called"]
    now = None if isinstance(each, Gap) else Person(each.id, each.name or called)
    last = Person(before["last"], before["name"])
    return Moved(called, last, now, before["principal"] or "", places)
