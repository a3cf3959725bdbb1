"""A connection to PostgreSQL on which nobody waits without end.

A network that falls silent closes nothing, and whatever the server could be told to give up is not
heard either. So the bound is ours, and it holds for each answer that is waited for, whoever asks:
the work engine uses these connections too.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from psycopg import AsyncConnection, Connection, Error, Notify, OperationalError, errors
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.waiting import wait_async

CONNECT = 5  # seconds until a connection is there; libpq counts whole ones
SILENCE = 10.0  # seconds for an answer to one statement; people's own requests have less
LONG = 120.0  # seconds for one statement of work that may be large: an import, the end of an audit
CANCEL = 1.0  # seconds for breaking off a statement in order, before its connection is dropped
LISTEN = 5.0  # seconds after which a connection that only listens is asked whether it still does
STRANDED = 15  # seconds after which the server undoes what a client began and said no more about
# Both ends find out about a dead network by themselves: after 15 + 3 * 5 seconds when nothing is
# said, after 15 when something was.
ALIVE = {
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}
_INTERVAL = 0.1  # seconds; psycopg's own

T = TypeVar("T")


class Silent(OperationalError):
    """The server did not answer in time; the connection is closed."""


class Bounded(AsyncConnection[Any]):
    """Gives up an answer after `silence` seconds, and then hears no more of that server.

    `suspect` is called where it could not be broken off in order, either: other connections of the
    same pool are likely as dead.
    """

    silence: float = SILENCE
    opened_at: float = 0.0
    suspect: Callable[["Bounded"], Awaitable[None]] | None = None

    async def wait(
        self,
        gen: PQGen[T],
        interval: float = _INTERVAL,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> T:
        """For what psycopg waits for; a `timeout` of its own counts instead of ours."""
        within = self.silence if timeout is None else timeout
        try:
            return await wait_async(gen, self.pgconn.socket, interval=interval, timeout=within)
        except errors._WaitTimeout as error:  # noqa: SLF001 (psycopg has no public name for it)
            if timeout is not None:
                raise
            await self._break_off(gen)
            self.pgconn.finish()
            raise Silent(f"no answer after {within:.0f} s") from error
        except asyncio.CancelledError:
            await self._break_off(gen)
            raise

    async def _break_off(self, gen: PQGen[Any]) -> None:
        """Have the server stop what it is at, so that it lets go of its locks."""
        if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
            return
        within = min(CANCEL, self.silence)
        try:
            async with asyncio.timeout(within):
                await self.cancel_safe(timeout=within)
                with suppress(errors.QueryCanceled):
                    await wait_async(gen, self.pgconn.socket, interval=_INTERVAL, timeout=within)
        except (Error, TimeoutError):
            self.pgconn.finish()
            if self.suspect:
                await self.suspect(self)
        except asyncio.CancelledError:
            self.pgconn.finish()
            raise

    async def notifies(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109
        stop_after: int | None = None,
    ) -> AsyncGenerator[Notify, None]:
        """Without a `timeout` it ends after a while: time to ask whether the server is there."""
        within = LISTEN if timeout is None else timeout
        async for each in super().notifies(timeout=within, stop_after=stop_after):
            yield each


class BoundedThread(Connection[Any]):
    """The same for a thread of its own."""

    silence: float = SILENCE

    def wait(self, gen: PQGen[T], interval: float = _INTERVAL, timeout: float | None = None) -> T:
        """For what psycopg waits for; a `timeout` of its own counts instead of ours."""
        try:
            return super().wait(gen, interval, self.silence if timeout is None else timeout)
        except errors._WaitTimeout as error:  # noqa: SLF001 (psycopg has no public name for it)
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise Silent(f"no answer after {self.silence:.0f} s") from error


def alive(url: str) -> dict[str, Any]:
    """How a connection is opened, but for what the address itself says about it."""
    said = conninfo_to_dict(url)
    wanted = {"connect_timeout": CONNECT, **ALIVE}
    return {name: value for name, value in wanted.items() if name not in said}


async def tell_server(connection: AsyncConnection[Any]) -> None:
    """What the server shall give up for us, should we be the one who cannot be reached any more."""
    await connection.execute(
        """
        SELECT set_config('idle_in_transaction_session_timeout', %(stranded)s, false),
            set_config('tcp_keepalives_idle', %(idle)s, false),
            set_config('tcp_keepalives_interval', %(interval)s, false),
            set_config('tcp_keepalives_count', %(count)s, false),
            set_config('tcp_user_timeout', %(unheard)s, false)
        """,
        {
            "stranded": f"{STRANDED}s",
            "idle": str(ALIVE["keepalives_idle"]),
            "interval": str(ALIVE["keepalives_interval"]),
            "count": str(ALIVE["keepalives_count"]),
            "unheard": str(ALIVE["tcp_user_timeout"]),
        },
    )
