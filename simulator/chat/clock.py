"""Moving the rehearsal clock: the product's by its command, then the tenant's to the same."""

import asyncio
import re
import shlex
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from simulator.clock import iso, length, moment, next_time
from simulator.mistakes import Body, Mistake
from simulator.past import clock_moved
from simulator.tour import Tour
from simulator.world import Progress, World

PRINTED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)")
NEAR = timedelta(minutes=1)  # the bot may have set our clock already, and seconds go by
PATIENCE = 90.0  # real seconds between two lines of the command


def routes(world: World, tour: Tour) -> list[web.RouteDef]:
    async def move(request: web.Request) -> web.Response:
        body = await Body.of(request)
        try:
            arguments, wanted = _asked(world, body)
        except ValueError as error:
            raise Mistake(str(error)) from error
        if world.switches.progress is not None:
            raise Mistake("Time goes by already. Wait until the clock stands.", 409)
        show_progress(world, Progress("Moving the clock…"))
        try:
            await _moved_together(world, arguments, wanted)
        finally:
            show_progress(world, None)
        tour.clock_moved()
        return web.json_response({"now": iso(world.clock.now)})

    return [web.post("/chat/clock", move)]


def clock_json(world: World) -> dict[str, Any]:
    going = world.switches.progress
    return {
        "available": world.settings.clock_command is not None,
        "ahead_seconds": round(world.clock.ahead.total_seconds()),
        "progress": going
        and {"words": going.words, "at": going.at and iso(going.at), "share": going.share},
    }


def set_clock(world: World, now: datetime) -> None:
    """Keeps the new offset with the tenant, and tells every open page."""
    before = world.clock.now
    world.clock.set(now)
    world.graph.limits.passed((now - before).total_seconds())
    clock_moved(world)
    world.storage.put("clock", "ahead", world.clock.ahead.total_seconds())
    _tell(world)


def show_progress(world: World, progress: Progress | None) -> None:
    """Shows on every page what happens while time goes by; None when it stands again."""
    world.switches.progress = progress
    _tell(world)


def _tell(world: World) -> None:
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


async def _moved_together(world: World, arguments: list[str], wanted: datetime) -> None:
    """Follows the command from one time that it prints to the next; where it fails it stays there.

    The bot posts as soon as its own clock has moved, and the command says before where that goes.
    """
    if world.settings.clock_command is None:
        set_clock(world, wanted)
        return
    command = [*shlex.split(world.settings.clock_command), *arguments]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        printed = await _followed(world, process)
    finally:
        if process.returncode is None:
            process.kill()
        _, errors = await process.communicate()
    if process.returncode != 0 or not printed:
        said = errors.decode(errors="replace").strip().splitlines()
        raise Mistake(said[-1] if said else "The clock command printed no time.", 502)


async def _followed(world: World, process: asyncio.subprocess.Process) -> bool:
    """Whether it printed a time before it ended."""
    assert process.stdout is not None  # noqa: S101 (piped above)
    printed = False
    while line := await _line(process.stdout):
        if found := PRINTED.search(line):
            printed, at = True, moment(found[0].replace(" ", "T"))
            show_progress(world, Progress(line[found.end() :].strip(), at))
            if abs(at - world.clock.now) > NEAR:
                set_clock(world, at)
    await process.wait()
    return printed


async def _line(stream: asyncio.StreamReader) -> str:
    try:
        return (await asyncio.wait_for(stream.readline(), PATIENCE)).decode(errors="replace")
    except TimeoutError:
        raise Mistake("The clock command says nothing more.", 502) from None
