"""The database and the tenant that were left, under a process of this version."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.demo.theatre import APP_ID, TOKEN
from bot.demo.theatre import rehearsal as settings_of_the_demo
from bot.system_clock import system_time
from jobs.sweeps import rescue
from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from store.clock import ClockStore
from store.database import Database
from store.migrate import migrate
from store.posting.addresses import AddressStore
from store.standing import standing
from tests.conftest import Server
from tests.left_behind.before import Before, look, restore, unpack
from tests.rehearsal import WAIT, Company, Rehearsal, free_port, serving


@dataclass(frozen=True)
class Left:
    """A company of the version before, as it was and as it is now, to be copied."""

    before: Before
    company: Company


@pytest.fixture(scope="session")
def migrated(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """What was left, migrated; no process of this version has worked on it."""
    folder = tmp_path_factory.mktemp("left")
    unpack(folder)
    with postgres.copy("template1") as url:
        restore(folder, url)
        before = look(folder, url)
        asyncio.run(migrate(url))
        yield Left(before, Company(str(conninfo_to_dict(url)["dbname"]), folder / "tenant"))


@pytest.fixture(scope="session")
def at_rest(
    postgres: Server, migrated: Left, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Left]:
    """The same after a process of this version has done all that was left to do."""
    folder = tmp_path_factory.mktemp("rest") / "tenant"
    shutil.copytree(migrated.company.tenant, folder)

    async def work(url: str) -> None:
        when = migrated.before.left_at + timedelta(seconds=20)
        async with going_on(url, folder, when) as made:
            await _comes_to_rest(made)

    with postgres.copy(migrated.company.database) as url:
        asyncio.run(work(url))
        yield Left(migrated.before, Company(str(conninfo_to_dict(url)["dbname"]), folder))


@pytest.fixture
async def center(postgres: Server, at_rest: Left, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company at rest, after a restart."""
    shutil.copytree(at_rest.company.tenant, tmp_path / "tenant")
    with postgres.copy(at_rest.company.database) as url:
        async with going_on(url, tmp_path / "tenant") as made:
            await made.sweep()
            await made.settled()  # a worker that is cancelled while it starts may not end
            yield made


@asynccontextmanager
async def going_on(
    url: str, tenant: Path, when: datetime | None = None
) -> AsyncIterator[Rehearsal]:
    """A server and the tenant with what both of them keep; clocks go on unless `when` is said."""
    listening = socket.create_server(("127.0.0.1", 0))
    bot, port = f"http://127.0.0.1:{listening.getsockname()[1]}", free_port()
    wanted = TenantSettings(
        bot_url=f"{bot}/api/messages", app_id=APP_ID, token=TOKEN, data_dir=tenant, port=port
    )
    async with simulator.start(wanted) as company, Database(url) as database:
        if when:
            await ClockStore(database).move(when - system_time())
            company.set_clock(when)
        await AddressStore(database).moved_to(company.service_url)
        async with serving(url, settings_of_the_demo(tenant, port), listening) as made:
            yield Rehearsal(made, company, made.database, bot)


async def _comes_to_rest(made: Rehearsal) -> None:
    """Sweep as servers do, until nothing is left to be done."""
    async with asyncio.timeout(WAIT):
        while True:
            now = await standing(made.database)
            if now.jobs == 0 and now.unposted == 0 and now.unshown == 0:
                break
            await rescue.run(made.ports)
            await made.sweep()
            await asyncio.sleep(0.1)
    await made.settled()
