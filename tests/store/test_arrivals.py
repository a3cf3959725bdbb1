"""What came to the doors of all processes adds up, and takes no more room than it may."""

import asyncio
from datetime import timedelta

import pytest

from bot.door.arrivals import Arrivals
from bot.door.gate_errors import Forbidden, Reason, Unproven
from core.arrivals.model import MOST, OTHERS, Claims, Counted, Refused
from core.errors import StoreAway
from store.arrivals.arrivals import ArrivalStore, RefusedLately
from store.clearing import ClearingStore
from store.database import Database
from tests.ground import MONDAY, Ground

TEAMS = Refused("host", Claims("smba.example", "home"))


def counted(times: int, host: str, age: float = 0.0, reason: str = "audience") -> Counted:
    """So many from a host."""
    return Counted(Refused(reason, Claims(host, "home", "other-app")), times, age)


async def told(database: Database) -> dict[str, int]:
    """How often whom."""
    return {each.host: each.times for each in await ArrivalStore(database).refused()}


async def test_what_two_processes_refused_is_one_sum_with_the_newest_time(
    database: Database, database_url: str
) -> None:
    async with Database(database_url) as other:
        await ArrivalStore(database).add([Counted(TEAMS, 3, age=600.0)], None)
        await ArrivalStore(other).add([Counted(TEAMS, 4, age=0.0)], None)
    await ArrivalStore(database).add([Counted(TEAMS, 1, age=300.0)], None)

    (found,) = await ArrivalStore(database).refused()
    assert found == RefusedLately("host", "smba.example", "home", "", 8, found.last_at)
    row = await database.row("SELECT now() - max(last_at) AS age FROM refusals")
    assert row
    assert row["age"] < timedelta(seconds=60)


async def test_any_number_of_hosts_from_any_number_of_processes_is_a_few_rows(
    database: Database, database_url: str
) -> None:
    async with Database(database_url) as other:
        stores = [ArrivalStore(database), ArrivalStore(other)]
        adding = [
            stores[batch % 2].add([counted(1, f"host-{batch}-{n}") for n in range(MOST)], None)
            for batch in range(50)
        ]
        await asyncio.gather(*adding)

    found = await told(database)
    assert sum(found.values()) == 50 * MOST
    assert found[OTHERS.host] >= 48 * MOST, "an hour may have ended meanwhile"
    rows = await database.all(dict, "SELECT count(*) AS many FROM refusals GROUP BY hour")
    assert max(each["many"] for each in rows) == MOST + 1


async def test_who_is_told_apart_already_still_counts_where_there_is_no_more_room(
    database: Database,
) -> None:
    store = ArrivalStore(database)
    first = [counted(2, f"host-{number}") for number in range(MOST)]
    await store.add(first, None)
    await store.add([counted(1, "host-0"), counted(1, "late"), counted(1, "later")], None)
    await store.add([Counted(Refused("audience", OTHERS), 5, 0.0)], None)

    found = await told(database)
    assert found["host-0"] == 3
    assert found[OTHERS.host] == 7
    assert "late" not in found


async def test_what_is_older_than_a_day_is_not_told_and_goes(inside: Ground) -> None:
    store = ArrivalStore(inside.database)
    await store.add([counted(1, "old", age=100_000.0), counted(1, "new", age=80_000.0)], None)
    assert await told(inside.database) == {"new": 1}

    clearing = ClearingStore(inside.database, inside.ports.clearing.keep)
    assert (await clearing.clear(MONDAY))["refusals"] == 1
    assert await inside.value("SELECT count(*) FROM refusals") == 1


async def test_the_last_that_was_let_in_is_the_newest_of_all_and_outlives_a_restart(
    database: Database,
) -> None:
    store = ArrivalStore(database)
    assert await store.since_let_in() is None
    await store.add([], 60.0)
    await store.add([], 3600.0)

    since = await ArrivalStore(database).since_let_in()
    assert since is not None
    assert timedelta(seconds=60) <= since < timedelta(seconds=120)


async def test_a_time_that_a_wrong_clock_left_in_the_future_is_put_right(
    database: Database,
) -> None:
    store = ArrivalStore(database)
    await database.run("UPDATE let_in SET at = now() + interval '1 day'")
    assert await store.since_let_in() == timedelta()
    await store.add([], 60.0)
    since = await store.since_let_in()
    assert since is not None
    assert since >= timedelta(seconds=60)


class Clock:
    """Stands still."""

    now = 1000.0

    def __call__(self) -> float:
        """Seconds of no matter what."""
        return self.now


async def test_a_database_that_is_away_loses_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    async with Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away:
        arrivals = Arrivals(away, clock)
        arrivals.let_in()
        for _ in range(3):
            arrivals.refused(Forbidden(Reason.HOST, "no", Claims("smba.example", "home")))
        with pytest.raises(StoreAway):
            await arrivals.keep()
    clock.now += 30
    arrivals.refused(Forbidden(Reason.HOST, "no", Claims("smba.example", "home")))
    arrivals._store = ArrivalStore(database)
    await arrivals.keep()
    await arrivals.keep()

    assert await told(database) == {"smba.example": 4}
    since = await ArrivalStore(database).since_let_in()
    assert since is not None
    assert since >= timedelta(seconds=30)
    assert caplog.text.count("refused status=403 why=host host=smba.example tenant=home ") == 1


async def test_where_nobody_came_the_database_is_not_asked() -> None:
    async with Database("postgresql://127.0.0.1:9/nobody", wait=0.1) as away:
        await Arrivals(away).keep()


async def test_what_goes_on_is_told_again_each_hour_with_how_often(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    arrivals = Arrivals(database, clock)
    for _ in range(3):
        arrivals.refused(Unproven(Reason.AUDIENCE, "no", Claims("smba.example", "", "other")))
    await arrivals.keep()
    clock.now += 3600
    await arrivals.keep()
    await arrivals.keep()

    where = "why=audience host=smba.example tenant=- named=other see=docs/nothing-arrives.md"
    lines = [each.getMessage() for each in caplog.records if each.name == "bot.door.arrivals"]
    assert lines == [f"refused status=401 {where}", f"refused again times=2 {where}"]
    assert {each.levelname for each in caplog.records if each.name == "bot.door.arrivals"} == {
        "WARNING"
    }
