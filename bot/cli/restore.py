"""`restore FILE`: the database as it was when a backup was made."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from store.backups.archive import Archive


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Replace a database that is not empty.")
def command(file: Path, yes: bool) -> None:
    """Put the database back as FILE has it, which `backup` wrote.

    Stop each `serve` and `worker` first. It is done whole or not at all. What was to be sent then
    may have been sent since: it is looked for, and not sent again by itself.
    """
    from bot.runtime import run, server_of, settings
    from bot.settings import inherited
    from core.errors import SetupError
    from store.backups.archive import look

    found = settings()
    archive = look(file, inherited())
    if archive.moved and not found.is_rehearsal:
        raise SetupError(
            f"{file} is of a rehearsal whose clock was moved. Restore it where every configured "
            "address is loopback."
        )
    with server_of(found, made=True) as url:
        _restore(archive, url, replace=yes)
        unclear = run(_opened(url))
    click.echo(f"The database is as it was at {archive.made_at} UTC.")
    if unclear:
        click.echo(
            f"{unclear} of its messages may have been sent since, or not. Once Process Center "
            "serves, it looks for them; `process-center deliveries` tells what became of them."
        )


def _restore(archive: "Archive", url: str, *, replace: bool) -> None:
    import sys

    from bot.cli.kit import progress
    from bot.settings import inherited
    from core.posting.deliveries import Patience
    from store.backups import restoring
    from store.backups.database import look

    seen = look(url, to_restore=True)
    restoring.check(archive, seen, replace=replace)
    with progress.shown(sys.stderr, "Restoring") as told:

        def done(number: int, of: int) -> None:
            told("tables", number, of)

        restoring.restore(archive, seen, url, inherited(), Patience().most, done)


async def _opened(url: str) -> int:
    """Bring it to this version's shape; how many of its messages are unclear."""
    from store.database import Database
    from store.migrate import migrate

    await migrate(url)
    async with Database(url) as database:
        found = await database.row(
            "SELECT count(*) AS many FROM deliveries WHERE state = 'unknown'"
        )
    return int(found["many"]) if found else 0


COMMAND: click.Command = command
