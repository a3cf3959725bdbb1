"""Moving the rehearsal clock: the product's by its command, then the tenant's to the same."""

import asyncio
import re
import shlex
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator.clock import iso, length, moment, next_time
from simulator.mistakes import Body, Mistake
from simulator.past import clock_moved
from simulator.world import World

PRINTED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
PATIENCE = 60.0


def routes(world: World) -> list[web.RouteDef]:
    async def move(request: web.Request) -> web.Response:
        body = await Body.of(request)
        try:
            arguments, wanted = _asked(world, body)
        except ValueError as error:
            raise Mistake(str(error)) from error
        set_clock(world, await _moved_together(world, arguments, wanted))
        return web.json_response({"now": iso(world.clock.now)})

    return [web.post("/chat/clock", move)]


def clock_json(world: World) -> dict[str, Any]:
    return {
        "available": world.settings.clock_command is not None,
        "ahead_seconds": round(world.clock.ahead.total_seconds()),
    }


def set_clock(world: World, now: datetime) -> None:
    """Keeps the new offset with the tenant, and tells every open page."""
    world.clock.set(now)
    clock_moved(world)
    world.storage.put("clock", "ahead", world.clock.ahead.total_seconds())
    world.hub.tell_all("clock", {"now": iso(world.clock.now)} | clock_json(world))


def _asked(world: World, body: Body) -> tuple[list[str], datetime]:
    """The clock command's arguments, and the time that they should lead to."""
    now = world.clock.now
    if "forward" in body.values:
        text = body.text("forward")
        return ["forward", text], now + length(text)
    if "to" in body.values:
        wanted = moment(body.text("to"))
    else:
        wanted = next_time(body.text("next"), now.astimezone(ZoneInfo(world.facts.time_zone)))
    return ["to", wanted.astimezone(UTC).isoformat(timespec="seconds")], wanted


async def _moved_together(world: World, arguments: list[str], wanted: datetime) -> datetime:
    """The bot posts as soon as its own clock has moved, so the tenant's goes first.

    It goes back where the command fails.
    """
    before = world.clock.ahead
    world.clock.set(wanted)
    try:
        return await _run(world, arguments) or wanted
    except Mistake:
        world.clock.ahead = before
        raise


async def _run(world: World, arguments: list[str]) -> datetime | None:
    """The first time that the command prints; None where there is no command."""
    if world.settings.clock_command is None:
        return None

    command = [*shlex.split(world.settings.clock_command), *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        output, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise Mistake("The clock command did not end within a minute.", 502) from None
    printed = PRINTED.search(output.decode(errors="replace"))
    if process.returncode != 0 or printed is None:
        said = errors.decode(errors="replace").strip().splitlines()
        raise Mistake(said[-1] if said else "The clock command printed no time.", 502)
    return moment(printed[0].replace(" ", "T"))
