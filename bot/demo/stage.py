"""Opens the demo for a visitor, and ends it again."""

import asyncio
import contextlib
import shutil
import socket
import webbrowser
from pathlib import Path

import click

from bot import logs
from bot.demo import tour
from bot.demo.theatre import at_work, opened, tell, write_environment
from bot.settings import data_home
from core.errors import SetupError
from store.threads import aside

BROWSER = 5.0  # seconds until it is open, or is left to itself
FOLDER = "demo"
TOLD = "told"  # a file that is there once the past was played to its end


async def play(port: int, browser: bool, fresh: bool) -> None:
    """Run the demo until it is cancelled.

    Raises SetupError when the port is taken, or with the step of the past that did not end.
    """
    home = data_home().resolve() / FOLDER
    told = home / TOLD
    _check_free(port)
    _prepare(home, fresh)
    logs.configure("text", (home / "log").open("a", encoding="utf-8"))
    click.echo("Starting the simulated company…")
    with contextlib.suppress(asyncio.CancelledError):
        async with opened(home, port) as theatre:
            env = write_environment(home, theatre.settings)
            await tour.address(theatre.tenant)
            if browser:
                await _open_browser(theatre.tenant.url)
            if not told.exists():
                await tell(theatre)
                told.touch()
            async with at_work(theatre, home):
                await tour.show(theatre.tenant, env)
                await asyncio.Event().wait()
    kept = "What you did is kept; `make demo` goes on from here."
    click.echo(f"Ended. {kept}" if told.exists() else "Ended early; the next one begins anew.")


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
            raise SetupError(
                f"Port {port} is taken; perhaps another demo runs. End it, or say --port."
            ) from error
