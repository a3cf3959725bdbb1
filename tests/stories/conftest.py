"""The company in which the stories happen."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession
from psycopg.conninfo import conninfo_to_dict

from tests.conftest import copied
from tests.rehearsal import Rehearsal, rehearsal
from tests.stories.people import Person
from tests.stories.wire import Wire

MONDAY = datetime(2026, 11, 16, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))


@dataclass(frozen=True)
class Company:
    """What every story begins with, to be copied: a database by its name, a tenant's folder."""

    database: str
    tenant: Path


@pytest.fixture(scope="session")
def company(
    postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The sample company, early on a Monday; three of its eight projects have the app."""
    folder = tmp_path_factory.mktemp("company")

    async def begin(database_url: str) -> None:
        async with rehearsal(database_url, data_dir=folder) as made:
            await made.at(MONDAY.replace(hour=7))
            await made.import_office(made.tenant.office())
            await made.install(["PRJ-Apollo", "PRJ-Borealis", "PRJ-Cedar"])

    with copied(postgres, template) as url:
        asyncio.run(begin(url))
        yield Company(str(conninfo_to_dict(url)["dbname"]), folder)


@pytest.fixture
async def center(postgres: str, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
    """The company, as it is after a restart: what is kept is there, at a new address."""
    shutil.copytree(company.tenant, tmp_path / "tenant")
    with copied(postgres, company.database) as url:
        async with rehearsal(url, data_dir=tmp_path / "tenant") as made:
            await made.ports.addresses.moved_to(made.tenant.service_url)
            yield made


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
