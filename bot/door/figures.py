"""What the database can tell of the whole deployment, asked for when somebody looks."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import StoreAway
from store.database import Database
from store.posting.tally import TallyStore

PATIENCE = 2.0  # seconds; Prometheus waits ten for all of it


@dataclass(frozen=True, slots=True)
class Figures:
    """Jobs by the queue they wait in, and posts by what became of them."""

    queues: Mapping[str, int]
    posts: Mapping[str, int]


class Deployment:
    """The same from every process; `queues` are those that there are, also when they are empty."""

    def __init__(
        self,
        database: Database,
        tally: TallyStore,
        queues: Iterable[str],
        patience: float = PATIENCE,
    ) -> None:
        self._database = database
        self._tally = tally
        self._queues = frozenset(queues)
        self._patience = patience

    async def figures(self) -> Figures | None:
        """None where the database is away, or does not answer in time."""
        try:
            async with asyncio.timeout(self._patience):
                return Figures(await self._waiting(), await self._tally.all())
        except (StoreAway, TimeoutError):
            return None

    async def _waiting(self) -> dict[str, int]:
        found = await self._database.all(
            dict,
            """
            SELECT queue_name AS queue, count(*) AS jobs FROM procrastinate_jobs
            WHERE status = 'todo' GROUP BY 1
            """,
        )
        return dict.fromkeys(self._queues, 0) | {each["queue"]: each["jobs"] for each in found}
