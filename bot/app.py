"""The one place where everything is put together, and taken apart again in order."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.changing import change_ports, fix_ports
from bot.chat.bot_framework import Adapter
from bot.chat.connector import Connector
from bot.chat.dispatch import Dispatch, known_buttons
from bot.credentials import Credentials
from bot.door.arrivals import Arrivals
from bot.door.figures import Deployment
from bot.door.gate import Gate
from bot.door.listening import not_open
from bot.door.metrics import Metrics
from bot.door.readiness import LOOK, Readiness
from bot.door.web import WAIT, Door
from bot.door.web_addresses import Hosts
from bot.judging import standards_ports
from bot.reading import graph_client
from bot.registration import Registration
from bot.runtime import ended
from bot.settings import Settings
from bot.system_clock import system_time
from core.checkins.ports import CheckinPorts
from core.clock import Clock
from core.digests.ports import DigestPorts
from core.errors import CenterError, StoreAway
from core.people.ports import PeoplePorts
from core.ports import Ports
from core.posting.deliveries import Patience
from core.posting.ports import PostingPorts
from core.retros.ports import RetroPorts
from graph.people.directory import Directory
from graph.people.installs import Installs
from jobs.engine import Engine
from jobs.pace import Pace
from jobs.showing import Showing
from jobs.sweeps import scheduler
from store.checkins.answers import AnswerStore
from store.checkins.closing import ClosingStore
from store.checkins.questions import keep_asked
from store.checkins.rounds import RoundStore
from store.clearing import ClearingStore
from store.clock import ClockStore
from store.content import Content, load
from store.database import Database
from store.digests.digests import DigestStore
from store.failing import FailingStore
from store.people.absences import AbsenceStore
from store.people.clocks import PersonClockStore
from store.people.names import NameStore
from store.people.parts import PartStore
from store.people.rosters import RosterStore
from store.posting.addresses import AddressStore
from store.posting.cards import CardStore
from store.posting.contacts import ContactStore
from store.posting.deliveries import DeliveryStore
from store.posting.limits import LimitStore
from store.posting.private import PrivateStore
from store.posting.tally import TallyStore
from store.posting.unclear import UnclearStore
from store.posting.unsent import UnsentStore
from store.retros.retros import RetroStore
from store.schedules.schedules import ScheduleStore
from store.stepping import Stepping

LAST = 1.0  # seconds for what has to be written at the end
AGAIN = 2.0  # seconds before a worker that lost the database tries again
IDLE = 3630.0  # seconds that a client may hold a connection without a request, as a proxy does
HANG_UP = 1.5  # seconds for answers that are under way when we end, and once more to break them off

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
    tally: TallyStore
    arrivals: Arrivals
    showing: Showing
    session: aiohttp.ClientSession
    credentials: Credentials
    registration: Registration

    def web(self, answer: float = WAIT, look: float = LOOK) -> web.Application:
        """The web app. Teams waits `answer` seconds, and monitoring `look`."""
        gate = Gate(self.settings, self.session)
        private, home = self.settings.private_replies, self.settings.home
        adapter = Adapter(Dispatch(self.ports, self.metrics, home, private_replies=private))
        readiness = Readiness(self.database, look)
        deployment = Deployment(
            self.database,
            self.tally,
            self.arrivals,
            self.engine.queues,
            self.engine.kinds,
            look,
        )
        door = Door(
            self.settings,
            gate,
            adapter,
            self.metrics,
            self.arrivals,
            readiness,
            deployment,
            answer,
        )
        return door.app()

    async def work(self) -> None:
        """Sweep, look after cards and do jobs until cancelled.

        A database that goes away is waited for.
        """
        sweeps = scheduler(self.ports)
        sweeps.start()
        showing = asyncio.create_task(_for_ever(lambda: self.showing.run(self.ports)))
        watching = asyncio.create_task(_for_ever(lambda: self.registration.watch(self.metrics)))
        try:
            await _for_ever(lambda: self.engine.work(self.ports))
        finally:
            sweeps.shutdown(wait=False)
            await ended(showing, watching)
            await self._keep_count()

    async def _keep_count(self) -> None:
        """What was counted since the last sweep, unless the database is away."""
        with suppress(StoreAway, TimeoutError):
            async with asyncio.timeout(LAST):
                await self.tally.keep()
                await self.arrivals.keep()


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
        made = Engine(database.pool, patience, FailingStore(database))
        engine = await stack.enter_async_context(made)
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        credentials = Credentials(settings)
        stack.push_async_callback(credentials.close)
        graph = await stack.enter_async_context(graph_client(settings, credentials, database))
        metrics, showing = Metrics(known_buttons()), Showing()
        clock = Clock(system_time, await ClockStore(database).ahead())
        directory = Directory(graph, settings.home)
        people = PeoplePorts(
            directory=directory,
            rosters=RosterStore(database),
            names=NameStore(database, engine.defer_in),
            parts=PartStore(database),
            absences=AbsenceStore(database),
            clocks=PersonClockStore(database),
        )
        connector = Connector(session, credentials.connector, Hosts.of(settings.service_url_hosts))
        installing = settings.install_for_people
        limits, tally = LimitStore(database), TallyStore(database)
        arrivals = Arrivals(database)
        await keep_asked(database, content.questions)
        changes = change_ports(
            *(settings, database, graph, credentials, content.standards, clock), engine.defer_in
        )
        ports = Ports(
            clock=clock,
            rehearsal=ClockStore(database),
            clocks=Stepping(database, system_time),
            work=engine,
            clearing=ClearingStore(database, settings.keep),
            arrivals=arrivals,
            schedules=ScheduleStore(database, engine.defer_in),
            people=people,
            posting=PostingPorts(
                addresses=AddressStore(database),
                cards=CardStore(database),
                deliveries=DeliveryStore(database, engine.defer_in),
                private=PrivateStore(database, engine.defer_in),
                unclear=UnclearStore(database, engine.defer_in),
                unsent=UnsentStore(database, engine.defer_in, installing),
                contacts=ContactStore(database, engine.defer_in, settings.home),
                limits=limits,
                messenger=connector,
                introductions=connector,
                installer=Installs(graph, settings.app_id or "") if installing else None,
                search=directory,
                pace=Pace(limits),
                patience=patience,
                news=showing.news,
                count=tally,
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
            standards=standards_ports(settings, database, graph, engine, content.standards, clock),
            digests=DigestPorts(digests=DigestStore(database, engine.defer_in, installing)),
            changes=changes,
            fixes=fix_ports(settings, database, changes, engine.defer_in),
        )
        yield App(
            settings,
            content,
            database,
            engine,
            ports,
            metrics,
            tally,
            arrivals,
            showing,
            session,
            credentials,
            Registration(settings, content.standards.values(), credentials, graph, system_time),
        )


async def serve(made: App, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Answer HTTP and work until cancelled; `ready` hears the port once it is open.

    Raises SetupError where it cannot listen there.
    """
    runner = web.AppRunner(
        made.web(),
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=IDLE,
        shutdown_timeout=HANG_UP,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except (OSError, UnicodeError) as error:
            raise not_open(host, port, error) from error
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
