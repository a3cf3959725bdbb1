"""By whose clock somebody lives: the office file says it, or their client, which Teams tells."""

from collections.abc import Mapping

from core.errors import StoreAway
from core.people.model import PersonClock
from store.database import Connection, Database, rows

# What is not told this time stays as it was told before.
_TELL = """
    WITH before AS (SELECT person_id, time_zone FROM clients WHERE person_id = ANY (%(people)s))
    INSERT INTO clients AS known (person_id, time_zone, locale)
    SELECT * FROM unnest(%(people)s::text[], %(zones)s::text[], %(locales)s::text[]) ORDER BY 1
    ON CONFLICT (person_id) DO UPDATE SET
        time_zone = coalesce(nullif(excluded.time_zone, ''), known.time_zone),
        locale = coalesce(nullif(excluded.locale, ''), known.locale)
    WHERE excluded.time_zone NOT IN ('', known.time_zone)
       OR excluded.locale NOT IN ('', known.locale)
    RETURNING time_zone <> coalesce(
        (SELECT time_zone FROM before WHERE before.person_id = known.person_id), '') AS moved
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
        self._noted: dict[str, tuple[str, str]] = {}

    async def told(self, person_id: str, time_zone: str, locale: str) -> bool:
        """Keep what somebody's client told; empty is not told. Whether it is another zone now."""
        return await self._keep({person_id: (time_zone, locale)})

    def note(self, person_id: str, time_zone: str, locale: str) -> None:
        """The same where nobody waits for it: it is kept with the next `keep` of this process."""
        self._noted[person_id] = (time_zone, locale)

    async def keep(self) -> bool:
        """Keep what was noted; whether anybody has another zone now. Raises StoreAway, and it is
        kept the next time then."""
        noted, self._noted = self._noted, {}
        try:
            return bool(noted) and await self._keep(noted)
        except StoreAway:
            self._noted = noted | self._noted
            raise

    async def _keep(self, told: Mapping[str, tuple[str, str]]) -> bool:
        zones, locales = zip(*told.values(), strict=True)
        values = {"people": [*told], "zones": [*zones], "locales": [*locales]}
        return any(each["moved"] for each in await self._database.all(dict, _TELL, values))

    async def of(self, person_id: str) -> PersonClock:
        """Their clock, as far as anybody told; the centre's where nobody did."""
        async with self._database.connection() as connection:
            return await clock(connection, person_id)


async def clock(connection: Connection, person_id: str) -> PersonClock:
    """Their clock, as `PersonClockStore.of` gives it."""
    (found,) = await rows(connection, PersonClock, _OF, {"person": person_id})
    return found
