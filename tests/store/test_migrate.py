"""However many start at once, the database gets its shape once, on the wheel's own PostgreSQL."""

import asyncio
import sys
from collections.abc import Iterator

import psycopg
import pytest

from core.errors import SetupError, StoreAway
from store.migrate import current, migrate, newest
from tests.conftest import Server

START = """
import asyncio, sys
from store.migrate import migrate
asyncio.run(migrate(sys.argv[1]))
"""


@pytest.fixture
def empty(postgres: Server) -> Iterator[str]:
    """The URL of a database with nothing in it."""
    with postgres.copy("template1") as url:
        yield url


def say(url: str, statement: str) -> None:
    """Change something behind our back."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


async def test_processes_that_start_at_once_migrate_once(empty: str) -> None:
    started = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", START, empty) for _ in range(3)
    ]
    async with asyncio.timeout(30):
        assert [await each.wait() for each in started] == [0, 0, 0]

    assert current(empty) == newest()


async def test_migrating_again_changes_nothing(empty: str) -> None:
    assert current(empty) is None
    await asyncio.gather(migrate(empty), migrate(empty))
    say(empty, "UPDATE rehearsal_clock SET ahead = '1 day'")
    await migrate(empty)

    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT ahead = '1 day' FROM rehearsal_clock").fetchone() == (
            True,
        )


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(
    database_url: str,
) -> None:
    say(database_url, "UPDATE alembic_version SET version_num = '9999_later'")

    with pytest.raises(SetupError, match="is at 9999_later, which is newer than this version"):
        await migrate(database_url)
    assert current(database_url) == "9999_later"


async def test_a_step_that_fails_leaves_the_database_as_it_was(empty: str) -> None:
    say(empty, "CREATE TABLE procrastinate_jobs (in_the_way boolean)")

    with pytest.raises(Exception, match="procrastinate_jobs"):
        await migrate(empty)
    with psycopg.connect(empty) as connection:
        assert connection.execute("SELECT to_regclass('checkins')").fetchone() == (None,)


async def test_a_database_that_is_not_there_and_a_server_that_is_away_are_told_apart(
    postgres: Server,
) -> None:
    with pytest.raises(SetupError, match=r'\(database "nowhere" does not exist\)\. Check the name'):
        await migrate(postgres.url_of("nowhere"))
    with pytest.raises(SetupError, match=r'\(role "mallory" does not exist\)'):
        await migrate(postgres.url.replace("//postgres:", "//mallory:"))
    with pytest.raises(StoreAway):
        await migrate("postgresql://127.0.0.1:9/nobody?connect_timeout=2")


def test_the_wheel_s_postgresql_is_one_that_we_support(postgres: Server) -> None:
    assert postgres.connection.info.server_version >= 140000
