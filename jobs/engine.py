"""Procrastinate, the work engine: our jobs as its tasks, and the ways to start and rescue them."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job as Queued
from psycopg_pool import AsyncConnectionPool

from core.away import away
from core.errors import CenterError
from core.posting.deliveries import Patience
from core.registry import collect
from core.work import Failing, working
from jobs import tasks
from jobs.retries import Retries
from jobs.tasks import SOON, Job, Later
from jobs.watching import Watch

HEARTBEAT = 2.0  # seconds between signs of life of a worker
DEAD = 10.0  # seconds without one, and its jobs go back to the queue
LONGEST = 300.0  # seconds between two attempts
ALONE = 5.0  # the same for a job that nobody of its kind can pass
GRACE = 10  # seconds that jobs under way get to finish when we end
# What waits for leave to send, or to read, has hands of its own: it holds up nothing else, however
# much of it there is. 30 are enough for 50 posts a second that take half a second each.
HANDS = ((("posts", "edits"), 30), (("audits", "reads"), 10))
REST = 10

log = logging.getLogger(__name__)


class Engine:
    """The queue of one process. Jobs that any process defers are done by any worker.

    A notification that comes while a worker fetches waits for its next look at the queue.
    """

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        patience: Patience | None = None,
        failing: Failing | None = None,
    ) -> None:
        self._pool = pool
        self._watch = Watch(failing)
        self._poll = (patience or Patience()).poll.total_seconds()
        self._app = App(connector=PsycopgConnector())
        self._app.job_manager = Retries(self._app.connector)
        self._jobs = collect(tasks, "JOB", Job)
        for name, job in self._jobs.items():
            self._register(name, job)

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of job that there is."""
        return frozenset(self._jobs)

    @property
    def queues(self) -> frozenset[str]:
        """Those that there are, also when nothing waits."""
        return frozenset(job.queue for job in self._jobs.values())

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

    async def clear(self, older: timedelta) -> None:
        """Forget jobs that ended, well or not, longer ago than this by the engine's own clock."""
        with _reaching():
            await self._app.job_manager.delete_old_jobs(
                nb_hours=max(1, int(older / timedelta(hours=1))),
                include_failed=True,
                include_cancelled=True,
                include_aborted=True,
            )

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
        return [
            *((list(queues), many) for queues, many in HANDS),
            (sorted(self.queues - apart), REST),
        ]

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
                shutdown_graceful_timeout=GRACE,
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
                await self._watched(name, context.job.worker_id, job(ports, **values))

        retry = Patient(job.attempts, ALONE if job.alone else LONGEST)
        self._app.task(name=name, queue=job.queue, retry=retry, pass_context=True)(run)

    async def _watched(self, name: str, worker: int | None, work: Awaitable[None]) -> None:
        """The engine's own log tells a job that waits like one that failed, so it is silenced."""
        try:
            await work
        except Later:
            raise
        except CenterError as error:
            log.warning("job failed job=%s why=%s", name, error.says)
            await self._watch.failed(worker, name, error)
            raise
        except Exception as error:
            log.exception("job failed job=%s", name)
            await self._watch.failed(worker, name, error)
            raise
        await self._watch.succeeded(worker, name)


@contextmanager
def _reaching() -> Iterator[None]:
    """What the engine calls a failing connector is our database that is away."""
    try:
        yield
    except ConnectorException as error:
        raise away(getattr(error.__cause__, "sqlstate", None)) from error


class Patient(BaseRetryStrategy):
    """Again when the job says so, else after a growing while, with some chance in it.

    `longest` is the most of it in seconds. A job that waits for its next attempt holds its lock.
    """

    def __init__(self, attempts: int, longest: float = LONGEST) -> None:
        self._attempts = attempts
        self._longest = longest

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        """When the job is to run again; None when it is given up."""
        if isinstance(exception, Later):
            return RetryDecision(retry_in={"milliseconds": int(exception.delay * 1000) + 1})
        if not isinstance(exception, Exception) or job.attempts >= self._attempts:
            return None
        wait = min(self._longest, 2.0**job.attempts) * random.uniform(0.8, 1.2)  # noqa: S311
        return RetryDecision(retry_in={"milliseconds": int(wait * 1000)})
