"""What the database can tell of the whole deployment, asked for when somebody looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.door.readiness import LOOK
from core.errors import StoreAway
from store.database import Database, within
from store.failing import FailingStore
from store.posting.tally import TallyStore


@dataclass(frozen=True, slots=True)
class Figures:
    """Jobs by the queue they wait in, posts by what became of them, failures in a row by job."""

    queues: Mapping[str, int]
    posts: Mapping[str, int]
    failing: Mapping[str, int]


class Deployment:
    """The same from every process; `queues` and `kinds` of jobs are those that there are."""

    def __init__(
        self,
        database: Database,
        tally: TallyStore,
        queues: Iterable[str],
        kinds: Iterable[str],
        patience: float = LOOK,
    ) -> None:
        self._database = database
        self._tally = tally
        self._queues = frozenset(queues)
        self._kinds = frozenset(kinds)
        self._patience = patience

    async def figures(self) -> Figures | None:
        """None where the database is away, or does not answer in time."""
        try:
            async with within(self._patience):
                waiting, posts = await self._waiting(), await self._tally.all()
                return Figures(waiting, posts, await self._failing())
        except StoreAway:
            return None

    async def _failing(self) -> dict[str, int]:
        found = {each.job: each.times for each in await FailingStore(self._database).now()}
        return dict.fromkeys(self._kinds, 0) | found

    async def _waiting(self) -> dict[str, int]:
        found = await self._database.all(
            dict,
            """
            SELECT queue_name AS queue, count(*) AS jobs FROM procrastinate_jobs
            WHERE status = 'todo' GROUP BY 1
            """,
        )
        return dict.fromkeys(self._queues, 0) | {each["queue"]: each["jobs"] for each in found}
