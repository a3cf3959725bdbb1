"""A slate in the database; see core/slate.py."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.slate import Held
from store.database import Database, row


class SlateStore:
    """Implements core.slate.Slate; each `name` is a slate of its own."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name

    @asynccontextmanager
    async def held(self) -> AsyncIterator[Held]:
        """The time is read once the row is ours: those before us may have taken theirs.

        It is the deployment's: where a rehearsal lets weeks go by, what was noted before is old.
        """
        async with self._database.transaction() as connection:
            found = await row(
                connection,
                """
                INSERT INTO slates (name) VALUES (%(name)s)
                ON CONFLICT (name) DO UPDATE SET name = excluded.name
                RETURNING written, extract(
                    epoch FROM clock_timestamp() + coalesce(
                        (SELECT ahead FROM rehearsal_clock), interval '0'
                    )
                )::float8 AS now
                """,
                {"name": self._name},
            )
            held = Held(found["written"], found["now"]) if found else Held("", 0.0)
            before = held.text
            yield held
            if held.text != before:
                await connection.execute(
                    "UPDATE slates SET written = %(written)s WHERE name = %(name)s",
                    {"written": held.text, "name": self._name},
                )
