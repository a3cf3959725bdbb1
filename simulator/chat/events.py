"""Live events of one person's window, as server-sent events."""

import asyncio
import json

from aiohttp import web

from simulator import look_up
from simulator.chat.clock import clock_json
from simulator.clock import iso
from simulator.hub import Listener
from simulator.world import World

QUIET = 15.0


def routes(world: World) -> list[web.RouteDef]:
    async def events(request: web.Request) -> web.StreamResponse:
        who = look_up.person(world, request.query.get("as") or world.facts.visitor)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        async with world.hub.listen(who.id) as listener:
            await response.prepare(request)
            listener.hear(("clock", {"now": iso(world.clock.now)} | clock_json(world)))
            try:
                await _stream(response, listener)
            except ConnectionError:
                return response
        return response

    return [web.get("/chat/events", events)]


async def _stream(response: web.StreamResponse, listener: Listener) -> None:
    while True:
        try:
            event = await asyncio.wait_for(listener.events.get(), QUIET)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        name, data = event
        text = json.dumps(data, ensure_ascii=False)
        await response.write(f"event: {name}\ndata: {text}\n\n".encode())
