"""The company in which the stories happen."""

from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.rehearsal import Rehearsal, rehearsal

MONDAY = datetime(2026, 11, 16, 9, 0, 5, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
async def center(database_url: str) -> AsyncIterator[Rehearsal]:
    """The sample company, early on a Monday, with Process Center installed in every team."""
    async with rehearsal(database_url) as made:
        await made.at(MONDAY.replace(hour=7))
        await made.import_office(made.tenant.office())
        await made.install()
        yield made
