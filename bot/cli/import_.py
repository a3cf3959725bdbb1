"""`import FILE`: take over an office file, and say what came of it."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from core.office.model import Office
    from core.office.references import ContentNames
    from store.office.file import OfficeFile
    from store.office.items import Changes, PartAndId

LARGEST = 50_000_000  # bytes; a file that never ends would fill the memory
SHOWN = 10  # names in a line; the rest is counted


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--prune", is_flag=True, help="Also remove what is not in FILE; lists it and asks.")
@click.option("--yes", is_flag=True, help="Answer the question of --prune with yes.")
def command(file: Path, prune: bool, yes: bool) -> None:
    """Import the office file FILE (YAML or JSON). Twice is the same as once."""
    office = _read(file)
    from bot.runtime import run

    gone = run(_would_go(office)) if prune else []
    _confirm(gone, yes)  # not within `run`, where nobody would hear Ctrl-C
    run(_import(office, gone))


def _read(file: Path) -> "OfficeFile":
    from bot.runtime import settings
    from core.errors import InputError
    from store.office.file import read_file

    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise InputError(f"{file} cannot be read ({reason}). Name a file that can.") from error
    if len(data) > LARGEST:
        raise InputError(f"{file} is larger than any office file. Look whether it is the one.")
    return read_file(data, file.name, settings().tenants)


async def _would_go(file: "OfficeFile") -> "list[PartAndId]":
    from bot.office_import import would_go
    from bot.runtime import database

    async with database() as db:
        return await would_go(db, file)


async def _import(file: "OfficeFile", gone: "list[PartAndId]") -> None:
    from functools import partial

    from bot.office_import import import_office, whole_office
    from bot.planning import on_import
    from bot.runtime import database, settings
    from bot.system_clock import system_time

    found = settings()
    content = _content(found.content_dir)
    async with database(found) as db:
        plan = partial(on_import, db, system_time())
        changes = await import_office(db, file, prune=gone, content=content, on_change=plan)
        office = await whole_office(db)
    click.echo("\n".join(report(changes, office)))


def _content(folder: Path) -> "ContentNames":
    """What the office may name of the content, by folder; nothing of a folder that is not there."""
    from store.content import formats
    from store.content.questions import load
    from store.content.standards import names

    content = {}
    if (folder / "questions").is_dir():
        content["questions"] = sorted(load(folder))
    if (folder / formats.FOLDER).is_dir():
        content["retros"] = sorted(formats.load(folder))
    if (folder / "standards").is_dir():
        content["standards"] = names(folder)
    return content


def _confirm(gone: "list[PartAndId]", yes: bool) -> None:
    from core.errors import InputError

    if not gone:
        return
    click.echo("These are not in the file and would be removed:")
    click.echo("\n".join(f"  {part} {id_}" for part, id_ in gone))
    if yes:
        return
    if not sys.stdin.isatty():
        raise InputError("Nothing was imported: --prune asks first. Add --yes to answer it.")
    if not click.confirm(f"Remove {len(gone)}?"):
        raise InputError("Nothing was imported. Leave --prune out to import without removing.")


def report(changes: "Changes", office: "Office") -> list[str]:
    """The lines that say what an import did, and what of the office is waiting."""
    from core.office.activity import waiting
    from store.office.zones import notes

    lines = [
        *_lines("Added", changes.added),
        *_lines("Changed", changes.changed),
        *_lines("Removed", changes.removed),
        *_counted("Kept as it was", changes.kept),
    ]
    idle = waiting(office)
    if idle:
        lines.append(f"Kept but not active yet: {', '.join(idle)}")
    lines += [f"Note: {each}" for each in notes(office)]
    return lines or ["The file names nothing; nothing was changed."]


def _lines(what: str, items: "Iterable[PartAndId]") -> list[str]:
    parts: dict[str, list[str]] = {}
    for part, id_ in items:
        parts.setdefault(part, []).append(id_)
    return [f"{what}: {_names(part, ids)}" for part, ids in parts.items()]


def _counted(what: str, items: "Iterable[PartAndId]") -> list[str]:
    parts = Counter(part for part, _ in items)
    told = ", ".join(f"{part} ({number})" for part, number in parts.items())
    return [f"{what}: {told}"] if told else []


def _names(part: str, ids: list[str]) -> str:
    if ids == [part]:
        return part
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{part} {', '.join(ids[:SHOWN])}{more}"


COMMAND: click.Command = command
