"""Kinds of jobs that fail again and again, of every worker that is alive."""

from dataclasses import dataclass
from datetime import datetime

from store.database import Database


@dataclass(frozen=True, slots=True)
class FailingJob:
    """`times` in a row since `since`, by the system's clock; `why` has no words of people."""

    job: str
    times: int
    since: datetime
    why: str


class FailingStore:
    """Implements core.work.Failing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def failed(self, worker: int, job: str, times: int, why: str) -> None:
        """Keep it while that worker lives; nothing for one that is taken for dead already."""
        await self._database.run(
            """
            INSERT INTO failing_jobs (worker, job, times, why)
            SELECT id, %(job)s, %(times)s, %(why)s FROM procrastinate_workers
            WHERE id = %(worker)s FOR KEY SHARE
            ON CONFLICT (worker, job) DO UPDATE SET times = excluded.times, why = excluded.why
            """,
            {"worker": worker, "job": job, "times": times, "why": why},
        )

    async def succeeded(self, worker: int, job: str) -> None:
        """It does not fail any more."""
        await self._database.run(
            "DELETE FROM failing_jobs WHERE worker = %(worker)s AND job = %(job)s",
            {"worker": worker, "job": job},
        )

    async def now(self) -> list[FailingJob]:
        """One of each kind, whichever worker it fails at most, by name."""
        return await self._database.all(
            FailingJob,
            """
            SELECT DISTINCT ON (job) job, times, since, why
            FROM failing_jobs ORDER BY job, times DESC, since LIMIT 100
            """,
        )
