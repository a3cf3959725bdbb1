"""The one place where everything is put together, and taken apart again in order."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.chat.bot_framework import Adapter
from bot.chat.connector import Connector
from bot.chat.dispatch import Dispatch, known_buttons
from bot.credentials import Credentials
from bot.door.gate import Gate
from bot.door.metrics import Metrics
from bot.door.readiness import Readiness
from bot.door.web import Door
from bot.door.web_addresses import Hosts
from bot.settings import Settings
from bot.system_clock import system_time
from core.checkins.ports import CheckinPorts
from core.clock import Clock
from core.digests.ports import DigestPorts
from core.errors import CenterError
from core.people.ports import PeoplePorts
from core.ports import Ports
from core.posting.deliveries import Patience
from core.posting.ports import PostingPorts
from core.retros.ports import RetroPorts
from core.standards.ports import StandardsPorts
from graph.people.directory import Directory
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from jobs.engine import Engine
from jobs.pace import Pace
from jobs.showing import Showing
from jobs.sweeps import scheduler
from store.checkins.answers import AnswerStore
from store.checkins.closing import ClosingStore
from store.checkins.questions import keep_asked
from store.checkins.rounds import RoundStore
from store.clock import ClockStore
from store.content import Content, load
from store.database import Database
from store.digests.digests import DigestStore
from store.people.absences import AbsenceStore
from store.people.names import NameStore
from store.people.parts import PartStore
from store.people.rosters import RosterStore
from store.posting.addresses import AddressStore
from store.posting.cards import CardStore
from store.posting.deliveries import DeliveryStore
from store.posting.limits import LimitStore
from store.posting.unclear import UnclearStore
from store.posting.unsent import UnsentStore
from store.retros.retros import RetroStore
from store.schedules.schedules import ScheduleStore
from store.standards.audits import AuditStore
from store.standards.runs import RunStore

AGAIN = 2.0  # seconds before a worker that lost the database tries again

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """A whole Process Center in one process: ready to serve, to work, or both."""

    settings: Settings
    content: Content
    database: Database
    engine: Engine
    ports: Ports
    metrics: Metrics
    showing: Showing
    session: aiohttp.ClientSession
    credentials: Credentials

    def web(self) -> web.Application:
        """The web app."""
        gate = Gate(self.settings, self.session)
        adapter = Adapter(Dispatch(self.ports, self.metrics))
        return Door(self.settings, gate, adapter, self.metrics, Readiness(self.database)).app()

    async def work(self) -> None:
        """Sweep, look after cards and do jobs until cancelled.

        A database that goes away is waited for.
        """
        sweeps = scheduler(self.ports)
        sweeps.start()
        showing = asyncio.create_task(_for_ever(lambda: self.showing.run(self.ports)))
        try:
            await _for_ever(lambda: self.engine.work(self.ports))
        finally:
            sweeps.shutdown(wait=False)
            await ended(showing)


async def ended(*tasks: asyncio.Task[None], patience: float = 1.0) -> None:
    """Cancel them, again after so many seconds, until they ended.

    Until Python 3.12 a cancel may get lost in `asyncio.wait_for`, where a connection is waited for.
    """
    going: set[asyncio.Task[None]] = {*tasks}
    while going:
        for each in going:
            each.cancel()
        _, going = await asyncio.wait(going, timeout=patience)


@asynccontextmanager
async def center(
    settings: Settings,
    database: Database,
    patience: Patience | None = None,
    content: Content | None = None,
) -> AsyncIterator[App]:
    """Put a Process Center together on an open, migrated database.

    Without `content` that of the settings' folder is read. Raises SetupError for its mistakes.
    """
    patience, content = patience or Patience(), content or load(settings.content_dir)
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(Engine(database.pool, patience))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        credentials = Credentials(settings)
        stack.push_async_callback(credentials.close)
        graph = await stack.enter_async_context(
            GraphClient(settings.graph_url, credentials.graph.get)
        )
        metrics, showing = Metrics(known_buttons()), Showing()
        clock = Clock(system_time, await ClockStore(database).ahead())
        directory = Directory(graph, settings.tenants)
        people = PeoplePorts(
            directory=directory,
            rosters=RosterStore(database),
            names=NameStore(database),
            parts=PartStore(database),
            absences=AbsenceStore(database),
        )
        limits = LimitStore(database)
        await keep_asked(database, content.questions)
        ports = Ports(
            clock=clock,
            rehearsal=ClockStore(database),
            work=engine,
            schedules=ScheduleStore(database),
            people=people,
            posting=PostingPorts(
                addresses=AddressStore(database),
                cards=CardStore(database),
                deliveries=DeliveryStore(database, engine.defer_in),
                unclear=UnclearStore(database, engine.defer_in),
                unsent=UnsentStore(database, engine.defer_in),
                limits=limits,
                messenger=Connector(
                    session, credentials.connector, Hosts.of(settings.service_url_hosts)
                ),
                search=directory,
                pace=Pace(limits),
                patience=patience,
                news=showing.news,
                count=metrics.posted,
            ),
            checkins=CheckinPorts(
                rounds=RoundStore(database, engine.defer_in, content.questions),
                answers=AnswerStore(database),
                closing=ClosingStore(database),
            ),
            retros=RetroPorts(
                retros=RetroStore(database, engine.defer_in, content.formats),
                formats=content.formats,
            ),
            standards=StandardsPorts(
                audits=AuditStore(database, engine.defer_in),
                runs=RunStore(database),
                tenants=Tenants(graph, settings.app_tenant_id or ""),
                standards=content.standards,
                parts=people.parts,
                work=engine,
                clock=clock,
            ),
            digests=DigestPorts(digests=DigestStore(database, engine.defer_in)),
        )
        yield App(
            settings, content, database, engine, ports, metrics, showing, session, credentials
        )


async def serve(made: App, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Answer HTTP and work until cancelled; `ready` hears the port once it is open."""
    runner = web.AppRunner(made.web(), access_log=None, auto_decompress=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        _keep_what_is_loaded()
        ready(runner.addresses[0][1])
        await made.work()
    finally:
        await runner.cleanup()


def _keep_what_is_loaded() -> None:
    """Look no more for garbage among the libraries: each look stopped every answer for 35 ms."""
    gc.collect()
    gc.freeze()


async def _for_ever(run: Callable[[], Awaitable[None]]) -> None:
    """Until cancelled, also where the engine's goodbye to a database that is away hides that."""
    this = asyncio.current_task()
    while this is None or not this.cancelling():
        try:
            await run()
        except CenterError as error:
            log.warning("worker stopped why=%s", error.says)
        except Exception:
            log.exception("worker stopped")
        if this is None or not this.cancelling():
            await asyncio.sleep(AGAIN)
    raise asyncio.CancelledError
