"""A small Graph over real HTTP that gives whatever answer a test has prepared for a path."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import unquote, urlsplit

from aiohttp import web

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Reply:
    """One answer; `raw` instead of `body` for what is no JSON; `dropped` cuts the connection.

    `hanging` says nothing, `dripping` a byte now and then.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    dropped: bool = False
    hanging: bool = False
    dripping: bool = False

    @property
    def content(self) -> bytes:
        """The bytes that go over the line."""
        return json.dumps(self.body).encode() if self.raw is None else self.raw


@dataclass(frozen=True)
class Asked:
    """One question, alone or out of a batch, or one write with its `body`."""

    path: str
    query: str
    headers: dict[str, str]
    method: str = "GET"
    body: Any = None


def many(*items: Any, link: str | None = None) -> Reply:
    """A collection, or one page of it."""
    body: dict[str, Any] = {"value": list(items)}
    return Reply(body | ({"@odata.nextLink": link} if link else {}))


def refusal(status: int, code: str = "code", **headers: str) -> Reply:
    """An error as Graph writes it; underscores of a header's name stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply({"error": {"code": code, "message": code}}, status, named)


class Graph:
    """Answers are taken in their order; the last one stays.

    With `dice` each request takes up to `latency`, and the parts of a batch come in any order.
    """

    def __init__(self) -> None:
        self.url = ""
        self.latency = 0.0
        self.asked: list[Asked] = []
        self.envelopes: list[list[str]] = []
        self.requests: list[web.Request] = []
        self._replies: dict[str, list[Reply]] = {}
        self.hung = asyncio.Event()
        self.dice: Random | None = None
        self._closing = asyncio.Event()

    def on(self, path: str, *replies: Reply) -> None:
        """What the path answers from now on; `PATCH /path` only to that method."""
        self._replies[path] = list(replies)

    def team(self, id_: str, people: Sequence[Any] = (), channels: Sequence[Any] = ()) -> None:
        """A team that can be read."""
        self.on(f"/groups/{id_}/members", many(*people))
        self.on(f"/teams/{id_}/channels", many(*channels))

    def times(self, path: str) -> int:
        """How often the path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any path, `/$batch` too unless an answer is prepared for it."""
        self.requests.append(request)
        await asyncio.sleep(self.latency * (self.dice.random() if self.dice else 1))
        path = "/" + request.match_info["path"]
        body = None if path == "/$batch" else await read(request)
        query, headers = request.raw_path.partition("?")[2], dict(request.headers)
        reply = self._next(Asked(path, query, headers, request.method, body))
        if path == "/$batch" and reply is None:
            return await self._batch(request)

        reply = reply or refusal(404)
        if reply.dripping:
            return await self._drip(request)
        if reply.hanging:
            self.hung.set()
            await self._closing.wait()
        if reply.dropped and request.transport:
            request.transport.abort()
        return web.Response(
            body=reply.content, status=reply.status, headers={**JSON, **reply.headers}
        )

    @property
    def written(self) -> list[tuple[str, str, Any]]:
        """What was not a GET: method, path and body."""
        return [(each.method, each.path, each.body) for each in self.asked if each.method != "GET"]

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while not self._closing.is_set():
            await response.write(b" ")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), 0.05)
        return response

    async def _batch(self, request: web.Request) -> web.Response:
        """One part that cuts the connection cuts it for all of them."""
        parts = (await request.json())["requests"]
        self.envelopes.append([part["url"] for part in parts])
        replies = [(part, self._reply(part)) for part in reversed(parts)]
        if any(reply.dropped for _, reply in replies) and request.transport:
            request.transport.abort()
        responses = [self._part(part, reply) for part, reply in replies]
        if self.dice:
            self.dice.shuffle(responses)
        return web.json_response({"responses": responses})

    def _reply(self, part: Any) -> Reply:
        url = urlsplit(part["url"])
        asked = Asked(unquote(url.path), url.query, part.get("headers", {}))
        return self._next(asked) or refusal(404)

    def _part(self, part: Any, reply: Reply) -> Any:
        return {
            "id": part["id"],
            "status": reply.status,
            "headers": {**JSON, **reply.headers},
            "body": reply.body,
        }

    def _next(self, asked: Asked) -> Reply | None:
        if asked.path != "/$batch":
            self.asked.append(asked)
        waiting = self._replies.get(f"{asked.method} {asked.path}", self._replies.get(asked.path))
        if not waiting:
            return None
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def close(self) -> None:
        """Lets go of what hangs."""
        self._closing.set()


async def read(request: web.Request) -> Any:
    """What was sent as JSON; None without."""
    raw = await request.read()
    return json.loads(raw) if raw else None


@asynccontextmanager
async def serving() -> AsyncIterator[Graph]:
    """A Graph on loopback until it is left."""
    graph = Graph()
    app = web.Application()
    app.add_routes([web.route("*", "/v1.0/{path:.*}", graph.handle)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    graph.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1.0"
    try:
        yield graph
    finally:
        graph.close()
        await runner.cleanup()
