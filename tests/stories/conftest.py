"""The company in which the stories happen."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession
from psycopg.conninfo import conninfo_to_dict

from core.deliveries import Patience
from tests.conftest import copied
from tests.rehearsal import QUICK, Rehearsal, rehearsal, serving
from tests.stories.people import Person
from tests.stories.wire import Wire

MONDAY = datetime(2026, 11, 16, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))


@dataclass(frozen=True)
class Company:
    """What every story begins with, to be copied: a database by its name, a tenant's folder."""

    database: str
    tenant: Path


def every_night(office: str) -> str:
    """The sample's office file with its audit in each night, and not in two of the week."""
    assert 'cron: "0 2 * * MON,THU"' in office
    return office.replace('cron: "0 2 * * MON,THU"', 'cron: "0 2 * * *"')


@pytest.fixture(scope="session")
def company(
    postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The sample company, early on a Monday; three of its eight projects have the app."""
    folder = tmp_path_factory.mktemp("company")

    async def begin(database_url: str) -> None:
        async with rehearsal(database_url, data_dir=folder) as made:
            await made.at(MONDAY.replace(hour=7))
            await made.import_office(every_night(made.tenant.office()))
            await made.install(["PRJ-Apollo", "PRJ-Borealis", "PRJ-Cedar"])

    with copied(postgres, template) as url:
        asyncio.run(begin(url))
        yield Company(str(conninfo_to_dict(url)["dbname"]), folder)


@asynccontextmanager
async def restarted(
    postgres: str, company: Company, folder: Path, patience: Patience = QUICK
) -> AsyncIterator[Rehearsal]:
    """The company, as it is after a restart: what is kept is there, at a new address."""
    shutil.copytree(company.tenant, folder / "tenant")
    with copied(postgres, company.database) as url:
        async with rehearsal(url, patience, data_dir=folder / "tenant") as made:
            await made.ports.addresses.moved_to(made.tenant.service_url)
            yield made


@pytest.fixture
async def center(postgres: str, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company after a restart."""
    async with restarted(postgres, company, tmp_path) as made:
        yield made


@pytest.fixture
async def other(center: Rehearsal) -> AsyncIterator[Rehearsal]:
    """A second server on the same database and tenant."""
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with serving(center.database.url, center.made.settings, listening) as made:
        yield replace(center, made=made, database=made.database, url=url)


@pytest.fixture
async def monday(center: Rehearsal) -> Rehearsal:
    """The same at nine, when the check-ins have just been opened."""
    await center.at(MONDAY)
    return center


@pytest.fixture
async def wire(center: Rehearsal) -> AsyncIterator[Wire]:
    """A way to post any activity to the server."""
    async with ClientSession() as session:
        yield Wire(center, session)


@pytest.fixture
def ada(center: Rehearsal) -> Person:
    """The owner of Apollo."""
    return Person(center, "ada")


@pytest.fixture
def noor(center: Rehearsal) -> Person:
    """A member of Apollo."""
    return Person(center, "noor.haddad")
