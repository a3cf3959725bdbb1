"""`export [FILE]`: write the office as the file that would import it."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def command(file: Path | None) -> None:
    """Write the office to FILE as YAML, or to the terminal. Importing it gives the same office."""
    from bot.cli.kit.files import check, check_ending, deliver
    from bot.runtime import run

    if file:
        check_ending(file, ".yaml", ".yml")
        check(file)
    text: str = run(_export())
    deliver(file, [text])


async def _export() -> str:
    from bot.office_import import whole_office
    from bot.runtime import database
    from store.office.file import write

    async with database() as db:
        return write(await whole_office(db))


COMMAND: click.Command = command
