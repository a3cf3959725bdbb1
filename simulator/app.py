"""Puts one tenant together, and serves it on loopback until it is left."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from random import Random

import aiohttp
from aiohttp import web

from simulator import chat, connector, control, doors, mistakes, page_files, sign_in, slash
from simulator.acts import Acts
from simulator.choose import chosen
from simulator.clock import Clock
from simulator.colleagues.answering import Answering
from simulator.colleagues.leaders import Leaders
from simulator.colleagues.live import live
from simulator.colleagues.playing import Playing
from simulator.colleagues.retros import Retros
from simulator.courier import Courier
from simulator.directory import Directory
from simulator.facts import TenantFacts
from simulator.faults import Faults
from simulator.graph import reports
from simulator.graph import serving as graph
from simulator.graph.limits import GraphLimits
from simulator.graph.query import Paging
from simulator.graph.state import GraphState
from simulator.hub import Hub
from simulator.installing import Installing
from simulator.installs import Installs
from simulator.limits import Limits
from simulator.messages import Messages
from simulator.past import began, begin, restore_clock
from simulator.places import Places
from simulator.played import Played
from simulator.reading import Reading
from simulator.request_log import RequestLog
from simulator.reshaping import Reshaping
from simulator.settings import Settings
from simulator.sign_in import SignIn
from simulator.storage import Storage
from simulator.tenant import Tenant
from simulator.tour import Tour
from simulator.world import Switches, World

LARGEST_BODY = 4 * 1024 * 1024


@asynccontextmanager
async def start(settings: Settings) -> AsyncIterator[Tenant]:
    """Listens before it yields; everything it started has ended when it is left."""
    storage = Storage(settings.data_dir, fresh=settings.fresh)
    listening = socket.create_server(("127.0.0.1", settings.port))
    world = _world(settings, chosen(settings), storage)
    world.switches.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    restore_clock(world)
    begin(world)
    world.graph.began = began(world)
    try:
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
            _serving(world, session, listening) as tenant,
        ):
            yield tenant
    finally:
        storage.close()


@asynccontextmanager
async def _serving(
    world: World, session: aiohttp.ClientSession, listening: socket.socket
) -> AsyncIterator[Tenant]:
    courier = Courier(world, session)
    acts = Acts(world, courier)
    answering, retros, leaders = Answering(world, acts), Retros(world, acts), Leaders(world, acts)
    installing = Installing(world, courier, acts)
    playing, reshaping = Playing(world, retros), Reshaping(world, courier)
    tenant = Tenant(world, acts, installing, answering, playing, leaders, reshaping)
    tour = Tour(world)
    runner = web.AppRunner(_application(world, tenant, tour), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    alive = asyncio.gather(
        live(world, answering, retros, leaders),
        tour.follow(),
        installing.follow(),
        installing.tell_news(),
    )
    try:
        yield tenant
    finally:
        world.switches.closing.set()
        world.hub.close()
        alive.cancel()
        with suppress(asyncio.CancelledError):
            await alive
        await runner.cleanup()


def _application(world: World, tenant: Tenant, tour: Tour) -> web.Application:
    doorkeeper = doors.middleware(world.sign_in)
    app = web.Application(middlewares=[doorkeeper, mistakes.in_words], client_max_size=LARGEST_BODY)
    app.add_routes(sign_in.routes(world.sign_in, lambda: world.switches.url))
    app.add_routes(connector.routes(world))
    app.add_routes(graph.routes(world))
    app.add_routes(reports.routes(world))
    app.add_routes(chat.routes(world, tenant.acts, tour))
    app.add_routes(control.routes(tenant))
    app.add_routes(page_files.routes())
    return app


def _world(settings: Settings, facts: TenantFacts, storage: Storage) -> World:
    clock = Clock(settings.monotonic)
    directory = Directory(facts, storage)
    places = Places(directory, settings.app_id)
    messages = Messages(storage)
    return World(
        settings=settings,
        facts=facts,
        storage=storage,
        clock=clock,
        directory=directory,
        places=places,
        installs=Installs(storage, directory),
        messages=messages,
        reading=Reading(storage, messages),
        played=Played(storage, clock, facts.time_zone),
        limits=Limits(settings.monotonic),
        faults=Faults(settings.seed),
        log=RequestLog(),
        sign_in=SignIn(settings.app_id, settings.token, storage),
        hub=Hub(places.belongs),
        switches=Switches(
            latency=timedelta(milliseconds=settings.latency_ms).total_seconds(),
            slash=slash.of(settings.manifest) if settings.manifest else None,
        ),
        graph=_graph(settings, facts, clock),
    )


def _graph(settings: Settings, facts: TenantFacts, clock: Clock) -> GraphState:
    people, holder = len(facts.people), f"{settings.app_id}/{facts.id}"
    limits = GraphLimits(settings.monotonic, people, holder, on=settings.graph_limits)
    dice = Random(settings.seed)
    return GraphState(limits, clock.wall, dice, Paging(dice))
