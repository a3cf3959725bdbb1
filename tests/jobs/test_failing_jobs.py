"""A worker whose jobs all fail says so where an operator looks, and takes it back by itself."""

import asyncio

from bot.app import center
from bot.doctor import examine
from bot.remark import Remark
from jobs.tasks import Job
from jobs.watching import FEW
from store.database import Database
from store.failing import FailingStore
from tests.ground import NOBODY_OUTSIDE, Ground
from tests.jobs.working import WAIT, engine, hurry, worker


class Broken(Exception):
    """What a job may raise; its text is no operator's business."""


async def until_failing(database: Database, *wanted: tuple[str, int]) -> None:
    """Wait until just these kinds are told to fail, so often in a row."""
    async with asyncio.timeout(WAIT):
        while [(each.job, each.times) for each in await FailingStore(database).now()] != [*wanted]:
            await hurry(database)
            await asyncio.sleep(0.01)


async def said(inside: Ground) -> Remark:
    """What `doctor` says of the worker."""
    async with center(NOBODY_OUTSIDE, inside.database) as made:
        return {each.about: each async for each in examine(made)}["worker"]


async def test_it_is_told_with_its_reason_until_one_succeeds(inside: Ground) -> None:
    database, mended = inside.database, asyncio.Event()

    async def run(_: object) -> None:
        if not mended.is_set():
            raise Broken("Ada typed something")

    async with engine(database, work=Job(run, queue="q")) as made, worker(made):
        for _ in range(FEW):
            await made.defer("work")
        await until_failing(database, ("work", FEW))
        remark = await said(inside)
        assert remark.fine is False
        assert f"work {FEW} times in a row (Broken)" in remark.says
        assert "Ada" not in remark.says

        mended.set()
        await until_failing(database)
        assert await said(inside) == Remark("worker", True, "at work")


async def test_what_was_told_goes_with_the_worker(database: Database) -> None:
    async def run(_: object) -> None:
        raise Broken

    async with engine(database, work=Job(run, queue="q")) as made:
        async with worker(made):
            for _ in range(FEW):
                await made.defer("work")
            await until_failing(database, ("work", FEW))
        await until_failing(database)
