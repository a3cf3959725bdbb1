"""`export [FILE]`: write the office as the file that would import it."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
def command(file: Path | None) -> None:
    """Write the office to FILE as YAML, or to the terminal. Importing it gives the same office."""
    from bot.runtime import run

    text: str = run(_export())
    if file is None:
        click.echo(text, nl=False)
    else:
        _write(file, text)
        click.echo(f"Written to {file}.", err=True)


async def _export() -> str:
    from bot.office_import import whole_office
    from bot.runtime import database
    from store.office_file import write

    async with database() as db:
        return write(await whole_office(db))


def _write(file: Path, text: str) -> None:
    """Write beside it and swap, so that a full disk never leaves half a file."""
    from core.errors import InputError

    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as error:
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be written ({reason}). Name another place.") from error


COMMAND: click.Command = command
