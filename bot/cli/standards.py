"""`standards check [FILE…]`: every mistake in standards, before an audit meets it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from core.standards.model import Standard


@click.group()
def command() -> None:
    """Check the standards that teams are audited against."""


@command.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Tell every mistake in the standards at once.

    Those in FILE…, or all that are there.
    """
    from bot.system_clock import system_time

    standards = _read(files or _all())
    click.echo(_summary(standards))
    for note in _ended(standards, system_time().date()):
        click.echo(note)
    for note in _for_nobody(standards):
        click.echo(note)


def _read(files: "Sequence[Path]") -> "Sequence[Standard]":
    """Where something is wrong it may be the name of a team: who knows them is asked only then."""
    from bot.cli.kit.seen_teams import seen_teams
    from core.errors import StandardError
    from store.content.standards import load_files

    try:
        return load_files(files)
    except StandardError:
        return load_files(files, seen_teams())


def _all() -> "Sequence[Path]":
    from bot.settings import Settings
    from core.errors import SetupError
    from store.content.standards import FOLDER, files

    folder = Settings.load().content_dir
    if found := files(folder):
        return found
    raise SetupError(f"There are no standards in {folder / FOLDER}. Put one there, or name a FILE.")


def _summary(standards: "Sequence[Standard]") -> str:
    from core.words import count

    clauses = sum(len(standard.clauses) for standard in standards)
    waivers = sum(len(standard.waivers) for standard in standards)
    counted = (count(standards, "standard"), count(clauses, "clause"), count(waivers, "waiver"))
    return f"{', '.join(counted)}: all fine."


def _ended(standards: "Sequence[Standard]", today: "date") -> "Iterator[str]":
    from core.standards.checks import ended

    for standard in standards:
        for waiver in ended(standard, today):
            whom = f"team {waiver.team}" if waiver.team else waiver.person or "the organisation"
            yield (
                f"Note: in {standard.name} the waiver of {waiver.rule} for {whom} ended on"
                f" {waiver.until}, so the rule counts again. Remove it, or have it approved anew."
            )


def _for_nobody(standards: "Sequence[Standard]") -> "Iterator[str]":
    """Where a run is kept: those that are for none of the teams it saw. It may be meant so."""
    from bot.cli.kit.seen_teams import seen_teams
    from core.standards.checks import meets_none
    from core.words import count

    teams = seen_teams()
    for standard in standards:
        if teams and meets_none(standard, teams):
            yield (
                f"Note: {standard.name} is for none of the {count(teams, 'team')} of the newest"
                " audit. Look at its applies_to; until such a team is there, nothing is judged."
            )


COMMAND: click.Group = command
