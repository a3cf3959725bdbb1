"""A system clock that jumps an hour, on and back: nothing comes twice, nothing is lost or late."""

from datetime import datetime, timedelta

import pytest

from core.schedules.calendars import calendars
from jobs.sweeps import begin_and_end, clock_back
from store.stepping import Stepping
from tests.ground import CHANNEL, DAY, TEAM, Ground
from tests.jobs.repeating import SUNDAY, ready

HOUR = timedelta(hours=1)


async def occurrences(inside: Ground) -> dict[str, int]:
    """How often each of the schedules was begun."""
    found = await inside.database.all(
        dict,
        """
        SELECT schedule, count(*)::int AS times FROM occurrences
        WHERE begun_id IS NOT NULL GROUP BY 1
        """,
    )
    return {each["schedule"]: each["times"] for each in found}


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_what_repeats_comes_once_a_day_though_the_clock_jumps(
    inside: Ground, jump: timedelta
) -> None:
    """By half hours, and every sixth of them the clock is wrong by an hour, in one direction."""
    await ready(inside)
    half_hours = 4 * 24 * 2
    for number in range(half_hours + 4):
        wrong = jump if number % 6 == 5 else timedelta()
        await inside.at(SUNDAY + number * HOUR / 2 + wrong)
        await begin_and_end.run(inside.ports)
        for round_id in await over(inside):
            await inside.close(round_id, inside.ports.clock.now())

    begun = await occurrences(inside)
    assert {each.partition(":")[0] for each in begun} == {*calendars()}
    audits = begun.keys() & {"audit:nightly"}
    assert {begun[each] for each in audits} == {1}, "one that is not done yet holds the next back"
    assert {begun[each] for each in begun.keys() - audits} == {4}


async def over(inside: Ground) -> list[str]:
    """The rounds whose time is over by the clock as it is."""
    found = await inside.database.all(
        dict,
        "SELECT id FROM things WHERE kind = 'round' AND NOT ended AND ends_at <= %(now)s",
        {"now": inside.ports.clock.now()},
    )
    return [each["id"] for each in found]


async def put_right_later(inside: Ground) -> None:
    """A plan, what is offered, and an owner's card, of an hour that is still to come."""
    values = {"later": (await inside.database.all(dict, "SELECT our_now() + '1 h' AS at"))[0]["at"]}
    for query in (
        "INSERT INTO plans (id, made_at, made_by, standards, told_at)"
        " VALUES ('p', now(), 'pat', '{}', %(later)s)",
        "INSERT INTO plan_batches VALUES ('b', 'p', false, 10, 0, %(later)s)",
        "INSERT INTO plan_changes (plan, place, id, proposed, at)"
        " VALUES ('p', 1, 'c', '{}', %(later)s)",
        "INSERT INTO offers VALUES ('t', 's', 'T', 'r', %(later)s, '[]')",
        "INSERT INTO owner_cards VALUES ('ada', 'c', %(later)s)",
    ):
        await inside.database.run(query, values)


async def test_a_clock_that_was_set_back_puts_nothing_off(inside: Ground) -> None:
    """As long as it was ahead, it noted what it did and put off what comes: an hour too late."""
    database, clock = inside.database, datetime(2026, 11, 16, 15).astimezone()
    await database.run("INSERT INTO limits (key, free_at) VALUES ('deployment', now() + '1 hour')")
    await inside.ports.work.defer("read_people", wait=3600)
    await database.run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + '1 h')")
    await inside.open()
    await database.run("UPDATE deliveries SET state = 'unknown', look_at = now() + '1 h'")
    await inside.ports.posting.addresses.close(CHANNEL, TEAM, "blocked")
    await database.run("UPDATE addresses SET closed_until = now() + '2 h'")
    await ready(inside)
    await inside.at(SUNDAY + DAY)
    await begin_and_end.run(inside.ports)
    await database.run("UPDATE occurrences SET given_at = given_at + interval '1 hour'")
    await put_right_later(inside)
    clocks = Stepping(database, lambda: clock)
    assert await clocks.mend() == timedelta()
    assert await inside.value("SELECT count(*) FROM limits WHERE free_at > now()") == 1

    clock -= HOUR
    assert timedelta(minutes=59) < await clocks.mend() < timedelta(minutes=61)
    for later in (
        "SELECT count(*) FROM limits WHERE free_at > now()",
        "SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at > now()",
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now()",
        "SELECT count(*) FROM deliveries WHERE look_at > now()",
        "SELECT count(*) FROM addresses WHERE closed_until > now()",
        "SELECT count(*) FROM occurrences WHERE given_at > now()",
        "SELECT count(*) FROM owner_cards WHERE begun_at > our_now()",
        "SELECT count(*) FROM plan_batches WHERE made_at > our_now()",
        "SELECT count(*) FROM plans JOIN plan_changes ON greatest(at, told_at) > our_now()",
        "SELECT count(*) FROM offers WHERE read_at > our_now()",
    ):
        assert await inside.value(later) == 0
    assert await clocks.mend() == timedelta()

    clock += 2 * HOUR
    assert await clocks.mend() == timedelta(), "one that goes on needs nothing"
    await clock_back.run(inside.ports)
