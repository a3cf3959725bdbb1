"""A PostgreSQL, a simulated tenant and Process Center's own processes, in a folder that goes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bench.office_file import office
from bench.processes import (
    ROOT,
    BenchStopped,
    Running,
    answers,
    finished,
    launch,
    running,
    tail,
    until,
)
from bot.office_import import import_office
from bot.planning import on_import
from bot.settings import inherited
from bot.system_clock import system_time
from simulator import app as simulator
from simulator.facts import TenantFacts
from simulator.generated import generate
from simulator.settings import Settings as TenantSettings
from simulator.tenant import Tenant
from store.database import Database
from store.embedded import EmbeddedServer
from store.office.file import read_file
from store.standing import standing

APP_ID = "22222222-3333-4444-8555-666666666666"
TOKEN = "only-for-the-bench"  # noqa: S105 it opens nothing but the simulated tenant
PEOPLE = 600
SEED = 20261
SERVE = ("-m", "bot", "serve", "--port")

_PORTS = iter(Random().sample(range(20_000, 32_000), 12_000))  # noqa: S311 (two benches at once)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the tenant is: so many check-ins, four channels a team; `latency` in ms.

    `members` is how many are in each team, where the tenant runs inside; else they are a few.
    """

    checkins: int
    latency: int = 0
    members: int = 0

    @property
    def teams(self) -> int:
        """As many as have that many channels."""
        return -(-self.checkins // 4)

    def facts(self) -> TenantFacts:
        """The tenant that `python -m simulator --teams N` pretends, but for `members`."""
        facts = generate(self.teams, PEOPLE, SEED)
        if not self.members:
            return facts
        ids = tuple(person.id for person in facts.people[: self.members])
        teams = tuple(replace(team, owners=ids[:2], members=ids) for team in facts.teams)
        return replace(facts, teams=teams)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything but Process Center's server, which each measure starts in its own way.

    `tenant` is there only where the tenant runs inside this process.
    """

    home: Path
    size: Size
    facts: TenantFacts
    database: Database
    session: aiohttp.ClientSession
    tenant_url: str
    bot_port: int
    tenant: Tenant | None = None

    @property
    def inside(self) -> Tenant:
        """The tenant inside this process. Raises BenchStopped where it is a process of its own."""
        if self.tenant is None:
            raise BenchStopped("This measure needs a tenant inside its own process.")
        return self.tenant

    @property
    def bot_url(self) -> str:
        """Where Process Center's server listens once it runs."""
        return f"http://127.0.0.1:{self.bot_port}"

    @property
    def environment(self) -> dict[str, str]:
        """Settings for every process of Process Center on this stage."""
        named = {
            "DATABASE_URL": self.database.url,
            "DATA_DIR": str(self.home),
            "CONTENT_DIR": str(ROOT / "content"),
            "APP_ID": APP_ID,
            "STATIC_TOKEN": TOKEN,
            "TENANTS": self.facts.id,
            "SERVICE_URL_HOSTS": "127.0.0.1",
            "OPENID_METADATA_URL": f"{self.tenant_url}/sign-in/.well-known/openidconfiguration",
            "GRAPH_URL": f"{self.tenant_url}/graph/v1.0",
            "LOG_FORMAT": "json",
        }
        return {**inherited(), **{f"PROCESS_CENTER_{name}": value for name, value in named.items()}}

    async def command(self, *arguments: str) -> None:
        """Run one command of `process-center` to its end."""
        await finished(("-m", "bot", *arguments), self.environment, self.home / "commands.log")

    async def launched(self, *script: str) -> Running:
        """A server that answers `/readyz`; without `script` it is `process-center serve`."""
        arguments = (*(script or SERVE), str(self.bot_port))
        made = await launch(arguments, self.environment, self.home / "serve.log")
        try:
            await answers(made, f"{self.bot_url}/readyz")
        except BaseException:
            await made.end()
            raise
        return made

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Running]:
        """`process-center serve`, ended when this is left."""
        made = await self.launched()
        try:
            yield made
        finally:
            await made.end()

    async def settle_in(self) -> None:
        """Import the office, install the app in every team, and wait until rosters are read."""
        text = office(self.facts, self.size.checkins)
        plan = partial(on_import, self.database, system_time())
        await import_office(self.database, read_file(text.encode(), "office.yaml"), on_change=plan)
        await self.order("install", {"teams": "all"})
        await self.at_rest(within=180)

    async def at_rest(self, within: float = 60.0) -> None:
        """Wait until nothing is left to read, to post, to edit."""

        async def done() -> bool:
            now = await standing(self.database)
            return not (now.unread or now.unposted or now.unshown or now.jobs)

        await until(done, "Work was not done", within)

    async def order(self, what: str, body: Mapping[str, object] | None = None) -> Any:
        """One of the tenant's controls; without a body it reads."""
        method = "GET" if body is None else "POST"
        url = f"{self.tenant_url}/control/{what}"
        async with self.session.request(method, url, json=body) as response:
            response.raise_for_status()
            return await response.json()

    async def clear_faults(self) -> None:
        """Take back every failure that was ordered."""
        async with self.session.delete(f"{self.tenant_url}/control/faults") as response:
            response.raise_for_status()

    async def cards(self) -> dict[str, int]:
        """How many cards of check-ins stand in each channel, from the tenant's own store."""
        found = {channel.id: 0 for team in self.facts.teams for channel in team.channels}
        for message in await self.order("messages"):
            if not message["deleted_at"] and "checkin.answer" in str(message["cards"]):
                found[message["conversation"]] += 1
        return dict(list(found.items())[: self.size.checkins])


@asynccontextmanager
async def staged(size: Size, inside: bool = False) -> AsyncIterator[Stage]:
    """A stage of its own in a temporary folder; everything ends and goes when this is left.

    The tenant is a process of its own, unless it is to run `inside` this one.
    """
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="process-center-bench-")))
        server = EmbeddedServer(home / "postgres")
        await asyncio.to_thread(server.__enter__)
        stack.push_async_callback(asyncio.to_thread, server.__exit__, None, None, None)
        database = await stack.enter_async_context(Database(server.url))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        port = free_port()
        tenant = None
        if inside:
            tenant = await stack.enter_async_context(simulator.start(_wanted(size, port)))
        url = tenant.url if tenant else await stack.enter_async_context(_process(home, size, port))
        yield Stage(home, size, size.facts(), database, session, url, port, tenant)


def _messages(port: int) -> str:
    return f"http://127.0.0.1:{port}/api/messages"


def _wanted(size: Size, bot_port: int) -> TenantSettings:
    return TenantSettings(
        bot_url=_messages(bot_port),
        app_id=APP_ID,
        token=TOKEN,
        facts=size.facts(),
        latency_ms=size.latency,
    )


@asynccontextmanager
async def _process(home: Path, size: Size, bot_port: int) -> AsyncIterator[str]:
    arguments = {
        "--bot": _messages(bot_port),
        "--app-id": APP_ID,
        "--token": TOKEN,
        "--teams": str(size.teams),
        "--people": str(PEOPLE),
        "--seed": str(SEED),
        "--latency-ms": str(size.latency),
    }
    flat = ("-m", "simulator", *(part for pair in arguments.items() for part in pair))
    async with running(flat, inherited(), home / "tenant.log") as made:
        yield await _address(made)


async def _address(made: Running) -> str:
    """What the tenant says once it listens."""

    async def said() -> bool:
        return made.log.read_text("utf-8").startswith("ready ") or bool(made.process.returncode)

    await until(said, "The simulated tenant did not start", within=30, pause=0.02)
    words = made.log.read_text("utf-8").split()
    if words[0] != "ready":
        raise BenchStopped(f"The simulated tenant did not start:\n{tail(made.log)}")
    return words[1]


def free_port() -> int:
    """A port that nobody listens on just now, another one each time. Raises BenchStopped.

    It is none of those that connections get by themselves, so it stays free for whoever is killed
    and started again on it.
    """
    for port in _PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise BenchStopped("No port is free.")
