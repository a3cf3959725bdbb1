"""Jobs are done, again when they fail, after a crash, and never because of what did not happen."""

import asyncio
import time
from typing import Any

import pytest
from procrastinate.jobs import Job as Queued

from core.posting.subjects import Subject
from jobs.engine import ALONE, Engine, Patient
from jobs.tasks import Job, Later
from store.database import Connection, Database
from tests.jobs.working import Seen, engine, hurry, until, until_idle, waiting, worker


def queued(attempts: int) -> Queued:
    """A job that was tried so often."""
    return Queued(
        id=1, queue="q", lock=None, queueing_lock=None, task_name="work", attempts=attempts
    )


def wait(strategy: Patient, error: BaseException, attempts: int) -> float | None:
    """After how many seconds it is to run again."""
    decision = strategy.get_retry_decision(exception=error, job=queued(attempts))
    if decision is None or decision.retry_at is None:
        return None
    return decision.retry_at.timestamp() - time.time()


@pytest.mark.parametrize(
    ("attempts", "least", "most"), [(0, 0.7, 1.2), (3, 6.3, 9.6), (8, 204, 308), (9, 239, 361)]
)
def test_a_job_that_fails_comes_again_after_a_growing_while(
    attempts: int, least: float, most: float
) -> None:
    waits = [wait(Patient(10), ValueError(), attempts) for _ in range(20)]

    assert all(each is not None and least <= each <= most for each in waits)
    assert len({round(each or 0, 3) for each in waits}) > 1, "not all of them at once"


def test_a_job_that_holds_up_others_of_its_kind_comes_again_soon() -> None:
    waits = [wait(Patient(10, ALONE), ValueError(), 9) for _ in range(20)]
    assert all(each is not None and 3.9 < each < 6.1 for each in waits)


async def test_what_is_deferred_again_and_again_does_not_wait_for_minutes_under_its_lock(
    database: Database,
) -> None:
    """It failed for a quarter of an hour; once it can be done, it is done within seconds."""

    async def fail(_: object) -> None:
        raise ValueError("again")

    async with engine(database, work=Job(fail, queue="q", alone=True)) as made, worker(made):
        await made.defer("work", once="all")
        await until(database, ("todo", 1))
        await database.run("UPDATE procrastinate_jobs SET attempts = 8, scheduled_at = now()")
        (found,) = await until(database, ("todo", 9))
        assert 0 < float(str(found["seconds"])) < 7


def test_a_job_is_given_up_after_its_attempts_and_when_it_is_stopped() -> None:
    assert wait(Patient(10), ValueError(), 10) is None
    assert wait(Patient(10), asyncio.CancelledError(), 0) is None


def test_a_job_that_asks_for_later_keeps_its_delay_however_often() -> None:
    assert wait(Patient(10), Later(7.5), 500) == pytest.approx(7.5, abs=0.2)


async def test_a_failing_job_is_tried_again_and_stops_no_other(database: Database) -> None:
    seen = Seen()

    async def run(_: object, item: int) -> None:
        await seen.add(item)
        if item == 2 and seen.items.count(2) == 1:
            raise ValueError("only once")

    async with engine(database, work=Job(run, queue="q")) as made, worker(made):
        async with database.transaction() as connection:
            await made.defer_in(connection, "work", [{"item": number} for number in range(5)])
        assert sorted(map(str, await seen.times(5))) == ["0", "1", "2", "3", "4"]
        (failed,) = await until(database, ("todo", 1))
        assert 0 < float(str(failed["seconds"])) < 1.3

        await hurry(database)
        assert (await seen.times(6))[5:] == [2]
        await until_idle(database)
    assert await waiting(database) == [], "what is done leaves nothing behind"


async def test_a_job_that_rests_is_not_one_that_failed(database: Database) -> None:
    async def rest(_: object) -> None:
        raise Later(3600)

    async with engine(database, work=Job(rest, queue="q", attempts=1)) as made, worker(made):
        await made.defer("work")
        for attempts in (1, 2, 3):
            (found,) = await until(database, ("todo", attempts))
            assert 3590 < float(str(found["seconds"])) <= 3601
            await hurry(database)


async def test_a_job_that_was_given_up_says_so_and_stays(database: Database) -> None:
    async def fail(_: object) -> None:
        raise ValueError("always")

    async with engine(database, work=Job(fail, queue="q", attempts=0)) as made, worker(made):
        await made.defer("work")
        await until(database, ("failed", 1))


def shown(id_: str) -> dict[str, Any]:
    """The card of a round, as a job's arguments."""
    return Subject("round", id_).arguments


async def do(made: Engine, connection: Connection) -> None:
    """Defer jobs of each kind."""
    await made.defer_in(connection, "deliver", [{"delivery_id": 1}, {"delivery_id": 2}])
    await made.defer_in(connection, "show", [shown("a"), shown("b")])
    await made.defer_in(connection, "read_people", [{}])
    await made.defer_in(connection, "close_round", [])


async def test_a_rollback_takes_the_jobs_with_it_and_a_commit_brings_them(
    database: Database,
) -> None:
    async with engine(database) as made:

        async def half() -> None:
            async with database.transaction() as connection:
                await do(made, connection)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await half()
        assert await waiting(database) == []

        async with database.transaction() as connection:
            await do(made, connection)
            assert await waiting(database) == [], "nobody can begin before the commit"
        names = [each["job"] for each in await waiting(database)]
        assert names == ["deliver"] * 2 + ["show"] * 2 + ["read_people"]


async def test_what_is_wanted_once_does_not_pile_up(database: Database) -> None:
    async with engine(database) as made:
        await asyncio.gather(*(made.defer("read_rosters", once="all") for _ in range(20)))
        await asyncio.gather(*(made.defer("show", once=each, **shown(each)) for each in "abab"))

    names = [each["job"] for each in await waiting(database)]
    assert sorted(map(str, names)) == ["read_rosters", "show", "show"]


async def test_a_job_can_be_asked_for_later(database: Database) -> None:
    async with engine(database) as made:
        await made.defer("read_rosters", wait=60)

    (found,) = await waiting(database)
    assert 55 < float(str(found["seconds"])) <= 60


@pytest.mark.parametrize("job", [{"in_turn": ("item",)}, {"alone": True}])
async def test_jobs_that_wait_for_each_other_never_overlap(
    database: Database, job: dict[str, object]
) -> None:
    seen, at_work = Seen(), 0

    async def run(_: object, **item: str) -> None:
        nonlocal at_work
        at_work += len(item)
        await asyncio.sleep(0)
        await seen.add(at_work)
        at_work -= len(item)

    made_of = Job(run, queue="q", **job)  # type: ignore[arg-type]  # fields of a job
    async with engine(database, work=made_of) as made, worker(made):
        async with database.transaction() as connection:
            await made.defer_in(connection, "work", [{"item": "a"}] * 4)
        assert await seen.times(4) == [1] * 4
        await until_idle(database)


async def test_jobs_for_other_things_do_not_wait(database: Database) -> None:
    seen, both = Seen(), asyncio.Barrier(2)

    async def run(_: object, item: str) -> None:
        await both.wait()
        await seen.add(item)

    async with engine(database, work=Job(run, queue="q", in_turn=("item",))) as made, worker(made):
        for item in "ab":
            await made.defer("work", item=item)
        assert sorted(map(str, await seen.times(2))) == ["a", "b"]
        await until_idle(database)


@pytest.mark.parametrize("error", [Later(0.05), ValueError("again")])
async def test_a_job_that_is_to_run_again_makes_way_for_one_that_waits(
    database: Database, error: Exception
) -> None:
    """Else the card of a round would never be edited again: its lock would stay for ever."""
    seen, may_go = Seen(), asyncio.Event()

    async def run(_: object, item: str) -> None:
        await seen.add(item)
        if len(seen.items) == 1:
            await may_go.wait()
            raise error

    async with engine(database, work=Job(run, queue="q", in_turn=("item",))) as made, worker(made):
        await made.defer("work", once="a", item="a")
        await seen.times(1)
        await made.defer("work", once="a", item="a")
        may_go.set()
        await seen.times(2)
        await until_idle(database)

    assert await waiting(database) == []
