"""`clock`: the rehearsal clock, which moves everything of ours but tokens and limits."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.database import Database

SETTLE = 1.5  # seconds until every process goes by a clock that was moved


@click.command()
@click.argument("move", required=False, type=click.Choice(["forward", "to", "reset"]))
@click.argument("value", required=False, metavar="[LENGTH|TIME]")
def command(move: str | None, value: str | None) -> None:
    """Show the rehearsal clock, or move it.

    `forward` takes a LENGTH (90m, 2h, 1d, 1w), `to` a TIME (2026-11-23T09:00-06:00), and `reset`
    goes back to the system's own time. What is due on the way happens, in order, and each time is
    printed as it comes.
    """
    import asyncio

    from bot.runtime import run
    from core.errors import Stopped

    if (move in ("forward", "to")) != (value is not None):
        raise click.UsageError("Write “forward 1d”, “to 2026-11-23T09:00-06:00” or “reset”.")
    try:
        click.echo(run(_clock(move, value)))
    except asyncio.CancelledError as error:
        raise Stopped("Stopped on the way; the clock stands where it got to.") from error


async def _clock(move: str | None, value: str | None) -> str:
    from bot.runtime import database, settings
    from bot.system_clock import system_time
    from core.errors import SetupError
    from store.clock import ClockStore

    found = settings()
    if move and not found.is_rehearsal:
        raise SetupError(
            "The clock moves only in a rehearsal: while every configured address is loopback."
        )
    async with database(found) as db:
        clock = ClockStore(db)
        before = await clock.ahead()
        after = _moved(before, move, value, system_time())
        if after != before:
            await _let_pass(found, db, after, back=after < before)
        return _told(system_time(), await clock.ahead())


async def _let_pass(found: "Settings", db: "Database", after: timedelta, *, back: bool) -> None:
    """Who plays the rehearsal does it, if anybody does."""
    import asyncio

    from bot.clockwork import door
    from bot.planning import plan_again
    from bot.system_clock import system_time
    from core.errors import SetupError
    from store.clock import ClockStore

    if await door.asked(found.data_dir, system_time() + after, click.echo):
        return
    clock = ClockStore(db)
    async with clock.alone() as alone:
        if not alone:
            raise SetupError(door.BUSY)
        if not back:
            await _walk(found, db, system_time() + after)
        await clock.move(after)
        if back:
            await plan_again(db, system_time() + after)
        await asyncio.sleep(SETTLE)


async def _walk(found: "Settings", db: "Database", to: datetime) -> None:
    """Nothing happens on the way while nobody works."""
    from bot.app import center
    from bot.clockwork import walk
    from bot.door.readiness import Readiness
    from store.office.items import OfficeStore

    if "worker" in await Readiness(db).missing():
        return
    office = await OfficeStore(db).office()
    zone = office.center.time_zone if office.center else "UTC"
    async with center(found, db) as made:
        async for step in walk.steps(db, made.ports, to):
            click.echo(walk.told(step, zone))
            await walk.arrive(db, made.ports, step.at)


def _moved(ahead: timedelta, move: str | None, value: str | None, now: datetime) -> timedelta:
    from core.errors import InputError
    from core.office.values import Length

    if move == "reset":
        return timedelta()
    if move == "forward" and value:
        try:
            return ahead + Length(value).lasts
        except (ValueError, OverflowError) as error:
            raise InputError("Write the length like 30m, 2h, 1d or 1w.") from error
    if move == "to" and value:
        return _to(value) - now
    return ahead


def _to(value: str) -> datetime:
    from core.errors import InputError

    try:
        to = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError("Write the time like 2026-11-23T09:00-06:00, with its zone.") from error
    if to.tzinfo is None or not 2000 <= to.year <= 2100:
        raise InputError("Write the time with its zone, like 2026-11-23T09:00-06:00.")
    return to


def _told(now: datetime, ahead: timedelta) -> str:
    seconds = round(ahead.total_seconds())
    shown = (now + ahead).isoformat(timespec="seconds")
    if seconds == 0:
        return f"{shown} the system's own time"
    way = "ahead of" if seconds > 0 else "behind"
    return f"{shown} {timedelta(seconds=abs(seconds))} {way} the system"


COMMAND: click.Command = command
