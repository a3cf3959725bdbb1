"""The company in which the stories happen."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientSession

from tests.rehearsal import Rehearsal, rehearsal
from tests.stories.people import Person
from tests.stories.wire import Wire

MONDAY = datetime(2026, 11, 16, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
async def center(database_url: str) -> AsyncIterator[Rehearsal]:
    """The sample company, early on a Monday; three of its eight projects have the app."""
    async with rehearsal(database_url) as made:
        await made.at(MONDAY.replace(hour=7))
        await made.import_office(made.tenant.office())
        await made.install(["PRJ-Apollo", "PRJ-Borealis", "PRJ-Cedar"])
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
