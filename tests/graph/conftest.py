"""A Graph that misbehaves on order, and our client in front of it."""

from collections.abc import AsyncIterator

import pytest

from graph.estate.estate import Estate
from graph.people.directory import Directory
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.waiting import Waits
from simulator.app import start
from simulator.settings import Settings
from simulator.tenant import Tenant
from tests.graph import server
from tests.graph.watch import Watch

SHOWN = "secret-token"
HOME = "home-tenant"


async def token() -> str:
    """The token that the client shows."""
    return SHOWN


@pytest.fixture
async def graph() -> AsyncIterator[server.Graph]:
    """A Graph whose every path is unknown until a test says otherwise."""
    async with server.serving() as running:
        yield running


@pytest.fixture
async def client(graph: server.Graph) -> AsyncIterator[GraphClient]:
    """A client with three tries, little patience for silence, and a pace that costs no time."""
    patience = Waits(tries=3, longest=2.0, answer=1.0, connect=1.0)
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    async with GraphClient(graph.url, token, patience=patience, pacer=pacer) as running:
        yield running


@pytest.fixture
def directory(client: GraphClient) -> Directory:
    """The directory of that Graph."""
    return Directory(client, [HOME])


@pytest.fixture
def watch() -> Watch:
    """By which the tenant's limits count and we keep below them: waiting costs a test no time."""
    return Watch()


@pytest.fixture
async def tenant(watch: Watch) -> AsyncIterator[Tenant]:
    """The sample company; nobody listens at the bot's address."""
    bot = "http://127.0.0.1:9/api/messages"
    wanted = Settings(bot_url=bot, app_id="app", token=SHOWN, monotonic=watch)
    async with start(wanted) as running:
        yield running


@pytest.fixture
async def estate(tenant: Tenant, watch: Watch) -> AsyncIterator[Estate]:
    """The tenant where it is written."""
    patience, pacer = Waits(tries=2, answer=2.0), Pacer(watch, watch.sleep)
    url = f"{tenant.url}/graph/v1.0"
    async with GraphClient(url, token, patience=patience, pacer=pacer) as running:
        yield Estate(running)
