"""People who never wrote and for whom something waits: whose turn it is, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from core.posting.addresses import Address
from core.posting.contacts import Contact, Unmet, Way
from core.work import Defer
from store.database import Database, row
from store.posting.releasing import release

BATCH = 200  # people at a time
SILENCE_FIRST = timedelta(seconds=5)  # after no answer, and twice as long after each further one
SILENCE_AT_MOST = timedelta(minutes=10)

# Who removed or blocked us has an address that is closed: they are not written to first.
_DUE = """
    SELECT person_id, chat_of(person_id) AS chat, to_json(anywhere) AS anywhere, (
        SELECT coalesce(json_agg(way ORDER BY learnt_at DESC, place), '[]')
        FROM ways_to(person_id) AS way) AS ways
    FROM (
        SELECT substr(conversation_id, 8) AS person_id, min(id) AS since FROM deliveries
        WHERE state = 'queued' AND waits_for_address AND starts_with(conversation_id, 'person:')
        GROUP BY conversation_id
    ) AS waiting
    LEFT JOIN (
        SELECT conversation_id, service_url, bot_id, tenant_id FROM addresses
        WHERE closed IS NULL OR closed_until <= now()
        ORDER BY lower(tenant_id) = ANY (%(home)s) DESC, learnt_at DESC, conversation_id LIMIT 1
    ) AS anywhere ON true
    WHERE chat_of(person_id) IS NOT NULL
       OR NOT EXISTS (SELECT FROM addresses AS theirs
                      WHERE theirs.person_id = waiting.person_id AND theirs.team_id IS NULL)
      AND NOT rests(person_id)
    ORDER BY since LIMIT %(batch)s
"""

_MET = """
    INSERT INTO addresses AS known (conversation_id, service_url, bot_id, tenant_id, person_id)
    VALUES (%(conversation)s, %(service_url)s, %(bot)s, %(tenant)s, %(person)s)
    ON CONFLICT (conversation_id) DO UPDATE
    SET person_id = coalesce(known.person_id, excluded.person_id)
"""

_REFUSED = """
    INSERT INTO first_contacts (person_id, refused, ways, again_at)
    VALUES (%(person)s, %(why)s, %(ways)s, now() + %(again)s)
    ON CONFLICT (person_id) DO UPDATE SET refused = excluded.refused, ways = excluded.ways,
        tries = 0, tried_at = now(), again_at = excluded.again_at
"""

_UNANSWERED = """
    INSERT INTO first_contacts AS tried (person_id, tries, again_at)
    VALUES (%(person)s, 1, now() + %(first)s)
    ON CONFLICT (person_id) DO UPDATE SET tries = tried.tries + 1, tried_at = now(),
        again_at = now() + least(%(first)s * power(2, least(tried.tries, 20)), %(most)s)
    RETURNING again_at - now() AS wait
"""

_UNMET = """
    SELECT coalesce(nullif(person.name, ''), tried.person_id) AS name, tried.refused AS why
    FROM first_contacts AS tried LEFT JOIN people AS person ON person.id = tried.person_id
    WHERE tried.refused IS NOT NULL AND EXISTS (
        SELECT FROM deliveries
        WHERE state = 'queued' AND waits_for_address AND starts_with(conversation_id, 'person:')
          AND conversation_id = 'person:' || tried.person_id)
    ORDER BY name, tried.person_id
"""


class ContactStore:
    """Implements core.posting.ports.Contacts. Jobs come with the rows.

    `home` is our own tenant, as the settings have it: those of another may be let in to speak.
    """

    def __init__(self, database: Database, defer: Defer, home: Collection[str] = ()) -> None:
        self._database = database
        self._defer = defer
        self._home = list(home)

    async def due(self) -> Sequence[Contact]:
        """Those for whom something waits and who are to be tried now, who waits longest first.

        After a refusal somebody is tried again in time, or once there is a way to them that was not
        there then.
        """
        found = await self._database.all(dict, _DUE, {"batch": BATCH, "home": self._home})
        return [_contact(each) for each in found]

    async def met(self, person_id: str, chat: Address) -> int:
        """There is a chat with them: what waits is sent; how much that was. Twice is once."""
        values = {
            "conversation": chat.conversation_id,
            "service_url": chat.service_url,
            "bot": chat.bot_id,
            "tenant": chat.tenant_id,
            "person": person_id,
        }
        async with self._database.transaction() as connection:
            await connection.execute(_MET, values)
            await connection.execute(
                "DELETE FROM first_contacts WHERE person_id = %(person)s", values
            )
            return await release(connection, self._defer, chat.conversation_id, None)

    async def refused(self, contact: Contact, why: str, again: timedelta) -> None:
        """No chat may be begun with them: they are tried after `again`, or by a way that is new."""
        ways = [each.place for each in contact.ways]
        values = {"person": contact.person_id, "why": why, "ways": ways, "again": again}
        await self._database.run(_REFUSED, values)

    async def unanswered(self, person_id: str) -> timedelta:
        """Nobody knows whether a chat may be begun: after how long they are tried again."""
        values = {"person": person_id, "first": SILENCE_FIRST, "most": SILENCE_AT_MOST}
        async with self._database.connection() as connection:
            found = await row(connection, _UNANSWERED, values)
        return found["wait"] if found else SILENCE_FIRST

    async def unmet(self) -> Sequence[Unmet]:
        """For whom something waits though we were refused, by name."""
        return await self._database.all(Unmet, _UNMET)


def _contact(found: Mapping[str, Any]) -> Contact:
    ways = tuple(Way(each["place"], _address(each)) for each in found["ways"])
    anywhere = found["anywhere"]
    return Contact(
        found["person_id"], ways, _address(anywhere) if anywhere else None, found["chat"]
    )


def _address(found: Mapping[str, Any]) -> Address:
    names = ("conversation_id", "service_url", "bot_id", "tenant_id")
    return Address(*(found[name] for name in names))
