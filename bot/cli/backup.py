"""`backup FILE`: the whole database in one file."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Save the whole database to FILE, as it is now.

    Process Center may be at work meanwhile. All that people wrote is in FILE, so keep it as safe
    as the database. Settings, the certificate and the content folder are not in it.
    """
    import sys

    from bot.cli.kit import files, progress
    from bot.runtime import server_of, settings
    from bot.settings import inherited
    from store.backups.taking import take

    files.check(file)
    with server_of(settings(), made=False) as url, progress.shown(sys.stderr, "Saving") as told:

        def done(number: int, of: int) -> None:
            told("tables", number, of)

        files.to_file(file, take(url, inherited(), done), private=True)
    click.echo(f"Saved to {file}.", err=True)


COMMAND: click.Command = command
