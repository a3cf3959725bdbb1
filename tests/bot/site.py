"""What may be found at the public address: a Process Center, or anything else."""

import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.door.gate import Gate, read_body
from bot.door.gate_errors import Refusal
from bot.remark import Remark
from bot.settings import Settings
from bot.way_in import Endpoint, way_in
from bot.way_in_words import PATH

GOOD = "it leads to Process Center, which refuses what Microsoft did not sign"
Handler = Callable[[web.Request], Any]
Spoils = Callable[[str, bytes], tuple[str | None, bytes]]


@dataclass
class Site:
    """Whatever answers at the public address."""

    handler: Handler
    seen: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One knock."""
        self.seen += 1
        found: web.StreamResponse = await self.handler(request)
        return found

    @asynccontextmanager
    async def at(self, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
        """Its address."""
        app = web.Application(client_max_size=1024**2)
        app.router.add_route("*", "/{any:.*}", self.answer)
        server = TestServer(app, host="127.0.0.1", scheme="https" if tls else "http")
        await server.start_server(ssl=tls)
        url = str(server.make_url(PATH))
        try:
            yield url.replace("127.0.0.1", "localhost") if tls else url
        finally:
            await server.close()


def center(gate: Gate, spoil: Spoils) -> Handler:
    """A Process Center, with something in front that does this to what it passes on."""

    async def answer(request: web.Request) -> web.Response:
        raw = await read_body(request.content, request.content_length)
        try:
            await gate.admit(*spoil(request.headers["Authorization"], raw))
        except Refusal as refusal:
            told = {"error": refusal.says, "why": refusal.reason.value}
            return web.json_response(told, status=refusal.status)
        raise AssertionError("it was let in")

    return answer


async def told(settings: Settings, url: str, session: ClientSession, wait: float = 5.0) -> Remark:
    """What doctor says."""
    return await way_in(settings, session, Endpoint(url, wait))


def as_it_is(header: str, body: bytes) -> tuple[str, bytes]:
    """Nothing in front."""
    return header, body
