"""A database without room takes nothing, and says so; when it has room again, all goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.doctor import examine
from core.away import FULL
from store.database import Database
from tests.rehearsal import Rehearsal
from tests.sayings import saved
from tests.stories.people import LATE_STORE, Person, shown
from tests.stories.records import colours
from tests.stories.test_database_away import working
from tests.stories.wire import Wire, answer, open_round

__all__ = ["working"]

pytestmark = pytest.mark.usefixtures("working")

TABLES = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
REFUSE = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
"""


@asynccontextmanager
async def without_room(database: Database) -> AsyncIterator[None]:
    """Whatever is written fails as on a full disk; what is deleted needs no room."""
    tables = [each["name"] for each in await database.all(dict, TABLES)]
    each = "CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {} EXECUTE FUNCTION no_room();"
    async with database.connection() as connection:
        await connection.execute((REFUSE + "".join(map(each.format, tables))).encode())
    yield
    async with database.connection() as connection:
        await connection.execute("DROP FUNCTION no_room() CASCADE")


async def test_what_comes_meanwhile_is_answered_with_503_and_taken_when_there_is_room(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    press = wire.press(noor, answer(await open_round(monday), **LATE_STORE))
    message = wire.message(noor, "<at>Process Center</at> help")
    async with without_room(monday.database):
        heard = await wire.posts(press, message)
        assert [(each.status, each.body["error"]) for each in heard] == [(503, FULL)] * 2
        told = [each async for each in examine(monday.made) if each.about == "database"]
        assert [(each.fine, each.says) for each in told] == [(False, FULL)]

    again = await wire.post(press)
    assert (again.status, again.says) == (200, saved("red"))
    assert (await wire.post(message)).status == 200
    await monday.settled()
    assert await colours(monday) == {"noor.haddad": "red"}
    assert "1 of 7 answered" in shown(monday)
