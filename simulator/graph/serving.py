"""Takes Graph's HTTP requests in: the log, ordered failures, latency, then the answer."""

import asyncio
import json
from typing import Any

from aiohttp import web

from simulator.connector.gate import hang
from simulator.faults import Fault, FaultKind, Met, Where
from simulator.graph.answers import Answer, Refusal
from simulator.graph.batch import batch
from simulator.graph.failing import SPOILS, failed, spoilt
from simulator.graph.query import Query
from simulator.graph.router import answer
from simulator.request_log import Entry
from simulator.world import World

PREFIX = "/graph/v1.0"
CHANGING = ("POST", "PATCH", "DELETE")


def routes(world: World) -> list[web.RouteDef]:
    async def handle(request: web.Request) -> web.StreamResponse:
        entry = _arrive(world, request)
        time = asyncio.get_running_loop().time
        due = time() + world.switches.slowness(world.graph.dice)
        fault = world.faults.strike(Met(Where.GRAPH, request.method))
        found = await _met(world, request, fault) if fault else await _answer(world, request)
        # Limits count arrivals, so the waiting comes behind the answering.
        await asyncio.sleep(due - time())
        response = _sent(request, found, fault)
        entry.status, entry.answered = response.status, world.clock.monotonic()
        return response

    return [web.route("*", f"{PREFIX}/{{path:.*}}", handle)]


def _arrive(world: World, request: web.Request) -> Entry:
    now = world.clock.monotonic()
    entry = Entry(now, Where.GRAPH, request.method, request.path, None)
    world.log.entries.append(entry)
    world.graph.counts.http_requests += 1
    return entry


async def _answer(world: World, request: web.Request) -> Answer:
    path = "/" + request.match_info["path"].rstrip("/")
    if path == "/$batch" and request.method == "POST":
        return _batched(world, await request.read())
    address = f"{world.switches.url}{request.rel_url.raw_path}"
    headers = {name.lower(): value for name, value in request.headers.items()}
    raw = await request.read()
    body = _json(raw) if request.method in CHANGING and raw else None
    query = Query(address, dict(request.query), headers, world.graph.paging, body)
    return answer(world, request.method, path, query)


def _json(raw: bytes) -> Any:
    """None for what is none."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _batched(world: World, raw: bytes) -> Answer:
    try:
        return batch(world, _json(raw))
    except Refusal as refusal:
        return refusal.answer


async def _met(world: World, request: web.Request, fault: Fault) -> Answer:
    world.graph.counts.struck += 1
    if fault.kind in SPOILS:
        return spoilt(fault, await _answer(world, request))
    if fault.kind is FaultKind.HANG:
        await hang(world)
    if fault.kind.after and request.method in CHANGING and not request.path.endswith("/$batch"):
        await _answer(world, request)
    identity = not request.path.startswith(f"{PREFIX}/teams/")
    return failed(fault, of_identity=identity)


def _sent(request: web.Request, found: Answer, fault: Fault | None) -> web.Response:
    """Silence ends the connection: in good order where `nothing` was ordered, else torn."""
    if not found.silent:
        return found.response()
    if request.transport is not None:
        if fault is None or fault.kind is FaultKind.NOTHING:
            request.transport.close()
        else:
            request.transport.abort()
    return web.Response(status=500)
