"""A running tenant with a tiny bot at its other end, and a client that holds the token."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import pytest

from simulator.app import start
from simulator.facts import Person
from simulator.sample.contoso import contoso
from simulator.settings import Settings
from simulator.tenant import Tenant
from tests.simulator.guard import Guard
from tests.simulator.tiny_bot import TinyBot, serving
from tests.simulator.writable import facts

APP_ID = "8f1c7a52-3f2b-4e0a-9f4e-1c2d3e4f5a6b"
TOKEN = "rehearsal-token"  # noqa: S105 - it opens nothing real


@dataclass(slots=True)
class Hand:
    """A real-time clock that stands still until the test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, read to its end."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


@dataclass(frozen=True, slots=True)
class Client:
    """Speaks to one tenant; the path is everything behind its address."""

    session: aiohttp.ClientSession
    address: str
    token: str = TOKEN

    async def __call__(self, method: str, path: str, body: Any = None, **query: str) -> Answer:
        return await self.send(method, path, body, {}, query)

    async def get(self, path: str, headers: dict[str, str], **query: str) -> Answer:
        return await self.send("GET", path, None, headers, query)

    async def batch(self, *urls: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """The parts of a batch by the place of their address, from "0"."""
        requests = [
            {"id": str(place), "method": "GET", "url": url, "headers": headers or {}}
            for place, url in enumerate(urls)
        ]
        answer = await self("POST", "/graph/v1.0/$batch", {"requests": requests})
        assert answer.status == 200
        return {each["id"]: each for each in answer.body["responses"]}

    async def send(
        self, method: str, path: str, body: Any, headers: dict[str, str], query: dict[str, str]
    ) -> Answer:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with self.session.request(
            method,
            self.address + path,
            json=body,
            params=query or None,
            headers=own | headers,
            allow_redirects=False,
        ) as response:
            text = await response.text()
            is_json = "json" in response.content_type and text
            found = await response.json() if is_json else text
            return Answer(response.status, found, dict(response.headers))

    async def post(self, conversation: str, activity: Any) -> Answer:
        path = f"/teams/v3/conversations/{conversation}/activities"
        return await self("POST", path, activity)


class Starts(Protocol):
    def __call__(self, **settings: Any) -> AbstractAsyncContextManager[Tenant]: ...


@pytest.fixture
async def bot() -> AsyncIterator[TinyBot]:
    async with serving() as bot:
        yield bot


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def begin(bot: TinyBot, hand: Hand) -> Starts:
    """Starts a tenant with the sample company; real time stands still in it.

    So Graph's limits, which would never end then, are off unless they are asked for.
    """

    def started(**settings: Any) -> AbstractAsyncContextManager[Tenant]:
        usual = Settings(
            bot_url=bot.url, app_id=APP_ID, token=TOKEN, monotonic=hand, graph_limits=False
        )
        return start(replace(usual, **settings))

    return started


@pytest.fixture
async def tenant(begin: Starts) -> AsyncIterator[Tenant]:
    async with begin() as tenant:
        yield tenant


@pytest.fixture
async def client(tenant: Tenant) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, tenant.url)


@pytest.fixture
async def apollo(tenant: Tenant) -> str:
    """The channel of the first project, with the app installed in its team."""
    await tenant.install(["PRJ-Apollo"], [])
    return channel("PRJ-Apollo", "Status")


def channel(team: str, name: str) -> str:
    return next(
        each.id for one in contoso().teams if one.name == team for each in one.channels
        if each.name == name
    )  # fmt: skip


def person(upn: str) -> Person:
    return next(each for each in contoso().people if each.upn.partition("@")[0] == upn)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tenant"


@pytest.fixture
async def estate(begin: Starts) -> AsyncIterator[Tenant]:
    """One to write in; whatever Graph would not be asked or answer is told at the end."""
    async with begin(facts=facts()) as tenant:
        guard = Guard()
        tenant.world.graph.witness = guard.witness
        yield tenant
        assert guard.wrong == []


@pytest.fixture
async def writer(estate: Tenant) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, estate.url)
