"""Messages that may have arrived or not: looked for, sent once more, and in the end let be."""

from collections.abc import Sequence
from datetime import timedelta

from core.posting.deliveries import Delivery, Patience, Unfound
from core.work import Defer
from store.database import Database, row
from store.posting.delivery_rows import READ, as_delivery

BATCH = 100  # at a time; each takes a question to Graph

# The next look is never later than the moment from which it may be sent once more.
_LOOKED = """
    UPDATE deliveries SET tries = tries + 1, look_at = CASE
        WHEN repeats < %(most)s AND %(blind)s THEN changed_at + %(until)s
        WHEN repeats < %(most)s
            THEN least(now() + %(look)s * power(2, tries), changed_at + %(until)s)
        WHEN %(blind)s OR tries + 1 >= %(looks)s THEN 'infinity'
        ELSE now() + %(look)s * power(2, tries) END
    WHERE id = %(id)s AND state = 'unknown'
"""


class UnclearStore:
    """Implements core.posting.ports.Unclear."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def stuck(self, stuck: timedelta) -> int:
        """Call `unknown` what a dead process left `sending`; how many there were."""
        return await self._database.run(
            """
            UPDATE deliveries SET state = 'unknown', changed_at = now(), tries = 0, look_at = NULL,
                reason = 'The process ended while it was being sent.'
            WHERE state = 'sending' AND changed_at < now() - %(stuck)s
            """,
            {"stuck": stuck},
        )

    async def due(self, look: timedelta) -> Sequence[Delivery]:
        """Unclear messages that are to be looked for now.

        At first those for which nobody has looked yet, which was `look` after they became unclear.
        """
        found = await self._database.all(
            dict,
            READ
            + """
            WHERE state = 'unknown' AND coalesce(look_at, changed_at + %(look)s) <= now()
            ORDER BY tries, changed_at, id LIMIT %(batch)s
            """,
            {"look": look, "batch": BATCH},
        )
        return [as_delivery(each) for each in found]

    async def repeat(self, delivery_id: int, most: int, patience: timedelta) -> bool:
        """unknown → queued, once more; False before `patience` is over or after `most` repeats."""
        async with self._database.transaction() as connection:
            found = await row(
                connection,
                """
                UPDATE deliveries SET state = 'queued', repeats = repeats + 1, tries = 0,
                    look_at = NULL, changed_at = now()
                WHERE id = %(id)s AND state = 'unknown' AND repeats < %(most)s
                  AND changed_at <= now() - %(patience)s
                RETURNING id
                """,
                {"id": delivery_id, "most": most, "patience": patience},
            )
            if found:
                await self._defer(connection, "deliver", [{"delivery_id": delivery_id}])
        return found is not None

    async def looked(self, delivery_id: int, patience: Patience, unfound: Unfound) -> None:
        """It was not found: when to look again, later each time, and at last never.

        Where we may not look there is only to wait until it is sent once more.
        """
        values = {
            "id": delivery_id,
            "blind": unfound is Unfound.NOT_ALLOWED,
            "most": patience.most,
            "looks": patience.looks,
            "look": patience.look,
            "until": patience.until_repeated(unfound),
        }
        await self._database.run(_LOOKED, values)
