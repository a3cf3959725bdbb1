"""Procrastinate, the work engine: our jobs as its tasks, and the ways to start and rescue them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job as Queued
from psycopg_pool import AsyncConnectionPool

from core.errors import CenterError, StoreAway
from core.posting.deliveries import Patience
from core.registry import collect
from core.work import working
from jobs import tasks
from jobs.retries import Retries
from jobs.tasks import SOON, Job, Later

HEARTBEAT = 2.0  # seconds between signs of life of a worker
DEAD = 10.0  # seconds without one, and its jobs go back to the queue
AWAY = "The queue cannot be reached just now. Nothing was lost; try again in a minute."
# What waits for leave to send, or to read, has hands of its own: it holds up nothing else, however
# much of it there is. 30 are enough for 50 posts a second that take half a second each.
HANDS = ((("posts", "edits"), 30), (("audits", "reads"), 10))
REST = 10

log = logging.getLogger(__name__)


class Engine:
    """The queue of one process. Jobs that any process defers are done by any worker.

    A notification that comes while a worker fetches waits for its next look at the queue.
    """

    def __init__(self, pool: AsyncConnectionPool, patience: Patience | None = None) -> None:
        self._pool = pool
        self._poll = (patience or Patience()).poll.total_seconds()
        self._app = App(connector=PsycopgConnector())
        self._app.job_manager = Retries(self._app.connector)
        self._jobs = collect(tasks, "JOB", Job)
        for name, job in self._jobs.items():
            self._register(name, job)

    async def __aenter__(self) -> "Engine":
        await self._app.open_async(self._pool)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._app.close_async()

    async def defer_in(
        self,
        connection: Any,
        job: str,
        arguments: Sequence[Mapping[str, object]],
        *,
        soon: bool = False,
    ) -> None:
        """Implements core.work.Defer: a rollback of the transaction takes the jobs with it."""
        values: list[dict[str, Any]] = [dict(each) for each in arguments]
        if not values:
            return
        with _reaching():
            if not self._jobs[job].in_turn:
                how = self._how(job, {}, soon)
                task = self._app.configure_task(job, connection=connection, **how)
                await task.batch_defer_async(*values)
                return
            for each in values:
                how = self._how(job, each, soon)
                task = self._app.configure_task(job, connection=connection, **how)
                await task.defer_async(**each)

    async def defer(self, job: str, *, once: str = "", wait: float = 0.0, **values: Any) -> None:
        """Implements core.work.Work."""
        how = self._how(job, values)
        if once:
            how["queueing_lock"] = f"{job}:{once}"
        if wait:
            how["schedule_in"] = {"seconds": wait}
        # The one that waits will see everything that this one would.
        with _reaching(), suppress(AlreadyEnqueued):
            await self._app.configure_task(job, **how).defer_async(**values)

    async def rescue(self) -> int:
        """Give the jobs of dead workers back to the queue; how many there were."""
        manager = self._app.job_manager
        with _reaching():
            stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD))
        for job in stalled:
            with suppress(ConnectorException):  # another server was first
                await manager.retry_job(job)
        return len(stalled)

    async def work(self, ports: object) -> None:
        """Do jobs until cancelled. What is under way then has ten seconds to finish.

        Where some of the hands stop, as their connection was lost, all of them stop.
        """
        hands = [asyncio.create_task(self._work(ports, *each)) for each in self._hands()]
        try:
            await asyncio.wait(hands, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in hands:
                each.cancel()
            ends = await asyncio.gather(*hands, return_exceptions=True)
        for error in ends:
            if isinstance(error, Exception):
                raise error

    def _hands(self) -> list[tuple[list[str], int]]:
        """Queues, and how many of their jobs are done at once."""
        apart = {queue for queues, _ in HANDS for queue in queues}
        rest = sorted({job.queue for job in self._jobs.values()} - apart)
        return [*((list(queues), many) for queues, many in HANDS), (rest, REST)]

    async def _work(self, ports: object, queues: list[str], concurrency: int) -> None:
        with _reaching():
            await self._app.run_worker_async(
                queues=queues,
                concurrency=concurrency,
                additional_context={"ports": ports},
                fetch_job_polling_interval=self._poll,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=DEAD,
                install_signal_handlers=False,
                shutdown_graceful_timeout=10,
                delete_jobs="successful",
            )

    def _how(self, name: str, values: Mapping[str, Any], soon: bool = False) -> dict[str, Any]:
        job = self._jobs[name]
        how: dict[str, Any] = {"priority": SOON if soon else job.priority}
        if job.alone:
            how["lock"] = name
        elif job.in_turn:
            how["lock"] = ":".join([job.beside or name, *(values[each] for each in job.in_turn)])
        return how

    def _register(self, name: str, job: Job) -> None:
        async def run(context: JobContext, /, **values: Any) -> None:
            ports = context.additional_context["ports"]
            with working(f"j-{context.job.id}"):
                await _logged(name, job.run(ports, **values))

        self._app.task(name=name, queue=job.queue, retry=Patient(job.attempts), pass_context=True)(
            run
        )


async def _logged(name: str, work: Awaitable[None]) -> None:
    """The engine's own log tells a job that waits like one that failed, so it is silenced."""
    try:
        await work
    except Later:
        raise
    except CenterError as error:
        log.warning("job failed job=%s why=%s", name, error.says)
        raise
    except Exception:
        log.exception("job failed job=%s", name)
        raise


@contextmanager
def _reaching() -> Iterator[None]:
    """What the engine calls a failing connector is our database that is away."""
    try:
        yield
    except ConnectorException as error:
        raise StoreAway(AWAY) from error


class Patient(BaseRetryStrategy):
    """Again when the job says so, else after a growing while, with some chance in it."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        """When the job is to run again; None when it is given up."""
        if isinstance(exception, Later):
            return RetryDecision(retry_in={"milliseconds": int(exception.delay * 1000) + 1})
        if not isinstance(exception, Exception) or job.attempts >= self._attempts:
            return None
        wait = min(300.0, 2.0**job.attempts) * random.uniform(0.8, 1.2)  # noqa: S311
        return RetryDecision(retry_in={"milliseconds": int(wait * 1000)})
