"""What falls due next, for those who move the clock and may pass nothing over."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Database


@dataclass(frozen=True, slots=True)
class Coming:
    """A time at which something is due: kinds of schedules that begin, and of things that end."""

    at: datetime
    begin: tuple[str, ...]
    end: tuple[str, ...]


async def coming(database: Database, after: datetime, until: datetime) -> Coming | None:
    """The first such time after one instant and not after another."""
    found = await database.row(
        """
        SELECT at, array_agg(DISTINCT kind) FILTER (WHERE begins) AS begin,
            array_agg(DISTINCT kind) FILTER (WHERE NOT begins) AS end
        FROM (
            SELECT next_due_at AS at, kind, true AS begins FROM schedules
            UNION ALL SELECT ends_at, kind, false FROM things WHERE NOT ended
        ) AS due
        WHERE at > %(after)s AND at <= %(until)s
        GROUP BY at ORDER BY at LIMIT 1
        """,
        {"after": after, "until": until},
    )
    if found is None:
        return None
    return Coming(found["at"], tuple(found["begin"] or ()), tuple(found["end"] or ()))
