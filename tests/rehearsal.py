"""A whole Process Center and a simulated tenant over real HTTP, on a clock that the test moves."""

import asyncio
import shutil
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aiohttp import web
from psycopg.conninfo import conninfo_to_dict

from bot.app import App, center
from bot.office_import import import_office, would_go
from bot.planning import on_import
from bot.runtime import ended
from bot.settings import Settings
from bot.system_clock import system_time
from core.ports import Ports
from core.posting.deliveries import Patience
from jobs.sweeps import begin_and_end, begin_chats, settle
from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from simulator.tenant import Tenant
from store.clock import ClockStore
from store.content import Content
from store.database import Database
from store.office.file import read_file
from store.standing import standing
from tests.conftest import CONTENT, Server, shipped

APP_ID = "11111111-2222-4333-8444-555555555555"
TOKEN = "only-for-tests"  # noqa: S105 it opens nothing but the simulated tenant
WAIT = 60.0  # seconds after which a test gives up waiting for work to be done
QUICK = Patience(
    look=timedelta(milliseconds=50),
    repeat=timedelta(milliseconds=300),
    unread=timedelta(seconds=20),
    told=timedelta(),
    stuck=timedelta(seconds=2),
    rest=timedelta(milliseconds=50),
    poll=timedelta(milliseconds=20),
)


@dataclass
class Rehearsal:
    """One server of ours and the tenant. Time stands where `at` put it, but for real seconds."""

    made: App
    tenant: Tenant
    database: Database
    url: str

    @property
    def ports(self) -> Ports:
        """Everything outside, as turns and jobs get it."""
        return self.made.ports

    async def at(self, when: datetime) -> None:
        """Move the clocks, ours and the tenant's, and do what is due then.

        Two sweeps: a check-in whose last round has just been over is opened by the second.
        """
        ahead = when - system_time()
        await ClockStore(self.database).move(ahead)
        self.tenant.set_clock(when)
        self._begin_by(when)
        for _ in range(2):
            await self.sweep()
            await self.settled()

    def _begin_by(self, when: datetime) -> None:
        """The tenant's ages count from its beginning, which is no later than its time."""
        world = self.tenant.world
        if when < world.graph.began:
            world.graph.began = when
            world.storage.put("began", "at", when.isoformat())

    async def sweep(self) -> None:
        """What every server does each second."""
        await begin_and_end.run(self.ports)
        await settle.run(self.ports)
        await begin_chats.run(self.ports)

    async def settled(self) -> None:
        """Wait until no job is left and every card shows what there is.

        Then people take their time, so what happens next is held back by no limit: limits count
        real seconds, and those of what follows at once hold as ever.
        """
        until = time.monotonic() + WAIT
        while True:
            now = await standing(self.database)
            if now.jobs == 0 and now.unposted == 0 and now.unshown == 0:
                self.tenant.rest()
                await self.database.run("DELETE FROM limits WHERE key NOT LIKE 'private:%'")
                return
            assert time.monotonic() < until, f"still under way: {now}"
            await asyncio.sleep(0.02)

    async def import_office(self, text: str, *, prune: bool = False) -> None:
        """Import an office file, as the command does."""
        file = read_file(text.encode(), "office.yaml")
        gone = await would_go(self.database, file) if prune else []
        plan = partial(on_import, self.database, system_time())
        await import_office(self.database, file, prune=gone, on_change=plan)
        await self.settled()

    async def install(self, teams: Sequence[str] | None = None) -> None:
        """Add the app to teams (all of them by default), and read their rosters."""
        await self.tenant.install(None if teams is None else list(teams), [])
        await self.settled()

    def cards(self, conversation: str) -> list[dict[str, Any]]:
        """The newest state of every card of ours in a channel, oldest first."""
        return [
            card
            for message in self.tenant.messages(conversation)
            for card in message["cards"]
            if not message.get("deleted_at")
        ]


@dataclass(frozen=True)
class Company:
    """What many tests begin with, to be copied: a database by its name, a tenant's folder."""

    database: str
    tenant: Path


@contextmanager
def begun(
    postgres: Server, template: str, folder: Path, begin: Callable[[Rehearsal], Awaitable[None]]
) -> Iterator[Company]:
    """A company as `begin` leaves it; its tenant is kept in `folder`."""

    async def play(database_url: str) -> None:
        async with rehearsal(database_url, data_dir=folder) as made:
            await begin(made)

    with postgres.copy(template) as url:
        asyncio.run(play(url))
        yield Company(str(conninfo_to_dict(url)["dbname"]), folder)


@asynccontextmanager
async def restarted(
    postgres: Server,
    company: Company,
    folder: Path,
    patience: Patience = QUICK,
    **given: Any,
) -> AsyncIterator[Rehearsal]:
    """The company, as it is after a restart: what is kept is there, at a new address.

    `given` are settings of ours.
    """
    shutil.copytree(company.tenant, folder / "tenant")
    with postgres.copy(company.database) as url:
        async with rehearsal(url, patience, given=given, data_dir=folder / "tenant") as made:
            await made.ports.posting.addresses.moved_to(made.tenant.service_url)
            yield made


def settings(tenant_url: str, tenant_id: str) -> Settings:
    """Settings against a tenant on this machine."""
    return Settings.model_validate(
        {
            "content_dir": CONTENT,
            "app_id": APP_ID,
            "static_token": TOKEN,
            "tenants": tenant_id,
            "service_url_hosts": "127.0.0.1",
            "openid_metadata_url": f"{tenant_url}/sign-in/.well-known/openidconfiguration",
            "graph_url": f"{tenant_url}/graph/v1.0",
        }
    )


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@asynccontextmanager
async def rehearsal(
    database_url: str,
    patience: Patience = QUICK,
    content: Content | None = None,
    given: Mapping[str, Any] = MappingProxyType({}),
    **tenant: Any,
) -> AsyncIterator[Rehearsal]:
    """One server with its worker, but without its own sweeps: `at` and `sweep` do those."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    wanted = TenantSettings(
        bot_url=f"http://127.0.0.1:{port}/api/messages", app_id=APP_ID, token=TOKEN, **tenant
    )
    async with simulator.start(wanted) as company:
        found = settings(company.url, company.world.facts.id).model_copy(update=dict(given))
        async with serving(database_url, found, listening, patience, content) as made:
            yield Rehearsal(made, company, made.database, f"http://127.0.0.1:{port}")


@asynccontextmanager
async def serving(
    database_url: str,
    found: Settings,
    listening: socket.socket,
    patience: Patience = QUICK,
    content: Content | None = None,
    opened: Callable[[str], Database] = Database,
    shown: Callable[[App], web.Application] = App.web,
) -> AsyncIterator[App]:
    """One more server on a database: HTTP on that socket, and a worker."""
    async with (
        opened(database_url) as database,
        center(found, database, patience, content or shipped()) as made,
    ):
        runner = web.AppRunner(shown(made), access_log=None, auto_decompress=False)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        work = [
            asyncio.create_task(made.engine.work(made.ports)),
            asyncio.create_task(made.showing.run(made.ports)),
        ]
        try:
            yield made
        finally:
            await ended(*work, patience=11)  # ten seconds are for jobs
            await runner.cleanup()
