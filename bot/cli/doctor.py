"""`doctor`: is everything as it should be, and if not, what to do."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from bot.remark import Remark
    from bot.settings import Settings
    from core.facts import Gap
    from store.content import Content

SIGNS = {True: "ok   ", False: "MEND ", None: "-    "}


@click.command()
@click.option("--endpoint", metavar="URL", help="Knock at this address as Teams does, too.")
def command(endpoint: str | None) -> int:
    """Check that everything is as it should be.

    That is settings, database, content, teams, credentials and permissions. Nothing is made or
    changed, and what could not be looked at has a dash instead of an ok. Ends with 2 where
    something is to be mended. With --endpoint https://…/api/messages also whether that address
    leads here.
    """
    from bot.runtime import run

    return run(_examine(endpoint))


async def _examine(endpoint: str | None) -> int:
    from bot.app import center
    from bot.doctor import examine, examine_without_database, registration
    from bot.runtime import database, settings
    from core.facts import Gap

    found = settings()
    problems = _tell(registration(found))
    absent, content = await missing(found), _content(found)
    if absent:
        problems += _tell(absent)
    if absent or isinstance(content, Gap):
        why = "the database tells" if absent else "it takes the content, which cannot be read"
        async for remark in examine_without_database(found, content, why):
            problems += _tell(remark)
    else:
        async with database(found) as db, center(found, db, content=content) as made:
            async for remark in examine(made):
                problems += _tell(remark)
    if endpoint is not None:
        problems += _tell(await _way_in(found, endpoint))
    return 2 if problems else 0


def _content(found: "Settings") -> "Content | Gap":
    """What is in the folder, or what is wrong with it."""
    from core.errors import CenterError
    from core.facts import Gap
    from store.content import load

    try:
        return load(found.content_dir)
    except CenterError as error:
        return Gap(error.says)


async def _way_in(found: "Settings", url: str) -> "Remark":
    import aiohttp

    from bot.way_in import Endpoint, way_in

    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        return await way_in(found, session, Endpoint(url))


def _to_be_made(folder: "Path") -> "Remark":
    """A database that is not there yet, and whether it can be made."""
    import os

    from bot.remark import Remark

    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
        kind = "may not be written to" if there.is_dir() else "is no folder"
        says = f"{there} {kind}, so none can be made. Name another place by PROCESS_CENTER_DATA_DIR"
        return Remark("database", False, says)
    return Remark("database", None, f"not there yet: `process-center serve` makes it in {folder}")


async def missing(found: "Settings") -> "Remark | None":
    """Why there is no database to look into; None where there is one of this version's shape."""
    from bot.remark import Remark
    from bot.runtime import EMBEDDED, server
    from core.errors import CenterError
    from store.migrate import newest, step

    folder = found.data_dir / EMBEDDED
    try:
        if found.database_url is None and not folder.is_dir():
            return _to_be_made(folder)
        async with server(found) as url:
            at = await step(url)
    except PermissionError:
        says = f"{folder} is closed to this user: run this as the user of the service"
        return Remark("database", False, says)
    except CenterError as error:
        return Remark("database", False, error.says)
    if at is None:
        return Remark("database", None, "empty so far: `process-center serve` makes its tables")
    if at < newest():
        says = f"at {at}, before this version: `process-center serve` brings it to {newest()}"
        return Remark("database", False, says)
    return None


def _tell(remark: "Remark") -> int:
    """How many problems it is: none, or one."""
    click.echo(f"{SIGNS[remark.fine]} {remark.about}: {remark.says.rstrip('.')}.")
    return int(remark.fine is False)


COMMAND: click.Command = command
