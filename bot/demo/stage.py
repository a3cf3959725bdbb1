"""Opens the demo for a visitor, and ends it again."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import webbrowser
from collections.abc import AsyncIterator
from pathlib import Path

import click

from bot import logs
from bot.demo import tour
from bot.demo.theatre import at_work, opened, tell, write_environment
from bot.door.listening import not_open
from bot.settings import data_home
from core.errors import SetupError
from store.threads import aside

BROWSER = 5.0  # seconds until it is open, or is left to itself
FOLDER = "demo"
GONE = "The simulated company has ended. What you did is kept; `make demo` goes on from here."
STDIN = 0
LOOK = 1.0  # seconds between two looks for who started us
TOLD = "told"  # a file that is there once the past was played to its end


async def play(port: int, browser: bool, fresh: bool, attended: bool) -> None:
    """Run the demo until it is cancelled, or `attended` until who started it is gone.

    Raises SetupError when the port is taken, with the step of the past that did not end, or once
    the simulated company has ended without us.
    """
    home = data_home().resolve() / FOLDER
    told = home / TOLD
    _check_free(port)
    _prepare(home, fresh)
    logs.configure("text", (home / "log").open("a", encoding="utf-8"))
    click.echo("Starting the simulated company…")
    with contextlib.suppress(asyncio.CancelledError):
        async with _while_attended(attended), opened(home, port) as theatre:
            env = write_environment(home, theatre.settings)
            await tour.address(theatre.tenant)
            if browser:
                await _open_browser(theatre.tenant.url)
            if not told.exists():
                await tell(theatre)
                told.touch()
            async with at_work(theatre, home):
                await tour.show(theatre.tenant, env)
                await theatre.tenant.gone()
                raise SetupError(GONE)
    kept = "What you did is kept; `make demo` goes on from here."
    click.echo(f"Ended. {kept}" if told.exists() else "Ended early; the next one begins anew.")


@contextlib.asynccontextmanager
async def _while_attended(attended: bool) -> AsyncIterator[None]:
    """Told to end once who started us is gone: another process is our parent then.

    Or once the terminal is: `make` hears of that alone where it is the first in it, and waits. It
    is a signal, since `run` cancels again where a cancel was lost.
    """
    parent, terminal = os.getppid(), os.isatty(STDIN)

    async def watch() -> None:
        while os.getppid() == parent and os.isatty(STDIN) == terminal:  # noqa: ASYNC110 nobody tells
            await asyncio.sleep(LOOK)
        signal.raise_signal(signal.SIGTERM)

    watching = asyncio.create_task(watch()) if attended else None
    try:
        yield
    finally:
        if watching:
            watching.cancel()


async def _open_browser(url: str) -> None:
    """One that keeps the terminal to itself is waited for no longer than any other."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(BROWSER):
            await aside(webbrowser.open, url)


def _prepare(home: Path, fresh: bool) -> None:
    """A past that was not told to its end is of no use to anybody."""
    broken_off = home.exists() and not (home / TOLD).exists()
    if broken_off and not fresh:
        click.echo("The last demo has no whole past, so this one begins anew.")
    if broken_off or fresh:
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise not_open("127.0.0.1", port, error) from error
