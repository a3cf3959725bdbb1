"""A clock that was set back: what it had put off by then would come that much too late."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import LiteralString

from store.database import Database

SLACK = 15.0  # seconds; a look itself takes up to ten, and clocks are set right by less each day

# What is to come, comes now: who comes too early waits anew, by the clock as it is. What was noted
# lies not in the future. Twice is as good as once, so every server may do it.
_MEND: tuple[LiteralString, ...] = (
    "UPDATE limits SET free_at = now() WHERE free_at > now()",
    """
    UPDATE procrastinate_jobs SET scheduled_at = now()
    WHERE status = 'todo' AND scheduled_at > now()
    """,
    "UPDATE procrastinate_workers SET last_heartbeat = now() WHERE last_heartbeat > now()",
    """
    UPDATE deliveries
    SET changed_at = least(changed_at, now()), shown_at = least(shown_at, now()),
        look_at = CASE WHEN look_at < 'infinity' THEN least(look_at, now()) ELSE look_at END
    WHERE changed_at > now() OR shown_at > now() OR look_at > now() AND look_at < 'infinity'
    """,
    "UPDATE addresses SET closed_until = now() WHERE closed_until > now()",
    "UPDATE occurrences SET given_at = now() WHERE given_at > now()",
    """
    UPDATE rosters SET read_at = least(read_at, now()), asked_at = least(asked_at, now())
    WHERE read_at > now() OR asked_at > now()
    """,
    "UPDATE named_people SET asked_at = now() WHERE asked_at > now()",
    "UPDATE audit_runs SET changed_at = now() WHERE changed_at > now()",
    "UPDATE owner_cards SET begun_at = our_now() WHERE begun_at > our_now()",
    "UPDATE plan_batches SET made_at = our_now() WHERE made_at > our_now()",
    "UPDATE plan_changes SET at = our_now() WHERE at > our_now()",
    "UPDATE plans SET told_at = our_now() WHERE told_at > our_now()",
    "UPDATE offers SET read_at = our_now() WHERE read_at > our_now()",
)


class Stepping:
    """Watches the server's clock and ours, held against one that nobody sets.

    `steady` gives seconds that only go on.
    """

    def __init__(
        self,
        database: Database,
        system: Callable[[], datetime],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._system = system
        self._steady = steady
        self._before: tuple[float, float] | None = None

    async def mend(self) -> timedelta:
        """How far a clock went back since the last look; what it had put off is due then."""
        found = await self._database.row(
            "SELECT extract(epoch FROM clock_timestamp())::float8 AS at"
        )
        steady = self._steady()
        now = (float(found["at"]) if found else 0.0) - steady, self._system().timestamp() - steady
        back = max(before - each for before, each in zip(self._before or now, now, strict=True))
        if back > SLACK:
            async with self._database.transaction() as connection:
                for each in _MEND:
                    await connection.execute(each)
        self._before = now
        return timedelta(seconds=back) if back > SLACK else timedelta()
