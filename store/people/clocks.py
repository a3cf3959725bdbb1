"""By whose clock somebody lives: the office file says it, or their client, which Teams tells."""

from core.people.model import PersonClock
from store.database import Connection, Database, rows

# What is not told this time stays as it was told before.
_TELL = """
    WITH before AS (SELECT time_zone FROM clients WHERE person_id = %(person)s)
    INSERT INTO clients AS known (person_id, time_zone, locale)
    VALUES (%(person)s, %(zone)s, %(locale)s)
    ON CONFLICT (person_id) DO UPDATE SET
        time_zone = coalesce(nullif(excluded.time_zone, ''), known.time_zone),
        locale = coalesce(nullif(excluded.locale, ''), known.locale)
    WHERE excluded.time_zone NOT IN ('', known.time_zone)
       OR excluded.locale NOT IN ('', known.locale)
    RETURNING time_zone <> coalesce((SELECT time_zone FROM before), '') AS moved
"""

_OF = """
    SELECT coalesce(zone_of(%(person)s, ''), told_zone(%(person)s)) AS own,
        center_zone() AS center,
        coalesce((SELECT locale FROM clients WHERE person_id = %(person)s), '') AS locale
"""


class PersonClockStore:
    """Implements core.people.ports.Clocks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self, person_id: str, time_zone: str, locale: str) -> bool:
        """Keep what somebody's client told; empty is not told. Whether it is another zone now."""
        values = {"person": person_id, "zone": time_zone, "locale": locale}
        found = await self._database.row(_TELL, values)
        return bool(found and found["moved"])

    async def of(self, person_id: str) -> PersonClock:
        """Their clock, as far as anybody told; the centre's where nobody did."""
        async with self._database.connection() as connection:
            return await clock(connection, person_id)


async def clock(connection: Connection, person_id: str) -> PersonClock:
    """Their clock, as `PersonClockStore.of` gives it."""
    (found,) = await rows(connection, PersonClock, _OF, {"person": person_id})
    return found
