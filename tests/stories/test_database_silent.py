"""A database that says nothing, and closes nothing, is like one that is away: all goes on later."""

import asyncio
import shutil
import socket
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import App
from bot.system_clock import system_time
from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from store.clock import ClockStore
from store.database import Database
from tests.conftest import Server
from tests.rehearsal import APP_ID, TOKEN, WAIT, Company, Rehearsal, serving, settings
from tests.sayings import saved
from tests.silence import Line, line_to
from tests.stories.people import APOLLO, LATE_STORE, MONDAY, Person, shown
from tests.stories.records import colours
from tests.stories.test_database_away import ready, working
from tests.stories.wire import Wire, answer, open_round

__all__ = ["working"]

pytestmark = pytest.mark.usefixtures("working")


@pytest.fixture
async def line(postgres: Server, company: Company) -> AsyncIterator[Line]:
    """The way to the company's database."""
    with postgres.copy(company.database) as url:
        async with line_to(url) as made:
            yield made


@pytest.fixture
async def center(line: Line, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company after a restart, its database at the other end of the line.

    What waits ten seconds for an answer waits a moment.
    """
    shutil.copytree(company.tenant, tmp_path / "tenant")
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    wanted = TenantSettings(
        bot_url=f"{url}/api/messages", app_id=APP_ID, token=TOKEN, data_dir=tmp_path / "tenant"
    )
    async with simulator.start(wanted) as tenant:
        made = serving(
            line.url,
            settings(tenant.url, tenant.world.facts.id),
            listening,
            opened=partial(Database, wait=1.0, silence=1.0),
            shown=partial(App.web, answer=1.0, look=0.5),
        )
        async with made as app:
            await app.ports.posting.addresses.moved_to(tenant.service_url)
            yield Rehearsal(app, tenant, app.database, url)


async def metrics(center: Rehearsal, session: ClientSession) -> str:
    """What monitoring reads."""
    async with session.get(f"{center.url}/metrics") as heard:
        assert heard.status == 200
        return await heard.text()


async def test_what_comes_meanwhile_is_answered_with_503_and_taken_when_it_speaks_again(
    monday: Rehearsal, line: Line, wire: Wire, noor: Person
) -> None:
    await ready(monday, wire, 200)
    press = wire.press(noor, answer(await open_round(monday), **LATE_STORE))
    message = wire.message(noor, "<at>Process Center</at> help")
    line.falls_silent()
    heard = await wire.posts(*[press] * 12, message)
    assert [each.status for each in heard] == [503] * 13
    assert (await ready(monday, wire, 503))["missing"] == ["database"]
    assert "process_center_gate_refusals" in await metrics(monday, wire.session)
    async with wire.session.get(f"{monday.url}/healthz") as alive:
        assert alive.status == 200

    line.goes_on()
    await ready(monday, wire, 200)
    again = await wire.post(press)
    assert (again.status, again.says) == (200, saved("red"))
    assert (await wire.post(message)).status == 200
    await monday.settled()
    assert await colours(monday) == {"noor.haddad": "red"}
    assert "1 of 7 answered" in shown(monday)


async def test_it_ends_when_it_is_told_to_though_the_database_says_nothing(
    center: Rehearsal, line: Line, wire: Wire, working: asyncio.Task[None]
) -> None:
    await ready(center, wire, 200)
    line.falls_silent()
    await ready(center, wire, 503)
    working.cancel()
    ended, _ = await asyncio.wait([working], timeout=WAIT)

    assert ended
    assert working.cancelled()
    line.goes_on()


async def test_a_round_that_was_due_meanwhile_is_opened_once_when_it_speaks_again(
    center: Rehearsal, line: Line, wire: Wire
) -> None:
    """The connections that there were are dead for ever, too."""
    await ready(center, wire, 200)
    due = system_time() + timedelta(seconds=1)
    await ClockStore(center.database).move(MONDAY.replace(second=0) - due)
    line.forgets()
    line.falls_silent()
    while system_time() < due:
        await ready(center, wire, 503)
    assert center.cards(APOLLO) == []
    line.goes_on()
    until = time.monotonic() + WAIT
    while "0 of 7 answered" not in shown(center):
        assert time.monotonic() < until
        await asyncio.sleep(0.1)

    await ready(center, wire, 200)
    assert len(center.cards(APOLLO)) == 1
