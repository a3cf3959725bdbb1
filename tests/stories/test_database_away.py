"""While the database is away everybody is told to try again; when it is back all goes on."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from bot.system_clock import system_time
from store.clock import ClockStore
from tests.rehearsal import WAIT, Rehearsal
from tests.sayings import saved
from tests.stories.people import APOLLO, LATE_STORE, MONDAY, Person, shown
from tests.stories.records import colours
from tests.stories.wire import Wire, answer, open_round

pytestmark = pytest.mark.usefixtures("working")


@pytest.fixture
async def working(center: Rehearsal) -> AsyncIterator[asyncio.Task[None]]:
    """The server as it really runs: with its own sweeps, and a worker that comes back."""
    task = asyncio.create_task(center.made.work())
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def away(center: Rehearsal) -> AsyncIterator[None]:
    """Cut every connection to the database and let no new one in."""
    name = psycopg.conninfo.conninfo_to_dict(center.database.url)["dbname"]
    other = center.database.url.replace(f"/{name}?", "/postgres?")
    async with await psycopg.AsyncConnection.connect(other, autocommit=True) as server:
        await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        try:
            await server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            yield
        finally:
            await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())


async def ready(center: Rehearsal, wire: Wire, status: int) -> dict[str, Any]:
    """Ask `/readyz` until it answers with this status; what it says."""
    until = time.monotonic() + WAIT
    while True:
        async with wire.session.get(f"{center.url}/readyz") as heard:
            told: dict[str, Any] = await heard.json()
            if heard.status == status:
                return told
        assert time.monotonic() < until, told
        await asyncio.sleep(0.1)


async def test_what_comes_meanwhile_is_answered_with_503_and_taken_when_it_comes_again(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    await ready(monday, wire, 200)
    press = wire.press(noor, answer(await open_round(monday), **LATE_STORE))
    message = wire.message(noor, "<at>Process Center</at> help")
    async with away(monday):
        heard = await wire.posts(press, message)
        assert [each.status for each in heard] == [503, 503]
        assert "Nothing was lost; try again" in heard[0].body["error"]
        assert (await ready(monday, wire, 503))["missing"] == ["database"]
        async with wire.session.get(f"{monday.url}/healthz") as alive:
            assert alive.status == 200

    await ready(monday, wire, 200)
    again = await wire.post(press)
    assert (again.status, again.says) == (200, saved("red"))
    assert (await wire.post(message)).status == 200
    await monday.settled()
    assert await colours(monday) == {"noor.haddad": "red"}
    assert "1 of 7 answered" in shown(monday)


async def test_it_ends_when_it_is_told_to_though_the_database_is_away(
    center: Rehearsal, wire: Wire, working: asyncio.Task[None]
) -> None:
    """The engine's goodbye fails then, and that must not be taken for one more outage."""
    await ready(center, wire, 200)
    async with away(center):
        working.cancel()
        ended, _ = await asyncio.wait([working], timeout=WAIT)

    assert ended
    assert working.cancelled()


async def test_a_round_that_was_due_while_it_was_away_is_opened_when_it_is_back(
    center: Rehearsal, wire: Wire
) -> None:
    await ready(center, wire, 200)
    due = system_time() + timedelta(seconds=2)
    await ClockStore(center.database).move(MONDAY.replace(second=0) - due)
    async with away(center):
        assert center.cards(APOLLO) == []
        while system_time() < due:
            await ready(center, wire, 503)
    until = time.monotonic() + WAIT
    while "0 of 7 answered" not in shown(center):
        assert time.monotonic() < until
        await asyncio.sleep(0.1)

    await ready(center, wire, 200)
    assert len(center.cards(APOLLO)) == 1
