"""The company in which the stories happen."""

import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.conftest import Server
from tests.rehearsal import Company, Rehearsal, begun, restarted, serving
from tests.stories.digests import office, wanted_on_tuesday
from tests.stories.people import MONDAY, Person
from tests.stories.wire import Wire


def every_night(office: str, nights: str = "* * *") -> str:
    """The sample's office file with its audit in each night, or in these, by cron's last fields."""
    assert 'cron: "0 2 * * MON,THU"' in office
    return office.replace('cron: "0 2 * * MON,THU"', f'cron: "0 2 {nights}"')


async def early_on_monday(made: Rehearsal) -> None:
    """Three of its eight projects have the app."""
    await made.at(MONDAY.replace(hour=7))
    await made.import_office(every_night(made.tenant.office()))
    await made.install(["PRJ-Apollo", "PRJ-Borealis", "PRJ-Cedar"])


@pytest.fixture(scope="session")
def company(
    postgres: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The sample company, early on a Monday."""
    folder = tmp_path_factory.mktemp("company")
    with begun(postgres, template, folder, early_on_monday) as made:
        yield made


@pytest.fixture(scope="session")
def company_on_tuesday(
    postgres: Server, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Company]:
    """The sample company a day later: Kim, a leader, has a digest in which Apollo wants something.

    What many tests begin with is played once.
    """

    async def begin(made: Rehearsal) -> None:
        await early_on_monday(made)
        await wanted_on_tuesday(made)

    with begun(postgres, template, tmp_path_factory.mktemp("tuesday"), begin) as made:
        yield made


@pytest.fixture
async def tuesday(
    postgres: Server, company_on_tuesday: Company, tmp_path: Path
) -> AsyncIterator[Rehearsal]:
    """The company on Tuesday, after a restart."""
    async with restarted(postgres, company_on_tuesday, tmp_path) as made:
        yield made


@pytest.fixture
def kim(center: Rehearsal) -> Person:
    """A leader, in her chat."""
    return Person(center, "kim", Person(center, "kim").chat)


@pytest.fixture
async def desmond(center: Rehearsal) -> Person:
    """A leader who never wrote to us; of his teams Sales has the app."""
    await office(center)
    await center.install(["Sales"])
    return Person(center, "desmond.achebe", Person(center, "desmond.achebe").chat)


@pytest.fixture
async def center(postgres: Server, company: Company, tmp_path: Path) -> AsyncIterator[Rehearsal]:
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
