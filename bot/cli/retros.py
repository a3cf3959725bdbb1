"""`retros`: open and close retros now, and take one out as a file."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import InputError, SetupError
from pages.kit.formats import by_ending, find, names
from pages.retros import formats

if TYPE_CHECKING:
    from core.retros.ports import Started


@click.group()
def command() -> None:
    """Open or close retros now, or write one to a file."""


@command.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="All retros of the office.")
@click.option("--wait", is_flag=True, help="Stay until every post is settled.")
def open(ids: tuple[str, ...], every: bool, wait: bool) -> int:  # noqa: A001 the command's name
    """Open each retro in its channel now.

    One that is open there already is given as it is.
    """
    from bot.runtime import run

    return run(_open(_chosen(ids, every), wait))


@command.command()
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "every", is_flag=True, help="All open retros, also those begun in a chat.")
def close(ids: tuple[str, ...], every: bool) -> None:
    """Close the open ones of these retros.

    Each card becomes its summary.
    """
    from bot.runtime import run

    run(_close(_chosen(ids, every)))


@command.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(names(formats)),
    help="How it is written.  [default: as --output ends, else markdown]",
)
@click.option("--output", "file", type=click.Path(path_type=Path), help="A file, not the terminal.")
def export(id_: str, wanted: str | None, file: Path | None) -> None:
    """Write a retro with its notes and actions. ID is that of a retro or a project in the office
    file, of which the newest is written, or a retro's own."""
    from bot.cli.kit import files
    from bot.runtime import run

    if file:
        files.check(file)
    pieces, marked = run(_export(id_, wanted or by_ending(formats, file, "markdown")))
    files.deliver(file, pieces, marked=marked)


def _chosen(ids: tuple[str, ...], every: bool) -> list[str] | None:
    if every == bool(ids):
        raise click.UsageError("Name retros by their ids, or say --all.")
    return None if every else list(dict.fromkeys(ids))


async def _open(ids: Sequence[str] | None, wait: bool) -> int:
    from bot.app import center
    from bot.cli.kit.known import refuse
    from bot.cli.kit.waiting import settled
    from bot.door.readiness import Readiness
    from bot.runtime import database, settings

    found = settings()
    async with database(found) as db, center(found, db) as made:
        begun, unknown = await made.ports.retros.retros.open(ids, made.ports.clock.now())
        if unknown:
            await refuse(db, "retros", unknown, "nothing was opened")
        for each in begun:
            _tell(each)
        if not begun:
            click.echo("There is no retro in a channel yet. Import an office file first.")
        if wait:
            if "worker" in await Readiness(db).missing():
                raise SetupError("Recorded, but nobody posts: start `process-center serve`.")
            return await settled(made.ports.posting, "retro", [each.retro_id for each in begun])
    return 0


def _tell(begun: "Started") -> None:
    state = "opened" if begun.new else "is open already"
    rest = "; its team has not met Process Center yet, so the card waits for that"
    click.echo(f"{begun.series}: {state}, as {begun.retro_id}{rest if begun.waits else ''}.")


async def _close(ids: Sequence[str] | None) -> None:
    from bot.app import center
    from bot.cli.kit.known import check
    from bot.runtime import database, settings
    from core.retros import service

    found = settings()
    async with database(found) as db, center(found, db) as made:
        open_retros = made.ports.retros.retros.open_retros
        await check(db, "retros", ids, open_retros)
        open_ones = await open_retros(ids)
        for retro_id in open_ones:
            await service.close(made.ports.retros, retro_id, made.ports.clock.now())
        click.echo(f"Closed {len(open_ones)}." if open_ones else "No retro is open there.")


async def _export(id_: str, name: str) -> tuple[Iterable[str | bytes], bool]:
    from bot.app import center
    from bot.cli.kit.known import ids_of
    from bot.runtime import database, settings
    from core.errors import NotFound
    from pages.retros.formats import Whole

    found, format_ = settings(), find(formats, name)
    async with database(found) as db, center(found, db) as made:
        retros = made.ports.retros.retros
        try:
            whole = await retros.whole(await retros.latest(id_) or id_)
        except NotFound as error:
            known = await ids_of(db, "retros", "projects")
            raise InputError(_no_retro(id_, known)) from error
    return format_.write(Whole(*whole)), format_.marked


def _no_retro(id_: str, known: Sequence[str]) -> str:
    from core.suggest import did_you_mean, quoted

    if id_ in known:
        return f"There was no retro of {quoted(id_)} yet. `process-center retros open` begins one."
    hint = did_you_mean(id_, known) or (
        " Name a retro or a project of the office file by its id, or a retro by its own id, which"
        " `process-center retros open` shows."
    )
    return f"There is no retro {quoted(id_)}.{hint}"


COMMAND: click.Command = command
