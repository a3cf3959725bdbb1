"""What came to the door of any process: refusals by the hour, and the last that was let in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.arrivals.model import MANY, MOST, Counted
from store.database import Database

# Of one reason and hour so many are told apart, whoever saw them: the others are one.
_ADD = """
    WITH given AS (
        SELECT now() - age * interval '1 second' AS last_at, reason, host, tenant, named, times
        FROM unnest(
            %(reasons)s::text[], %(hosts)s::text[], %(tenants)s::text[], %(named)s::text[],
            %(times)s::bigint[], %(ages)s::float8[]
        ) AS one (reason, host, tenant, named, times, age)
    ), new AS (
        SELECT date_trunc('hour', last_at, 'UTC') AS hour, given.*, host = %(many)s AS others
        FROM given
    ), seen AS (
        SELECT new.*, EXISTS (
            SELECT FROM refusals AS old
            WHERE (old.hour, old.reason, old.host, old.tenant, old.named)
                = (new.hour, new.reason, new.host, new.tenant, new.named)) AS known
        FROM new
    ), placed AS (
        SELECT seen.*, known OR (NOT others AND row_number() OVER (
            PARTITION BY hour, reason, known, others ORDER BY times DESC, host, tenant, named
        ) + (
            SELECT count(*) FROM refusals AS old
            WHERE old.hour = seen.hour AND old.reason = seen.reason AND old.host <> %(many)s
        ) <= %(most)s) AS apart
        FROM seen
    )
    INSERT INTO refusals (hour, reason, host, tenant, named, times, last_at)
    SELECT hour, reason,
        CASE WHEN apart THEN host ELSE %(many)s END, CASE WHEN apart THEN tenant ELSE %(many)s END,
        CASE WHEN apart THEN named ELSE %(many)s END, sum(times), max(last_at)
    FROM placed GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (hour, reason, host, tenant, named) DO UPDATE SET
        times = refusals.times + excluded.times,
        last_at = greatest(refusals.last_at, excluded.last_at)
"""
_LET_IN = """
    UPDATE let_in SET at = now() - %(age)s * interval '1 second'
    WHERE at IS NULL OR at < now() - %(age)s * interval '1 second' OR at > now()
"""


@dataclass(frozen=True, slots=True)
class RefusedLately:
    """What was refused for one reason to who said the same, by every process in the last day."""

    reason: str
    host: str
    tenant: str
    named: str
    times: int
    last_at: datetime


class ArrivalStore:
    """All times are the database's own, so that processes need not agree on one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, counts: Sequence[Counted], age: float | None) -> None:
        """What a process saw; `age` is how many seconds ago it let somebody in, None: nobody.

        Raises StoreAway; none of it is kept then, unless the answer alone was lost.
        """
        async with self._database.transaction() as connection:
            if counts:
                # One after the other: else two that count at once would both find room.
                await connection.execute("LOCK TABLE refusals IN SHARE ROW EXCLUSIVE MODE")
                await connection.execute(_ADD, _columns(counts))
            if age is not None:
                await connection.execute(_LET_IN, {"age": age})

    async def refused(self) -> list[RefusedLately]:
        """Of the last day, what came most first."""
        return await self._database.all(
            RefusedLately,
            """
            SELECT reason, host, tenant, named, sum(times)::bigint AS times, max(last_at) AS last_at
            FROM refusals WHERE last_at > now() - interval '1 day'
            GROUP BY reason, host, tenant, named
            ORDER BY times DESC, reason, host, tenant, named
            """,
        )

    async def since_let_in(self) -> timedelta | None:
        """How long ago anybody was let in last; None where nobody ever was."""
        found = await self._database.row(
            "SELECT greatest(now() - at, interval '0') AS since FROM let_in WHERE at IS NOT NULL"
        )
        return found["since"] if found else None


def _columns(counts: Sequence[Counted]) -> dict[str, object]:
    claims = [each.refused.claims for each in counts]
    return {
        "reasons": [each.refused.reason for each in counts],
        "hosts": [each.host for each in claims],
        "tenants": [each.tenant for each in claims],
        "named": [each.named for each in claims],
        "times": [each.times for each in counts],
        "ages": [each.age for each in counts],
        "many": MANY,
        "most": MOST,
    }
