"""What the database can tell of the whole deployment, asked for when somebody looks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.door.arrivals import Arrivals
from bot.door.gate_errors import Reason
from bot.door.readiness import LOOK
from core.errors import StoreAway
from store.arrivals.arrivals import ArrivalStore, RefusedLately
from store.database import Database, within
from store.failing import FailingStore
from store.posting.tally import TallyStore


@dataclass(frozen=True, slots=True)
class Figures:
    """Jobs by the queue they wait in, posts by what became of them, failures in a row by job.

    `refused` has the activities of the last day by the reason; `quiet` the seconds since one was
    let in, None where none ever was.
    """

    queues: Mapping[str, int]
    posts: Mapping[str, int]
    failing: Mapping[str, int]
    refused: Mapping[str, int] = field(default_factory=dict)
    quiet: float | None = None


class Deployment:
    """The same from every process; `queues` and `kinds` of jobs are those that there are."""

    def __init__(
        self,
        database: Database,
        tally: TallyStore,
        arrivals: Arrivals,
        queues: Iterable[str],
        kinds: Iterable[str],
        patience: float = LOOK,
    ) -> None:
        self._database = database
        self._tally = tally
        self._arrivals = arrivals
        self._queues = frozenset(queues)
        self._kinds = frozenset(kinds)
        self._patience = patience

    async def figures(self) -> Figures | None:
        """None where the database is away, or does not answer in time."""
        try:
            async with within(self._patience):
                await self._arrivals.keep()
                arrived = ArrivalStore(self._database)
                since = await arrived.since_let_in()
                return Figures(
                    queues=await self._waiting(),
                    posts=await self._tally.all(),
                    failing=await self._failing(),
                    refused=_by_reason(await arrived.refused()),
                    quiet=None if since is None else since.total_seconds(),
                )
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


def _by_reason(refused: Iterable[RefusedLately]) -> dict[str, int]:
    """Every reason, also those for which nobody was refused."""
    found: Counter[str] = Counter()
    for each in refused:
        found[each.reason] += each.times
    return {reason.value: found[reason.value] for reason in Reason}
