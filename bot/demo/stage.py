"""Starts everything that a demo needs, hands it to the visitor, and ends it again."""

import asyncio
import contextlib
import shutil
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import click

from bot import logs
from bot.app import Center, center, serve
from bot.demo import story, tour
from bot.demo.tenant import Cast, Tenant, started
from bot.runtime import database
from bot.settings import Settings, data_home, inherited
from bot.system_clock import system_time
from core.errors import SetupError
from store.clock import ClockStore
from store.database import Database

FOLDER = "demo"
CONTENT = Path(__file__).parents[2] / "content"
APP_ID = "7d1c2a4e-5b0f-4c43-9a52-9d7d5e0f3a11"
TOKEN = "rehearsal-only"  # noqa: S105 it opens nothing but the simulated tenant on this machine
TENANT_ID = "30c3247c-ece9-5f7d-988c-231f3072b545"  # the sample company's


async def play(port: int, browser: bool, fresh: bool) -> None:
    """Run the demo until it is cancelled. Raises SetupError when a port is taken."""
    home = data_home().resolve() / FOLDER
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    new = not (home / "tenant").exists()
    home.mkdir(parents=True, exist_ok=True)
    logs.configure("text", (home / "log").open("a", encoding="utf-8"))
    click.echo("Starting the simulated company…")
    _check_free(port)
    with contextlib.suppress(asyncio.CancelledError):
        async with _running(home, port) as (made, tenant, db):
            if new:
                await story.tell(made.ports, tenant, db)
            await tenant.order("colleagues", {"on": True})
            await tour.show(tenant)
            if browser:
                await asyncio.to_thread(webbrowser.open, tenant.url)
            await asyncio.Event().wait()
    click.echo("Ended. What you did is kept; `make demo` goes on from here.")


@asynccontextmanager
async def _running(home: Path, port: int) -> AsyncIterator[tuple[Center, Tenant, Database]]:
    """The bot and the tenant, each knowing the other's address."""
    bot_port = _free_port()
    settings = rehearsal(home, port)
    async with (
        database(settings) as db,
        _time_stands_still(home / "left_at", db),
        started(_cast(home, port, bot_port, settings)) as tenant,
        center(settings, db) as made,
        asyncio.TaskGroup() as group,
    ):
        await made.ports.addresses.moved_to(tenant.service_url)
        await tenant.set_clock(made.ports.clock.now())
        open_ = asyncio.Event()
        bot = group.create_task(serve(made, "127.0.0.1", bot_port, lambda _: open_.set()))
        await open_.wait()
        try:
            yield made, tenant, db
        finally:
            bot.cancel()


@asynccontextmanager
async def _time_stands_still(note: Path, db: Database) -> AsyncIterator[None]:
    """Between two demos no time passes: the second goes on at the moment the first was left."""
    clock = ClockStore(db)
    if left_at := _read(note):
        await clock.move(left_at - system_time())
    try:
        yield
    finally:
        _write(note, system_time() + await clock.ahead())


def _read(note: Path) -> datetime | None:
    return datetime.fromisoformat(note.read_text()) if note.exists() else None


def _write(note: Path, at: datetime) -> None:
    note.write_text(at.isoformat())


def _cast(home: Path, port: int, bot_port: int, settings: Settings) -> Cast:
    arguments = {
        "--port": str(port),
        "--data": str(home / "tenant"),
        "--bot": f"http://127.0.0.1:{bot_port}/api/messages",
        "--app-id": APP_ID,
        "--token": TOKEN,
        "--clock-command": f"{sys.executable} -m bot clock",
    }
    flat = tuple(part for pair in arguments.items() for part in pair)
    return Cast(flat, {**inherited(), **environment(settings)})


def rehearsal(home: Path, port: int) -> Settings:
    """Settings for a tenant at `port` of this machine; nothing of the environment counts."""
    url = f"http://127.0.0.1:{port}"
    return Settings.model_validate(
        {
            "data_dir": home,
            "content_dir": CONTENT,
            "app_id": APP_ID,
            "static_token": TOKEN,
            "tenants": TENANT_ID,
            "service_url_hosts": "127.0.0.1",
            "openid_metadata_url": f"{url}/sign-in/.well-known/openidconfiguration",
            "graph_url": f"{url}/graph/v1.0",
        }
    )


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for the clock command, which is a process of its own."""
    token = settings.static_token.get_secret_value() if settings.static_token else ""
    named = {
        "DATA_DIR": str(settings.data_dir),
        "CONTENT_DIR": str(settings.content_dir),
        "APP_ID": settings.app_id or "",
        "STATIC_TOKEN": token,
        "TENANTS": ",".join(settings.tenants),
        "SERVICE_URL_HOSTS": ",".join(settings.service_url_hosts),
        "OPENID_METADATA_URL": settings.openid_metadata_url,
        "GRAPH_URL": settings.graph_url,
    }
    return {f"PROCESS_CENTER_{name}": value for name, value in named.items()}


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SetupError(
                f"Port {port} is taken; perhaps another demo runs. End it, or say --port."
            ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found
