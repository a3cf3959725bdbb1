"""Puts the simulated tenant, the database and the bot together, so that a past can be played."""

import asyncio
import os
import shlex
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.app import App, center, serve
from bot.clockwork import door
from bot.demo import story
from bot.demo.at_full_speed import at_full_speed
from bot.demo.company import Company
from bot.demo.tenant import Cast, Tenant, started
from bot.demo.walking import Walker
from bot.runtime import PATIENCE, database, ended
from bot.settings import Settings, inherited
from bot.system_clock import system_time
from core.errors import SetupError
from store.clock import ClockStore
from store.database import Database

CONTENT = Path(__file__).parents[2] / "content"
APP_ID = "7d1c2a4e-5b0f-4c43-9a52-9d7d5e0f3a11"
TOKEN = "rehearsal-only"  # noqa: S105 it opens nothing but the simulated tenant on this machine
TENANT_ID = "30c3247c-ece9-5f7d-988c-231f3072b545"  # the sample company's


@dataclass(frozen=True, slots=True)
class Theatre:
    """A tenant that runs, and all that Process Center needs to play with it."""

    settings: Settings
    port: int
    database: Database
    tenant: Tenant
    monday: date


@asynccontextmanager
async def opened(home: Path, port: int, monday: date | None = None) -> AsyncIterator[Theatre]:
    """The tenant and the database, both kept in `home`.

    The past leads to that Monday, by default the present one.
    """
    monday = monday or story.last_monday(system_time())
    bot_port = free_port()
    settings = rehearsal(home, port)
    async with (
        database(settings) as db,
        _time_stands_still(home / "left_at", db) as goes_on,
        started(_cast(home, bot_port, settings, port, monday)) as tenant,
    ):
        if goes_on:
            await tenant.set_clock(goes_on)
        yield Theatre(settings, bot_port, db, tenant, monday)


@asynccontextmanager
async def playing(
    theatre: Theatre, changed: Callable[[App], App] = lambda made: made
) -> AsyncIterator[App]:
    """Process Center, serving and working until this is left."""
    async with (
        center(theatre.settings, theatre.database) as built,
        asyncio.TaskGroup() as group,
    ):
        made = changed(built)
        await made.ports.posting.addresses.moved_to(theatre.tenant.service_url)
        await theatre.tenant.set_clock(made.ports.clock.now())
        open_ = asyncio.Event()
        bot = group.create_task(serve(made, "127.0.0.1", theatre.port, lambda _: open_.set()))
        await open_.wait()
        try:
            yield made
        finally:
            await ended(bot, patience=PATIENCE)


@asynccontextmanager
async def at_work(
    theatre: Theatre, home: Path, changed: Callable[[App], App] = lambda made: made
) -> AsyncIterator[App]:
    """The same for a visitor: colleagues act, and the clock moves by the commands of `home`."""
    async with playing(theatre, changed) as made:
        quick = at_full_speed(made).ports
        walker = Walker(Company(quick, theatre.tenant, theatre.database))
        async with door.opened(home, walker.move):
            await theatre.tenant.order("colleagues", {"on": True})
            yield made


async def tell(theatre: Theatre, weeks: int = story.WEEKS) -> None:
    """Play the past at full speed. Raises SetupError with what did not happen."""
    await theatre.tenant.order("limits", {"on": False})
    try:
        async with playing(theatre, at_full_speed) as made:
            company = Company(made.ports, theatre.tenant, theatre.database)
            await story.tell(company, theatre.monday, weeks)
    except ExceptionGroup as several:  # why the story stopped is in the group of the bot's tasks
        if stopped := several.subgroup(SetupError):
            raise stopped.exceptions[0] from several
        raise
    await theatre.tenant.order("limits", {"on": True})
    await theatre.tenant.order("progress", {})


@asynccontextmanager
async def _time_stands_still(note: Path, db: Database) -> AsyncIterator[datetime | None]:
    """Between two demos no time passes: the second goes on at the moment the first was left."""
    clock = ClockStore(db)
    left_at = _read(note)
    if left_at:
        await clock.move(left_at - system_time())
    try:
        yield left_at
    finally:
        _write(note, system_time() + await clock.ahead())


def _read(note: Path) -> datetime | None:
    return datetime.fromisoformat(note.read_text()) if note.exists() else None


def _write(note: Path, at: datetime) -> None:
    note.write_text(at.isoformat())


def _cast(home: Path, bot_port: int, settings: Settings, port: int, monday: date) -> Cast:
    arguments = {
        "--port": str(port),
        "--data": str(home / "tenant"),
        "--bot": f"http://127.0.0.1:{bot_port}/api/messages",
        "--app-id": APP_ID,
        "--token": TOKEN,
        "--clock-command": shlex.join([sys.executable, "-m", "bot", "clock"]),
        "--now": story.present(monday).isoformat(),  # counts at the first start alone
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


def write_environment(home: Path, settings: Settings) -> Path:
    """A file for a shell to read, after which every command there is about this rehearsal."""
    named = {**environment(settings), "PATH": f"{Path(sys.executable).parent}{os.pathsep}"}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in named.items()]
    file = home / "env"
    file.write_text("\n".join(lines) + '"$PATH"\n', encoding="utf-8")
    return file


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for commands, which are processes of their own."""
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


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found
