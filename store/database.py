"""The one door to PostgreSQL: a pool, short transactions, rows as the core's own types."""

import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, LiteralString, TypeVar

from psycopg import AsyncConnection, Error, InterfaceError, OperationalError, errors
from psycopg.pq import TransactionStatus
from psycopg.rows import class_row, dict_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from core.errors import StoreAway
from core.work import may_have_stored, may_store
from store.kept_text import take_all_text

T = TypeVar("T")
Connection = AsyncConnection[Any]
AWAY = "The database cannot be reached just now. Nothing was lost; try again in a minute."
UNSURE = (
    "The database went away just then, and whether this was stored is not known. Nothing was lost; "
    "try again in a minute: it counts once."
)
REFUSED = "The database refuses us what we need ({}). Nothing was lost; tell who looks after it."
# Seconds. The pool doubles its pauses up to this, then whoever asks next makes it try at once: left
# at its five minutes, a database that is back after one would be found only minutes later.
GIVE_UP = 5.0
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE)\b")
_NOT_AWAY = (errors.SerializationFailure, errors.DeadlockDetected, errors.QueryCanceled)
_REFUSED = (errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege)


class Database:
    """Connections to one database. A failing network shows as StoreAway, nothing else.

    `size` is the most connections this process holds; `wait` the seconds that a caller waits for
    a free one before it hears StoreAway.
    """

    def __init__(self, url: str, *, size: int = 10, wait: float = 5.0) -> None:
        self.url = url
        self.pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=size,
            timeout=wait,
            reconnect_timeout=GIVE_UP,
            open=False,
            configure=_autocommit,
            kwargs={"application_name": "process-center"},
        )

    async def __aenter__(self) -> "Database":
        """Open the pool without waiting for the server: it may be away now and come back."""
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
        await self.pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
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
            raise StoreAway(UNSURE if may_have_stored() else AWAY) from error
        except _REFUSED as error:
            raise StoreAway(REFUSED.format(error.diag.message_primary)) from error
        except Error as error:
            error.args = (error.diag.message_primary,)
            raise

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside one transaction, committed at the end, undone by any error."""
        async with self.connection() as connection, connection.transaction():
            yield connection
            may_store()

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


async def _autocommit(connection: Connection) -> None:
    """Not among the pool's keywords: the work engine opens its listener with those and its own."""
    await connection.set_autocommit(True)
    take_all_text(connection)


@asynccontextmanager
async def _noted(connection: Connection, query: str) -> AsyncIterator[None]:
    """Note that a statement which is a transaction of its own stores something, or may have.

    What the server refuses it did not store; what became of it when the server went away, nobody
    knows.
    """
    alone = connection.info.transaction_status is TransactionStatus.IDLE
    writes = alone and _WRITES.search(str(query)) is not None
    try:
        yield
    except (OperationalError, InterfaceError):
        if writes:
            may_store()
        raise
    if writes:
        may_store()


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
