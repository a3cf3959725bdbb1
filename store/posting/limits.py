"""Teams' limits, kept once for all processes: each asks here before it sends.

The generic cell rate algorithm: a row has the time at which the next permit would be free if none
had been saved up. One statement takes a permit, so any number of processes share it exactly.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from store.database import Database, row


@dataclass(frozen=True, slots=True)
class Limit:
    """One permit every `step`, and up to `burst` at once after a rest."""

    step: timedelta
    burst: int


# Teams allows an app 50 requests in any second. A permit every 20.8 ms leaves 48 in a second, and
# 40 ms of jitter on the way to them before a 51st could fall into one.
DEPLOYMENT = Limit(timedelta(milliseconds=20.8), burst=1)

# Per conversation Teams allows 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour. One permit
# every 2.01 s with a burst of 6 stays below all four: n seconds see at most 6 + n / 2.01.
CONVERSATION = Limit(timedelta(seconds=2.01), burst=6)

# Who is in a conversation may be asked 14 times in 1 s, 16 in 2 s, 120 in 30 s and 3,600 in an
# hour. One permit every 1.01 s with a burst of 8 stays below all four.
MEMBERS = Limit(timedelta(seconds=1.01), burst=8)

_FOREVER = timedelta(days=1)

_TAKE = """
    INSERT INTO limits AS held (key, free_at) VALUES (%(key)s, clock_timestamp() + %(step)s)
    ON CONFLICT (key) DO UPDATE
    SET free_at = greatest(held.free_at, clock_timestamp()) + %(step)s
    WHERE greatest(held.free_at, clock_timestamp()) - %(rest)s <= clock_timestamp() + %(most)s
    RETURNING extract(epoch FROM free_at - %(step)s - %(rest)s - clock_timestamp())::float8 AS wait
"""


class LimitStore:
    """Implements core.posting.ports.Limits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def conversation(self, conversation_id: str) -> float:
        """Take a permit for a conversation: 0, or the seconds to come back after (none taken)."""
        return await self._take(f"conversation:{conversation_id}", CONVERSATION)

    async def members(self, conversation_id: str) -> float:
        """The same for asking who somebody in it is, which has a limit of its own."""
        return await self._take(f"members:{conversation_id}", MEMBERS)

    async def deployment(self) -> float:
        """Take the deployment's next permit: when it may be used, by time.monotonic().

        The server's clock and ours are matched in the middle of the round trip.
        """
        async with self._database.connection() as connection:
            asked = time.monotonic()
            found = await row(connection, _TAKE, _values("deployment", DEPLOYMENT, _FOREVER))
            told = time.monotonic()
        return (asked + told) / 2 + (float(found["wait"]) if found else 0.0)

    async def _take(self, key: str, limit: Limit) -> float:
        if await self._database.row(_TAKE, _values(key, limit, timedelta())):
            return 0.0
        row = await self._database.row(
            "SELECT extract(epoch FROM free_at - %(rest)s - clock_timestamp())::float8 AS wait"
            " FROM limits WHERE key = %(key)s",
            {"key": key, "rest": _rest(limit)},
        )
        return max(0.05, row["wait"]) if row else 0.05

    async def hold(self, conversation_id: str, delay: float) -> None:
        """Give no permit for a conversation for `delay` seconds, as Teams asked."""
        await self._database.run(
            """
            INSERT INTO limits AS held (key, free_at)
            VALUES (%(key)s, clock_timestamp() + %(until)s)
            ON CONFLICT (key) DO UPDATE SET free_at = greatest(held.free_at, excluded.free_at)
            """,
            {
                "key": f"conversation:{conversation_id}",
                "until": timedelta(seconds=delay) + _rest(CONVERSATION),
            },
        )


def _rest(limit: Limit) -> timedelta:
    """How far a rested limit lies behind: what a full burst takes, less its first permit."""
    return limit.step * (limit.burst - 1)


def _values(key: str, limit: Limit, most: timedelta) -> dict[str, object]:
    return {"key": key, "step": limit.step, "rest": _rest(limit), "most": most}
