"""The one door to PostgreSQL: a pool, short transactions, rows as the core's own types."""

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, LiteralString, TypeVar

from psycopg import AsyncConnection, Error, InterfaceError, OperationalError, errors
from psycopg.pq import TransactionStatus
from psycopg.rows import class_row, dict_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from core.away import away
from core.errors import StoreAway
from core.work import may_store
from store.bounded import SILENCE, Bounded, alive, tell_server
from store.kept_text import take_all_text

T = TypeVar("T")
Connection = AsyncConnection[Any]
WAIT = 5.0  # seconds for a free connection
REFUSED = "The database refuses us what we need ({}). Nothing was lost; tell who looks after it."
# Seconds. The pool doubles its pauses up to this, then whoever asks next makes it try at once: left
# at its five minutes, a database that is back after one would be found only minutes later.
GIVE_UP = 5.0
CLOSE = 1.5  # seconds for the pool's own tasks, which may be waiting for a server
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE)\b")
_NOT_AWAY = (errors.SerializationFailure, errors.DeadlockDetected, errors.QueryCanceled)
_REFUSED = (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege)


class Database:
    """Connections to one database. A failing network shows as StoreAway, nothing else.

    `size` is the most connections this process holds; `wait` the seconds that a caller waits for
    a free one, `silence` those for the answer to a statement, before it hears StoreAway.
    """

    def __init__(
        self, url: str, *, size: int = 10, wait: float = WAIT, silence: float = SILENCE
    ) -> None:
        self.url = url
        self._silence = silence
        self._trusted_from = 0.0
        self.pool = AsyncConnectionPool(
            url,
            connection_class=Bounded,
            min_size=1,
            max_size=size,
            timeout=wait,
            reconnect_timeout=GIVE_UP,
            open=False,
            configure=self._configure,
            kwargs={"application_name": "process-center", **alive(url)},
        )

    async def __aenter__(self) -> "Database":
        """Open the pool without waiting for the server: it may be away now and come back."""
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        await self.pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.pool.close(CLOSE)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Bounded]:
        """A connection in autocommit: each statement is a transaction of its own.

        What PostgreSQL tells beside an error's first line holds values of rows, so it is dropped:
        people's words would get into the log with it.
        """
        try:
            async with self.pool.connection() as connection:
                yield connection
        except _NOT_AWAY:
            raise
        except (OperationalError, InterfaceError, PoolTimeout, PoolClosed) as error:
            raise away(error.sqlstate) from error
        except _REFUSED as error:
            raise StoreAway(REFUSED.format(error.diag.message_primary)) from error
        except Error as error:
            error.args = (error.diag.message_primary,)
            raise

    @asynccontextmanager
    async def transaction(self, silence: float | None = None) -> AsyncIterator[Connection]:
        """A connection inside one transaction, committed at the end, undone by any error.

        `silence` is for what may take longer than usual, in seconds for each statement.
        """
        async with self.connection() as connection:
            connection.silence = silence or self._silence
            try:
                async with connection.transaction():
                    yield connection
                    may_store()
            finally:
                connection.silence = self._silence

    async def _configure(self, connection: Bounded) -> None:
        """Autocommit is not among the pool's keywords: the work engine has its own for those."""
        connection.silence = self._silence
        connection.opened_at = time.monotonic()
        connection.suspect = self._suspect
        await connection.set_autocommit(True)
        await tell_server(connection)
        take_all_text(connection)

    async def _suspect(self, connection: Bounded) -> None:
        """One that fell silent: those as old are let go too, instead of each being waited for."""
        if connection.opened_at >= self._trusted_from:
            self._trusted_from = time.monotonic()
            await self.pool.drain()

    async def all(
        self, kind: type[T], query: LiteralString, values: Mapping[str, object] | None = None
    ) -> list[T]:
        """Every row as a `kind`, whose fields are the columns by name."""
        async with self.connection() as connection:
            return await rows(connection, kind, query, values)

    async def one(
        self, kind: type[T], query: LiteralString, values: Mapping[str, object] | None = None
    ) -> T | None:
        """The first row as a `kind`, None when there is none."""
        found = await self.all(kind, query, values)
        return found[0] if found else None

    async def row(
        self, query: LiteralString, values: Mapping[str, object] | None = None
    ) -> dict[str, Any] | None:
        """The first row by column name, None when there is none."""
        async with self.connection() as connection:
            return await row(connection, query, values)

    async def run(self, query: LiteralString, values: Mapping[str, object] | None = None) -> int:
        """Execute one statement; the number of rows it touched."""
        async with self.connection() as connection, _noted(connection, query):
            return (await connection.execute(query, values)).rowcount


@lru_cache(maxsize=1000)
def _writes(query: object) -> bool:
    """Whether a statement writes; there are some hundred of them, and they are long."""
    return _WRITES.search(str(query)) is not None


@asynccontextmanager
async def _noted(connection: Connection, query: str) -> AsyncIterator[None]:
    """Note that a statement which is a transaction of its own stores something, or may have.

    What the server refuses it did not store; what became of it when the server went away, or nobody
    waited for it any more, nobody knows.
    """
    writes = connection.info.transaction_status is TransactionStatus.IDLE and _writes(query)
    try:
        yield
    except (OperationalError, InterfaceError, asyncio.CancelledError):
        if writes:
            may_store()
        raise
    if writes:
        may_store()


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """What is asked of the database in here has so long in all. Raises StoreAway."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise away(None) from error


async def rows(
    connection: Connection,
    kind: type[T],
    query: LiteralString,
    values: Mapping[str, object] | None = None,
) -> list[T]:
    """Like `Database.all`, on the connection of a transaction."""
    async with _noted(connection, query), connection.cursor(row_factory=class_row(kind)) as cursor:
        await cursor.execute(query, values)
        return await cursor.fetchall()


async def row(
    connection: Connection, query: LiteralString, values: Mapping[str, object] | None = None
) -> dict[str, Any] | None:
    """Like `Database.row`, on the connection of a transaction."""
    async with _noted(connection, query), connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(query, values)
        return await cursor.fetchone()
