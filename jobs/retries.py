"""What became of a job is written down, whatever comes between: else its lock stays for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg import OperationalError
from psycopg.errors import RaiseException

PAUSES = (0.0, 0.1, 0.5, 2.0)  # seconds; the pool may hold a few connections that were cut
WRITE = 6.0  # seconds for all of it; a job that stays `doing` is rescued once its worker is gone
GOODBYE = 1.5  # seconds; a worker that did not say it is taken for dead after ten


class Retries(JobManager):
    """The queue's book-keeping. Procrastinate's own leaves a job `doing` in two cases.

    Of one queueing lock only a single job may wait, so one that is to run again cannot be put back
    while another waits: it makes way, as that one will see everything that it would. And a
    connection that was cut is met again until there is one that works.
    """

    async def retry_job(self, job: Job, *args: Any, **how: Any) -> None:
        """Put it back into the queue; end it where another one of its name waits there."""
        again = super().retry_job
        try:
            await _surely(lambda: again(job, *args, **how))
        except UniqueViolation:
            await self.finish_job(job, status=Status.SUCCEEDED, delete_job=True)

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Write down how it ended."""
        finish = super().finish_job
        await _surely(lambda: finish(job, status, delete_job))

    async def unregister_worker(self, worker_id: int) -> None:
        """Say goodbye, where somebody listens: an end of ours waits for nobody."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await super().unregister_worker(worker_id)


async def _surely(write: Callable[[], Awaitable[None]]) -> None:
    try:
        async with asyncio.timeout(WRITE):
            await _again_and_again(write)
    except TimeoutError as error:
        raise ConnectorException from error


async def _again_and_again(write: Callable[[], Awaitable[None]]) -> None:
    for pause in (*PAUSES, None):
        try:
            return await write()
        except ConnectorException as error:
            if isinstance(error.__cause__, RaiseException):
                # It is written down already: by us, whose answer was cut off, or by who rescued it.
                return None
            if pause is None or not isinstance(error.__cause__, OperationalError):
                raise
            await asyncio.sleep(pause)
    return None
