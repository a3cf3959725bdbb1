"""An engine with jobs of a test's own, and its worker."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import NotRead
from core.standards.facts import Reading
from jobs.engine import Engine
from jobs.tasks import Job
from store.database import Database
from store.failing import FailingStore
from tests.ground import Ground
from tests.standards.tenants import reading, team

Run = Callable[..., Awaitable[None]]
WAIT = 60.0  # seconds after which a test gives up


@dataclass
class Seen:
    """What a job did, to wait for."""

    items: list[object] = field(default_factory=list)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def add(self, item: object) -> None:
        """It did this."""
        async with self.news:
            self.items.append(item)
            self.news.notify_all()

    async def times(self, count: int) -> list[object]:
        """Wait until it did something so often."""
        async with asyncio.timeout(WAIT), self.news:
            await self.news.wait_for(lambda: len(self.items) >= count)
        return self.items


@asynccontextmanager
async def engine(database: Database, **jobs: Job) -> AsyncIterator[Engine]:
    """An engine that knows these jobs besides our own, without a worker."""
    async with Engine(database.pool, failing=FailingStore(database)) as made:
        for name, job in jobs.items():
            made._jobs[name] = job
            made._register(name, job)
        yield made


@asynccontextmanager
async def worker(made: Engine, ports: object = None) -> AsyncIterator[None]:
    """Somebody does the jobs meanwhile."""
    async with running(made.work(ports)):
        yield


@asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """It goes on meanwhile, and is stopped in the end."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def waiting(database: Database) -> list[dict[str, object]]:
    """The queue: name, state, attempts and in how many seconds each may run."""
    return await database.all(
        dict,
        """
        SELECT task_name AS job, status::text AS state, attempts,
            extract(epoch FROM scheduled_at - now())::float8 AS seconds
        FROM procrastinate_jobs ORDER BY id
        """,
    )


async def until(database: Database, *states: tuple[str, int]) -> list[dict[str, object]]:
    """Wait until the queue has jobs in just these states, after so many attempts each."""
    async with asyncio.timeout(WAIT):
        while True:
            found = await waiting(database)
            if [(each["state"], each["attempts"]) for each in found] == [*states]:
                return found
            await asyncio.sleep(0.01)


async def until_idle(database: Database) -> None:
    """Wait until every job is done."""
    await until(database)


async def hurry(database: Database) -> None:
    """Let everything that waits for its time run now."""
    await database.run("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")


@dataclass
class Tenant:
    """What Graph knows, or why it says nothing; counts how often it was asked."""

    what: Reading | str = field(default_factory=lambda: reading(team("apollo", owners=["ada"])))
    asked: int = 0

    async def read(self, *_: object, **__: object) -> Reading:
        self.asked += 1
        if isinstance(self.what, str):
            raise NotRead(self.what)
        return self.what


def with_standards(inside: Ground, **changes: Any) -> Ground:
    """The same process with other ports of the standards."""
    standards = replace(inside.ports.standards, **changes)
    return replace(inside, ports=replace(inside.ports, standards=standards))
