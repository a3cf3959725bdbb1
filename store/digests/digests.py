"""Digests: what each leader was told, what they decided and asked."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import uuid4

from core.digests.model import Decision, Digest, Facts, Question, Ruling, Wanted
from core.digests.ports import Leader, Letter, Owner, Recipient
from core.digests.scope import Inside, Outline, Titled
from core.pressing.forms import Kept
from core.schedules.model import Begun, Repeating, Step
from core.work import Defer
from store.database import Connection, Database, row
from store.digests import people, presses
from store.digests import rows as read
from store.digests.facts import facts
from store.digests.titles import titles
from store.posting.things import Thing

_OUTLINE = """
    SELECT part, jsonb_object_agg(id, coalesce(
        body -> CASE part WHEN 'projects' THEN 'initiatives' ELSE 'objectives' END, '[]')) AS serve
    FROM office_items WHERE part IN ('projects', 'initiatives') GROUP BY part
"""

_KEEP = """
    INSERT INTO digests (id, series, person_id, made_at, made_on, time_zone, wanted, about, facts)
    VALUES (%(id)s, %(series)s, %(person)s, %(made_at)s, %(made_on)s, %(zone)s, %(wanted)s,
        %(about)s, %(facts)s)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""

# Of the names that the file has for one leader the first one counts.
_FIRST = """
    SELECT own.id AS series, person_of(own.reader) AS person_id FROM schedules AS own
    WHERE kind = 'digest' AND id = %(id)s AND reader = %(reader)s AND NOT EXISTS (
        SELECT FROM schedules AS first
        WHERE first.kind = own.kind AND first.id = own.id AND first.next_due_at IS NOT NULL
          AND first.reader < own.reader AND person_of(first.reader) = person_of(own.reader))
"""

# What never reached its leader was not told, and one project is not all of them.
_LAST = """
    WHERE person_id = %(person)s AND made_on < %(before)s AND about = '' AND facts IS NOT NULL
      AND EXISTS (
        SELECT FROM deliveries
        WHERE kind = 'digest' AND thing = digests.id AND state IN ('sent', 'unknown'))
    ORDER BY made_on DESC, made_at DESC, id LIMIT 1
"""


class DigestStore:
    """Implements core.digests.ports.Digests. Jobs and letters come with the rows they follow.

    `installs` tells whether the app is installed for people whom we could not reach otherwise.
    """

    def __init__(self, database: Database, defer: Defer, installs: bool = False) -> None:
        self._database = database
        self._defer = defer
        self._installs = installs

    async def begin(self, connection: Connection, step: Step) -> Begun | None:
        """Give the job of one leader's digest, by the first of the names that the file has."""
        names = {"id": step.what.id, "reader": step.what.reader}
        found = await row(connection, _FIRST, names)
        if found is None:
            return None
        digest_id = uuid4().hex
        arguments = {"digest_id": digest_id, **found}
        return Begun(digest_id, new=True, job="send_digest", arguments=arguments)

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """Those of a leader whom nobody knows yet: they wait until the name was looked up."""
        del now
        found = await self._database.all(
            dict,
            """
            SELECT reader FROM unnest(%(readers)s::text[]) AS reader
            WHERE person_of(reader) IS NULL
            """,
            {"readers": [each.reader for each in due]},
        )
        unknown = {each["reader"] for each in found}
        return [each for each in due if each.reader in unknown]

    async def leader(self, person_id: str) -> Leader | None:
        """The leader, or one of the staff, with this Entra object id; None for anyone else."""
        async with self._database.connection() as connection:
            return await people.leader(connection, person_id)

    async def recipients(
        self, digest_ids: Sequence[str] | None
    ) -> tuple[list[Recipient], list[str]]:
        """Who gets these digests of the office file; and the ids that none has."""
        async with self._database.connection() as connection:
            return await people.recipients(connection, digest_ids)

    async def owner(self, project_id: str) -> Owner | None:
        """Whose project it is, where that is known."""
        async with self._database.connection() as connection:
            return await people.owner(connection, project_id, self._installs)

    async def outline(self) -> Outline:
        """Who serves whom in the office file now."""
        found = await self._database.all(dict, _OUTLINE)
        parts = {
            each["part"]: {id_: tuple(names) for id_, names in each["serve"].items()}
            for each in found
        }
        return Outline(parts.get("initiatives", {}), parts.get("projects", {}))

    async def titles(self, inside: Inside) -> Sequence[Titled]:
        """What is inside by its names, projects first."""
        async with self._database.connection() as connection:
            return await titles(connection, inside)

    async def facts(self, leader: Leader, inside: Inside, today: date) -> Facts:
        """What stands now of what is inside, all of it seen at one time."""
        async with self._database.transaction() as connection:
            await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return await facts(connection, leader, inside, today)

    async def decisions(self, person_id: str, wanted: Collection[str]) -> Sequence[Decision]:
        """All that a leader decided on these, oldest first."""
        async with self._database.connection() as connection:
            return await read.decisions(connection, person_id, wanted)

    async def last(self, person_id: str, before: date) -> Digest | None:
        """The newest digest of all their scope that reached a leader on a day before this one."""
        values = {"person": person_id, "before": before}
        async with self._database.connection() as connection:
            found = await row(connection, read.DIGEST + _LAST, values)
            return await read.as_digest(connection, found) if found else None

    async def keep(self, digest: Digest, chat: str | None) -> Digest:
        """Keep a digest and post its card; one that is kept already (by id) is given as it is.

        One of all their scope takes the place of older ones that did not arrive. Without a chat its
        card waits until there is one.
        """
        async with self._database.transaction() as connection:
            if await row(connection, _KEEP, _values(digest)):
                thing = Thing("digest", digest.id, addressee=digest.person_id, by_members=False)
                asked = not digest.series
                whole = not digest.facts.about
                await presses.post(connection, self._defer, thing, chat, soon=asked, instead=whole)
                if whole:
                    await presses.follow(connection, digest)
                return digest
            return await read.load(connection, digest.id)

    async def get(self, digest_id: str) -> Digest:
        """A digest with what became of it. Raises NotFound."""
        async with self._database.connection() as connection:
            return await read.load(connection, digest_id)

    async def turned(self, digest_id: str, page: int) -> None:
        """Its leader reads this page now; what their card should show did not change."""
        await self._database.run(
            "UPDATE digests SET page = %(page)s WHERE id = %(id)s AND page <> %(page)s",
            {"id": digest_id, "page": page},
        )

    async def acknowledge(self, digest_id: str, now: datetime) -> None:
        """Mark it as seen; the first time counts."""
        async with self._database.transaction() as connection:
            await presses.acknowledge(connection, digest_id, now)

    async def decide(
        self,
        digest_id: str,
        person_id: str,
        wanted: Wanted,
        decision: Decision,
        owner: Owner | None,
    ) -> bool:
        """Keep a decision and show it to the owner; False when it repeats the one that holds."""
        async with self._database.transaction() as connection:
            return await presses.decide(
                connection, self._defer, digest_id, person_id, wanted, decision, owner
            )

    async def ruling(self, ruling_id: str) -> Ruling:
        """What a leader said to one thing. Raises NotFound."""
        async with self._database.connection() as connection:
            return await read.ruling(connection, ruling_id)

    async def rulings(self, person_id: str | None, since: datetime) -> Sequence[Ruling]:
        """All that was decided since then, newest first."""
        async with self._database.connection() as connection:
            return await read.rulings(connection, person_id, since)

    async def ask(self, question: Question, nonce: str, says: str, chat: str) -> Kept:
        """Keep a question and post it; the same nonce twice is once. Raises NotFound."""
        async with self._database.transaction() as connection:
            return await presses.ask(connection, self._defer, question, nonce, says, chat)

    async def question(self, question_id: str) -> Question:
        """Raises NotFound."""
        async with self._database.connection() as connection:
            return await read.question(connection, question_id)

    async def reply(
        self, question: Question, nonce: str, says: str, letter: Letter | None
    ) -> Kept | None:
        """Keep the reply and post it; None: it had one. Raises NotFound."""
        async with self._database.transaction() as connection:
            return await presses.reply(connection, self._defer, question, nonce, says, letter)


def _values(digest: Digest) -> dict[str, object]:
    return {
        "id": digest.id,
        "series": digest.series,
        "person": digest.person_id,
        "made_at": digest.made_at,
        "made_on": digest.facts.today,
        "zone": digest.time_zone,
        "wanted": [each.id for each in digest.facts.wanted],
        "about": digest.facts.about,
        "facts": read.FACTS.dump_json(digest.facts).decode(),
    }
