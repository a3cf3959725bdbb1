"""Whatever came due is done in the end, also when its job was given up or lost, whatever it is."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from jobs.sweeps import begin_and_end, owed
from jobs.tasks import Job, run_audit, send_digest
from store.database import Database
from tests.ground import DAY, Ground, ground
from tests.jobs.repeating import SUNDAY, ready
from tests.store.digests import chat

MONDAY = SUNDAY + DAY
JOBS = {"send_digest": send_digest.JOB, "run_audit": run_audit.JOB}


@pytest.fixture
async def servers(database: Database, inside: Ground) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment, in which an audit and two digests have come due."""
    await ready(inside)
    await chat(inside, "kim")
    async with ground(database) as other:
        await inside.at(MONDAY)
        await begin_and_end.run(inside.ports)
        yield [inside, other]


async def lose(inside: Ground) -> None:
    """Every job failed ten times, an hour ago."""
    await inside.database.run("UPDATE procrastinate_jobs SET status = 'failed'")
    await inside.database.run("UPDATE occurrences SET given_at = given_at - interval '1 hour'")


async def rescue(servers: list[Ground]) -> None:
    """Each server looks several times, at once."""
    await asyncio.gather(*(owed.run(each.ports) for each in servers * 3))


async def do(inside: Ground, job: Job, **arguments: object) -> None:
    """What a worker does."""
    await job(inside.ports, **arguments)


async def test_what_came_due_gets_its_job_again_once_until_it_is_done(
    servers: list[Ground], caplog: pytest.LogCaptureFixture
) -> None:
    one, _ = servers
    given = await one.jobs(*JOBS)
    assert len(given) == 3
    await rescue(servers)
    assert await one.jobs(*JOBS) == given, "they wait"

    await lose(one)
    with caplog.at_level(logging.WARNING):
        await rescue(servers)
    assert sorted(map(str, await one.jobs(*JOBS))) == sorted(map(str, given))
    assert "due without a job=3" in caplog.text
    assert "digest:morning:kim@contoso.example" in caplog.text

    for arguments in await one.jobs("send_digest"):
        await do(one, send_digest.JOB, **arguments)
    await lose(one)
    await rescue(servers)
    assert await one.jobs("send_digest") == [], "they are done"
    assert len(await one.jobs("run_audit")) == 1
    assert await one.value("SELECT count(*) FROM digests") == 2


async def test_what_a_later_one_tells_is_not_sent_any_more(servers: list[Ground]) -> None:
    """The first could not be made all day; the second has all that is in it."""
    one, _ = servers
    old = await one.jobs("send_digest")
    await lose(one)
    await one.at(MONDAY + DAY)
    await begin_and_end.run(one.ports)
    new = await one.jobs("send_digest")
    assert len(new) == len(old) == 2

    for arguments in new:
        await do(one, send_digest.JOB, **arguments)
    await lose(one)
    await rescue(servers)
    assert await one.jobs("send_digest") == []


async def test_for_somebody_who_leads_no_more_nothing_is_owed(servers: list[Ground]) -> None:
    one, _ = servers
    await one.database.run("DELETE FROM office_items WHERE part = 'center'")
    for arguments in await one.jobs("send_digest"):
        await do(one, send_digest.JOB, **arguments)
    await lose(one)
    await rescue(servers)
    assert await one.jobs("send_digest") == []


async def test_a_round_whose_closing_was_given_up_is_closed_later(inside: Ground) -> None:
    opened = await inside.open()
    await inside.at(MONDAY + 2 * DAY)
    await begin_and_end.run(inside.ports)
    await inside.database.run("UPDATE procrastinate_jobs SET status = 'failed'")
    await begin_and_end.run(inside.ports)
    assert await inside.jobs("close_round") == [{"round_id": opened.round_id}]


async def test_things_that_cannot_be_ended_crowd_out_no_other(inside: Ground) -> None:
    """A thousand have a job that waits for its next attempt."""
    await inside.database.run(
        """
        INSERT INTO things (kind, id, ends_at)
        SELECT 'round', to_char(n, 'FM0000'), now() - make_interval(mins => 5000 - n)
        FROM generate_series(1, 1100) AS n
        """
    )
    for _ in range(3):
        await begin_and_end.run(inside.ports)
    closing = {str(each["round_id"]) for each in await inside.jobs("close_round")}
    assert closing == {f"{number:04}" for number in range(1, 1101)}


async def test_nothing_is_given_again_that_was_given_just_now(servers: list[Ground]) -> None:
    one, _ = servers
    await one.forget_jobs()
    assert await one.ports.schedules.left_behind(timedelta(minutes=1)) == []
    assert len(await one.ports.schedules.left_behind(timedelta())) == 3
