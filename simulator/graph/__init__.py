"""As much of Microsoft Graph as check-ins read, under `/graph/v1.0`."""

import asyncio
import json
from typing import Any

from aiohttp import web

from simulator.connector.gate import hang
from simulator.faults import Fault, FaultKind, Where
from simulator.graph.answers import Answer, Refusal, bad
from simulator.graph.batch import batch
from simulator.graph.query import Query
from simulator.graph.router import answer
from simulator.request_log import Entry
from simulator.world import World

STRUCK = {
    FaultKind.ERROR_BEFORE: (500, "InternalServerError"),
    FaultKind.ERROR_AFTER: (500, "InternalServerError"),
    FaultKind.GATEWAY_AFTER: (502, "BadGateway"),
    FaultKind.BLOCKED: (403, "Forbidden"),
    FaultKind.ROSTER: (403, "Forbidden"),
    FaultKind.GONE: (404, "NotFound"),
}


def routes(world: World) -> list[web.RouteDef]:
    async def handle(request: web.Request) -> web.StreamResponse:
        now = world.clock.monotonic()
        entry = Entry(now, Where.GRAPH, request.method, request.path, None)
        world.log.entries.append(entry)
        fault = world.faults.strike(Where.GRAPH, request.method, None)
        await asyncio.sleep(world.switches.latency)
        response = await (_strike(world, request, fault) if fault else _answer(world, request))
        entry.status, entry.answered = response.status, world.clock.monotonic()
        return response

    return [web.route("*", "/graph/v1.0/{path:.*}", handle)]


async def _answer(world: World, request: web.Request) -> web.Response:
    path = "/" + request.match_info["path"].rstrip("/")
    if path == "/$batch" and request.method == "POST":
        return _batched(world, await request.read()).response()
    query = Query(f"{world.switches.url}{request.rel_url.raw_path}", dict(request.query))
    return answer(world, request.method, path, query).response()


def _batched(world: World, raw: bytes) -> Answer:
    try:
        body: Any = json.loads(raw)
    except ValueError:
        return bad("The batch is no JSON.").answer
    try:
        return batch(world, body)
    except Refusal as refusal:
        return refusal.answer


async def _strike(world: World, request: web.Request, fault: Fault) -> web.Response:
    if fault.kind is FaultKind.THROTTLE:
        seconds = {"Retry-After": f"{fault.retry_after:g}"}
        return Refusal(429, "TooManyRequests", "Too many requests.", seconds).response()
    if fault.kind in STRUCK:
        status, code = STRUCK[fault.kind]
        return Refusal(status, code, "The rehearsal ordered this failure.").response()

    if fault.kind is FaultKind.HANG:
        await hang(world)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
