"""How large the database and the processes are, month by month: what has to stay within bounds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.year.crew import Weight
from store.database import Database

MEGABYTE = 1 << 20
GROWN_UP = 20.0  # seconds of age from which on a process is as heavy as its work makes it

OLD = 150.0  # seconds: a life of three weeks

# What is kept for a while and no longer. The rest is what people said and where it was shown: it
# stays.
FOR_A_WHILE = (
    "audit_clauses",
    "audit_findings",
    "audit_runs",
    "audit_spans",
    "audit_teams",
    "changes",
    "deliveries with a body",
    "digest_nonces",
    "occurrences",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_workers",
    "retro_nonces",
    "submissions",
)


@dataclass(frozen=True, slots=True)
class Size:
    """The database after that many weeks: MB of all of it, and rows and MB of each table."""

    week: int
    megabytes: float
    rows: Mapping[str, int]
    sizes: Mapping[str, float]


@dataclass
class Bounds:
    """Sizes from the first month on."""

    database: Database
    sizes: list[Size] = field(default_factory=list)

    async def measure(self, week: int) -> None:
        """Count now; the statistics are made new before, so they are as good as a count."""
        await self.database.run("ANALYZE")
        found = await self.database.row(
            """
            SELECT pg_database_size(current_database()) AS whole,
                (SELECT count(*) FROM deliveries WHERE body IS NOT NULL) AS bodies,
                jsonb_object_agg(relname, greatest(0, reltuples)) AS rows,
                jsonb_object_agg(relname, pg_total_relation_size(oid)) AS sizes
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            """
        )
        if found:
            rows = {name: int(many) for name, many in found["rows"].items()}
            rows["deliveries with a body"] = found["bodies"]
            sizes = {name: round(many / MEGABYTE, 2) for name, many in found["sizes"].items()}
            self.sizes.append(Size(week, found["whole"] / MEGABYTE, rows, sizes))

    def growth(self) -> dict[str, float]:
        """Of each table that is kept for a while: its most rows in the second half of the time,
        over those in the first. Tables that stay small are left out."""
        half = len(self.sizes) // 2
        first, second = self.sizes[:half], self.sizes[half:]
        if not first:
            return {}
        return {
            name: most(second, name) / max(1, most(first, name))
            for name in FOR_A_WHILE
            if most(second, name) > 500
        }

    def megabytes(self) -> list[float]:
        """The whole of it, month by month."""
        return [round(each.megabytes, 1) for each in self.sizes]


def most(sizes: Sequence[Size], name: str) -> int:
    """The most rows that the table had."""
    return max((each.rows.get(name, 0) for each in sizes), default=0)


def heavier(weights: Sequence[Weight]) -> dict[str, float]:
    """Of each process its usual memory in the last quarter of the time over that in the first,
    of grown-up lives alone: a young one has not done anything yet."""
    if not weights:
        return {}
    begin, end = weights[0].at, weights[-1].at
    quarter = (end - begin) / 4
    found = {}
    for who in sorted({each.who for each in weights}):
        own = [each for each in weights if each.who == who and each.age >= GROWN_UP]
        first = [each.megabytes for each in own if each.at <= begin + quarter]
        last = [each.megabytes for each in own if each.at >= end - quarter]
        if first and last:
            found[who] = median(last) / median(first)
    return found


def grown_old(weights: Sequence[Weight]) -> list[float]:
    """Of each long life, how heavy it was at its end over how heavy when it was grown up."""
    lives: dict[tuple[str, float], list[Weight]] = defaultdict(list)
    for each in weights:
        lives[each.who, each.born].append(each)
    found = []
    for life in lives.values():
        young = [each.megabytes for each in life if GROWN_UP <= each.age < 3 * GROWN_UP]
        if young and life[-1].age >= OLD:
            found.append(median(each.megabytes for each in life[-10:]) / median(young))
    return found
