"""Whom the office file means by a name: an Entra object id or a user principal name."""

from collections.abc import Mapping

from core.facts import Gap
from core.people.rosters import Member
from store.database import Database
from store.people.rosters import keep_people

BATCH = 100  # names that are looked up by one job at a time


class NameStore:
    """Implements core.people.ports.Names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unresolved(self) -> list[str]:
        """Names in the office file of which we do not know yet whom they mean."""
        found = await self._database.all(
            dict,
            """
            SELECT called FROM named_people
            WHERE person_id IS NULL AND (asked_at IS NULL OR asked_at < now() - interval '10 min')
            ORDER BY asked_at NULLS FIRST, called LIMIT %(batch)s
            """,
            {"batch": BATCH},
        )
        return [each["called"] for each in found]

    async def resolve(self, found: Mapping[str, Member | Gap]) -> None:
        """Keep who is meant by each name, or why we do not know."""
        known = {name: each for name, each in found.items() if not isinstance(each, Gap)}
        async with self._database.transaction() as connection:
            await keep_people(connection, known.values())
            for called, each in sorted(found.items()):
                gap = each.reason if isinstance(each, Gap) else None
                await connection.execute(
                    """
                    UPDATE named_people SET person_id = %(person)s, gap = %(gap)s, asked_at = now()
                    WHERE called = %(called)s
                    """,
                    {
                        "called": called,
                        "person": None if isinstance(each, Gap) else each.id,
                        "gap": gap,
                    },
                )
