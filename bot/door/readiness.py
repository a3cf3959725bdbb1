"""Whether this deployment can do its work: the database, its shape, and somebody who works."""

from core.errors import StoreAway
from store.database import Database, within
from store.migrate import newest

LOOK = 2.0  # seconds for the answer of a database; monitoring waits a few for ours


class Readiness:
    """Asks the database, so that every process of a deployment gives the same answer.

    After `patience` seconds without an answer the database counts as away.
    """

    def __init__(self, database: Database, patience: float = LOOK) -> None:
        self._database = database
        self._patience = patience

    async def missing(self) -> list[str]:
        """What is not as it should be, in words; empty when all is well."""
        try:
            async with within(self._patience):
                found = await self._database.row(
                    """
                    SELECT (SELECT version_num FROM alembic_version) AS at, EXISTS (
                        SELECT FROM procrastinate_workers
                        WHERE last_heartbeat > now() - interval '15 seconds') AS works
                    """
                )
        except StoreAway:
            return ["database"]
        at, works = (found["at"], found["works"]) if found else (None, False)
        return [
            name for name, fine in (("migrations", at == newest()), ("worker", works)) if not fine
        ]
