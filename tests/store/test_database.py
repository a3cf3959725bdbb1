"""Whatever the network does shows as one error, and a mistake of ours never does."""

import asyncio
from datetime import timedelta

import psycopg
import pytest

from core.errors import StoreAway
from store.clock import ClockStore
from store.database import Database


async def test_a_server_that_is_away_is_told_in_one_sentence() -> None:
    async with Database("postgresql://127.0.0.1:9/nobody", wait=0.2) as database:
        with pytest.raises(StoreAway, match="Nothing was lost; try again in a minute"):
            await database.run("SELECT 1")


async def test_a_connection_that_is_cut_shows_as_away_and_the_next_call_works(
    database: Database,
) -> None:
    async def cut() -> None:
        await database.run("SELECT pg_terminate_backend(pg_backend_pid())")

    with pytest.raises(StoreAway):
        await cut()
    assert await database.run("SELECT 1") == 1


async def test_a_mistake_of_ours_is_no_absence(database: Database) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable):
        await database.run("SELECT 1 FROM no_such_table")
    async with database.connection() as connection:
        await connection.execute("SET statement_timeout = 10")
        with pytest.raises(psycopg.errors.QueryCanceled):
            await connection.execute("SELECT pg_sleep(5)")


async def test_who_waits_too_long_for_a_connection_hears_that_it_is_away(
    database_url: str,
) -> None:
    async with (
        Database(database_url, size=1, wait=0.5) as small,
        small.connection(),
    ):
        with pytest.raises(StoreAway):
            await small.run("SELECT 1")


async def test_a_transaction_is_whole_or_not_at_all(database: Database) -> None:
    async def half() -> None:
        async with database.transaction() as connection:
            await connection.execute("UPDATE rehearsal_clock SET ahead = '1 day'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await half()
    assert await ClockStore(database).ahead() == timedelta()


async def test_one_of_many_rows_and_none(database: Database) -> None:
    query = "SELECT g AS n FROM generate_series(1, %(most)s) AS g"

    assert await database.all(dict, query, {"most": 2}) == [{"n": 1}, {"n": 2}]
    assert await database.one(dict, query, {"most": 2}) == {"n": 1}
    assert await database.one(dict, query, {"most": 0}) is None
    assert await database.row(query, {"most": 0}) is None


async def test_many_callers_share_a_few_connections(database: Database) -> None:
    assert await asyncio.gather(*(database.run("SELECT 1") for _ in range(60))) == [1] * 60
