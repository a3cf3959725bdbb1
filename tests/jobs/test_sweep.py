"""What is due is done once, by however many servers, and after however long an absence."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.door.arrivals import Arrivals
from core.posting.subjects import Subject
from jobs.showing import show_what_is_behind
from jobs.sweeps import begin_and_end, refresh, rescue, scheduler, settle
from store.database import Database
from tests.ground import DAY, MONDAY, Ground, answer, ground, office
from tests.store.cards import arrive, rest

SWEEPS = {
    *("begin_and_end", "begin_chats", "clear", "clock_back", "count_arrivals", "count_posts"),
    *("go_on_changing", "keep_clocks", "owed", "refresh", "remind_owners", "rescue", "settle"),
    *("tell_changes", "unsent"),
}
WEEK = 7 * DAY
HOUR = timedelta(hours=1)


@pytest.fixture
async def servers(database: Database, database_url: str) -> AsyncIterator[list[Ground]]:
    """Two processes of one deployment, which has met its team and planned a check-in."""
    async with (
        Database(database_url) as another,
        ground(database) as one,
        ground(another) as two,
    ):
        await one.meet()
        yield [one, two]


async def all_sweep(servers: list[Ground], times: int = 3) -> None:
    """Every server looks, several times, all at once."""
    await asyncio.gather(*(begin_and_end.run(each.ports) for each in servers * times))


async def outcomes(inside: Ground) -> list[str]:
    """What became of each occurrence, oldest first."""
    found = await inside.database.all(dict, "SELECT outcome FROM occurrences ORDER BY due_at")
    return [each["outcome"] for each in found]


async def test_two_servers_open_a_due_round_exactly_once(servers: list[Ground]) -> None:
    one, _ = servers
    await one.plan(office(), MONDAY - DAY)
    await one.at(MONDAY - timedelta(minutes=5))
    await all_sweep(servers)
    assert await one.jobs("deliver") == []

    await one.at(MONDAY)
    await all_sweep(servers)
    assert len(await one.jobs("deliver")) == 1
    assert await outcomes(one) == ["opened"]
    assert await one.value("SELECT count(*) FROM rounds") == 1


async def test_200_check_ins_due_at_once_open_once_each(servers: list[Ground]) -> None:
    one, _ = servers
    checkin = '  - {id: weekly, project: apollo, schedule: {cron: "0 9 * * MON"}, open_for: 24h}\n'
    many = "".join(checkin.replace("weekly", f"c{number}") for number in range(200))
    await one.plan(office().replace(checkin, many), MONDAY - DAY)
    await one.at(MONDAY)
    await all_sweep(servers, 1)

    assert await one.value("SELECT count(*) FROM rounds") == 200
    assert len({str(each) for each in await one.jobs("deliver")}) == 200
    assert await outcomes(one) == ["opened"] * 200


async def test_after_an_outage_only_the_latest_is_opened_and_marked_late(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.plan(office(), MONDAY - DAY)
    await one.at(MONDAY + 2 * WEEK + 3 * HOUR)
    await all_sweep(servers)

    assert await outcomes(one) == ["missed", "missed", "late"]
    (round_id,) = await one.ports.checkins.rounds.open_rounds(None)
    shown = await one.ports.checkins.rounds.round(round_id, MONDAY + 2 * WEEK)
    assert shown.closes_at == MONDAY + 2 * WEEK + DAY


async def test_after_an_outage_that_was_longer_than_a_round_nothing_is_opened(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.plan(office(), MONDAY - DAY)
    await one.at(MONDAY + DAY)
    await all_sweep(servers)

    assert await outcomes(one) == ["missed"]
    assert await one.ports.checkins.rounds.open_rounds(None) == []


async def test_a_round_that_is_over_is_closed_before_the_next_one_opens(
    servers: list[Ground],
) -> None:
    one, _ = servers
    await one.plan(office(), MONDAY - DAY)
    await one.at(MONDAY)
    await all_sweep(servers)
    (first,) = await one.ports.checkins.rounds.open_rounds(None)

    await one.at(MONDAY + WEEK)
    await all_sweep(servers)
    assert await one.jobs("close_round") == [{"round_id": first}], "one job, however many looked"
    assert await outcomes(one) == ["opened"]

    await one.close(first, MONDAY + WEEK)
    await all_sweep(servers)
    assert await outcomes(one) == ["opened", "opened"]
    assert len(await one.ports.checkins.rounds.open_rounds(None)) == 1


async def test_a_clock_that_is_moved_is_followed_by_every_server(servers: list[Ground]) -> None:
    one, two = servers
    await one.plan(office(), MONDAY - DAY)
    await one.at(MONDAY)
    await begin_and_end.run(two.ports)

    assert abs(two.ports.clock.now() - MONDAY) < timedelta(minutes=1)
    assert await outcomes(two) == ["opened"]


async def test_the_other_sweeps_ask_for_work_that_does_not_pile_up(servers: list[Ground]) -> None:
    one, _ = servers
    opened = await one.open()
    subject = Subject("round", opened.round_id)
    await arrive(one, subject)
    await one.ports.checkins.answers.keep(opened.round_id, "ada", "n1", answer(), "Saved.", MONDAY)
    await rest(one)
    await one.forget_jobs()

    for each in servers * 3:
        await show_what_is_behind(each.ports)
        await settle.run(each.ports)
        await refresh.run(each.ports)
        await rescue.run(each.ports)
    assert await one.jobs("show") == [subject.arguments]
    assert await one.jobs("settle_deliveries", "read_rosters", "read_people") == [{}, {}, {}]


async def test_a_sweep_waits_for_a_database_that_is_away(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    inside.ports.posting.count("sent")
    assert isinstance(inside.ports.arrivals, Arrivals)
    inside.ports.arrivals.let_in()
    inside.ports.people.clocks.note("kim", "Asia/Tokyo", "")
    await inside.database.pool.close()
    with caplog.at_level(logging.WARNING):
        for each in scheduler(inside.ports).get_jobs():
            await each.func(*each.args)

    for name in SWEEPS:
        assert f"sweep skipped sweep={name} " in caplog.text, name


async def test_the_scheduler_runs_each_sweep_and_one_at_a_time(inside: Ground) -> None:
    made = scheduler(inside.ports)
    made.start(paused=True)
    try:
        jobs = made.get_jobs()
        assert {each.id for each in jobs} == SWEEPS
        assert {(each.max_instances, each.coalesce, each.misfire_grace_time) for each in jobs} == {
            (1, True, None)
        }
    finally:
        made.shutdown(wait=False)


async def test_a_worker_that_died_is_told_in_the_log(
    inside: Ground, caplog: pytest.LogCaptureFixture
) -> None:
    await inside.engine.defer("read_people")
    await inside.database.run("UPDATE procrastinate_jobs SET status = 'doing'")
    with caplog.at_level(logging.WARNING):
        await rescue.run(inside.ports)

    assert "rescued jobs=1" in caplog.text
    assert await inside.jobs("read_people") == [{}]
