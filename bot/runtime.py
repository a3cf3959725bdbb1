"""What every command of the command line needs: settings, logs, a database, an orderly end."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from typing import Any, TypeVar

import uvloop

from bot import logs
from bot.settings import Settings, forget_habits
from core.errors import SetupError
from store.database import Database
from store.embedded import EmbeddedServer
from store.migrate import migrate
from store.threads import aside

# Seconds after which a command that goes on is cancelled again: jobs under way may take ten, and
# until Python 3.12 a cancel may get lost in `asyncio.wait_for`, where a connection is waited for.
# The second one breaks off what a silent database holds up, so that all of it ends within twenty.
PATIENCE = 12.0
KEEP_UP = 5.0  # seconds between two looks whether the embedded server is there
EMBEDDED = "postgres"  # its folder, in the data folder
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # the last where a terminal was closed
T = TypeVar("T")

log = logging.getLogger(__name__)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's work to its end; Ctrl-C and its like cancel it, so that it can clean up."""

    async def guarded() -> T:
        loop = asyncio.get_running_loop()
        task = loop.create_task(work)

        def stop() -> None:
            task.cancel()
            loop.call_later(PATIENCE, stop)

        for sign in _heard():
            loop.add_signal_handler(sign, stop)
        return await task

    guard = guarded()
    # An end that comes before they began leaves nothing to complain of.
    with _signals_as_before(), closing(work), closing(guard):
        return uvloop.run(guard)


async def ended(*tasks: asyncio.Task[None], patience: float = 1.0) -> None:
    """Cancel them, again after so many seconds, until they ended.

    Until Python 3.12 a cancel may get lost in `asyncio.wait_for`, where a connection is waited for.
    """
    going: set[asyncio.Task[None]] = {*tasks}
    while going:
        for each in going:
            each.cancel()
        _, going = await asyncio.wait(going, timeout=patience)


def _heard() -> list[signal.Signals]:
    """All of them, but for the end of a terminal that `nohup` has us outlive."""
    outlives = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    return [each for each in STOPS if not (outlives and each is signal.SIGHUP)]


@contextmanager
def _signals_as_before() -> Iterator[None]:
    """A loop that ends leaves the system's own answer to signals, which cleans up nothing."""
    before = {sign: signal.getsignal(sign) for sign in STOPS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def settings() -> Settings:
    """The settings, with logs set up by them."""
    found = Settings.load()
    logs.configure(found.log_format.value, sys.stderr, found.secrets())
    return found


@asynccontextmanager
async def server(found: Settings) -> AsyncIterator[str]:
    """The address of the database as it is; embedded where no URL is set."""
    forget_habits()
    if found.database_url:
        yield found.database_url.get_secret_value()
        return
    embedded = EmbeddedServer(found.data_dir / EMBEDDED)
    starting = asyncio.create_task(asyncio.to_thread(embedded.__enter__))
    keeping: asyncio.Task[None] | None = None
    try:
        await asyncio.shield(starting)
        keeping = asyncio.create_task(_keep_up(embedded))
        yield embedded.url
    finally:
        if keeping:
            keeping.cancel()
        embedded.leave()
        await asyncio.wait([starting])  # a thread cannot be cancelled
        _ = starting.cancelled() or starting.exception()  # told by now, or of no interest
        await asyncio.to_thread(embedded.__exit__, None, None, None)


@contextmanager
def server_of(found: Settings, *, made: bool) -> Iterator[str]:
    """The same for a command whose work blocks: a signal breaks it off wherever it is.

    An older embedded one is served as it is, where it can be. Without `made` none is made where
    there is none. Raises SetupError.
    """
    forget_habits()
    if found.database_url:
        yield found.database_url.get_secret_value()
        return
    folder = found.data_dir / EMBEDDED
    if not made and not folder.is_dir():
        raise SetupError(f"There is no database in {found.data_dir} yet. Look at the settings.")
    with EmbeddedServer(folder, as_made=not made) as embedded:
        yield embedded.url


async def _keep_up(embedded: EmbeddedServer) -> None:
    """No supervisor looks after it: what died on a full disk is back once there is room."""
    while True:
        await asyncio.sleep(KEEP_UP)
        try:
            if await aside(embedded.keep_up):
                log.warning("embedded database started again")
        except SetupError as error:
            log.warning("embedded database is down why=%s", error.says)


@asynccontextmanager
async def database(found: Settings | None = None) -> AsyncIterator[Database]:
    """An open database with every migration applied."""
    async with server(found or settings()) as url:
        await migrate(url)
        async with Database(url, size=16) as opened:
            yield opened
