"""A database that will not do is told in one sentence, before anything is done in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from bot.settings import Settings
from core.errors import SetupError, StoreAway
from store.database import Database
from store.migrate import migrate
from store.suitable import Told, judged, too_old, understood
from tests.conftest import Server

FINE = Told("UTF8", False, "center", "kim", "public", True, True, "ISO, DMY", "postgres")
ROLE = "somebody_without_rights"


@pytest.fixture(scope="session")
def role(postgres: Server) -> str:
    """Somebody who owns nothing on the server."""
    postgres.connection.execute(f"CREATE ROLE {ROLE} LOGIN")
    return ROLE


@contextmanager
def made(postgres: Server, how: str = "", then: str = "") -> Iterator[str]:
    """The URL of a new database."""
    postgres.connection.execute(f"CREATE DATABASE odd_one {how}".encode())
    if then:
        postgres.connection.execute(f"ALTER DATABASE odd_one {then}".encode())
    yield postgres.url_of("odd_one")
    postgres.connection.execute("DROP DATABASE odd_one WITH (FORCE)")


@pytest.mark.parametrize(
    ("version", "says"),
    [(90624, "PostgreSQL 9.6, and 14 is"), (130014, "PostgreSQL 13, and 14 is"), (140000, None)],
)
def test_a_server_that_is_too_old_is_told(version: int, says: str | None) -> None:
    assert too_old(version) is None if says is None else says in str(too_old(version))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, None),
        ({"encoding": "SQL_ASCII"}, "The database center holds SQL_ASCII, which cannot keep every"),
        ({"read_only": True}, "The database center can only be read. Name one in PROCESS_"),
        ({"schema": None, "may_create": False}, "kim may use no schema of the database center"),
        ({"known": False}, "kim may not use the tables of the database center."),
        ({"dates": "German, DMY"}, "run `ALTER DATABASE center SET datestyle = 'ISO'`."),
        ({"intervals": "iso_8601"}, "SET intervalstyle = 'postgres'`."),
        ({"may_create": False}, "run `GRANT CREATE ON SCHEMA public TO kim`."),
    ],
)
def test_each_fault_is_told_with_what_to_do(wrong: dict[str, Any], says: str | None) -> None:
    told = judged(replace(FINE, **wrong), making=True)

    assert told is None if says is None else says in str(told)


def test_who_makes_nothing_needs_no_right_to(postgres: Server) -> None:
    assert postgres.connection.info.server_version >= 140000
    assert judged(replace(FINE, may_create=False), making=False) is None


async def test_a_schema_that_may_not_be_written_is_told(postgres: Server, role: str) -> None:
    grant = f"run `GRANT CREATE ON SCHEMA public TO {role}`"
    with made(postgres) as url, pytest.raises(SetupError, match=grant):
        await migrate(url.replace("//postgres:", f"//{role}:"))


async def test_tables_of_somebody_else_are_told(database_url: str, role: str) -> None:
    with pytest.raises(SetupError, match=f"{role} may not use the tables of the database test_"):
        await migrate(database_url.replace("//postgres:", f"//{role}:"))


@pytest.mark.parametrize(
    ("how", "then", "says"),
    [
        ("", "SET default_transaction_read_only = on", "can only be read"),
        ("", "SET datestyle = German", "the datestyle German, DMY"),
        ("", "SET search_path = nowhere", "postgres may use no schema of the database odd_one"),
        ("ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0", "", "holds SQL_ASCII"),
        ("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", "", "holds LATIN1"),
        ("", "ALLOW_CONNECTIONS false", r"refuses us \(database .* is not currently accepting"),
    ],
)
async def test_a_database_that_will_not_do_is_told(
    postgres: Server, how: str, then: str, says: str
) -> None:
    with made(postgres, how, then) as url, pytest.raises(SetupError, match=says):
        await migrate(url)


async def test_a_server_without_a_connection_to_spare_may_have_one_in_a_minute(
    postgres: Server, role: str
) -> None:
    with (
        made(postgres, "CONNECTION LIMIT 0") as url,
        pytest.raises(StoreAway, match=r"\(too many connections .*\)\. Try again in a minute"),
    ):
        await migrate(url.replace("//postgres:", f"//{role}:"))


async def test_a_right_that_is_taken_away_meanwhile_shows_as_away(
    database_url: str, role: str
) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"GRANT SELECT ON rehearsal_clock TO {role}".encode())
    async with Database(database_url.replace("//postgres:", f"//{role}:")) as database:
        await database.run("SELECT * FROM rehearsal_clock")
        with pytest.raises(StoreAway, match="permission denied for table rehearsal_clock"):
            await database.run("UPDATE rehearsal_clock SET ahead = '1 day'")


async def test_a_database_that_turns_read_only_shows_as_away(database: Database) -> None:
    async def write() -> None:
        async with database.transaction() as connection:
            await connection.execute("SET TRANSACTION READ ONLY")
            await connection.execute("UPDATE rehearsal_clock SET ahead = '1 day'")

    with pytest.raises(StoreAway, match="read-only transaction"):
        await write()


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("postgresql://kim:opensesame@db.example/center", True),
        ("postgresql://kim:open%40sesame@db.example:5432/center?sslmode=require", True),
        ("postgresql://db1.example:5432,db2.example:5433/center", True),
        ("postgresql:///center?host=/var/run/postgresql", True),
        ("postgresql://kim:open@opensesame@db.example/center", False),
        ("postgresql://kim:opensesame@db.example:port/center", False),
        ("postgresql://kim:opensesame%zz@db.example/center", False),
        ("postgresql://kim:opensesame@[::1/center", False),
        ("postgresql://kim@db.example/center?pasword=opensesame", False),
    ],
)
def test_an_address_that_is_none_is_told_without_what_is_in_it(
    address: str, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert understood(address) is fine
    monkeypatch.setenv("PROCESS_CENTER_DATABASE_URL", address)
    if fine:
        Settings.load(None)
        return
    with pytest.raises(SetupError, match="_DATABASE_URL is no PostgreSQL") as told:
        Settings.load(None)
    assert "sesame" not in told.value.says


async def test_small_letters_are_those_of_ascii_in_whatever_language_a_database_is(
    database: Database,
) -> None:
    """In a Turkish one I has no dot when it is small; the server of the tests knows no Turkish."""
    found = await database.row(
        r"""
        SELECT array_agg(DISTINCT made[1]) AS all FROM (
            SELECT prosrc AS text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        ) AS ours, regexp_matches(text, '(lower\((?:[^()]|\([^()]*\))*\))', 'g') AS made
        """
    )
    assert found
    assert found["all"]
    assert all('COLLATE "C"' in each for each in found["all"]), found["all"]
