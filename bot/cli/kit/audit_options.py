"""What the options of `audit` say, and which of them do not go together: none is passed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bot.cli.kit import files
from core.errors import InputError

AS_IT_IS = "What is in {file} is there already. Copy the file, or add --anonymise."
NO_FILE = "--anonymise is for what is kept. Name a file with --save-snapshot."
NOT_RESUMED = "--snapshot reads nothing, so there is nothing to go on with. Leave --resume out."
WHOLE = "A snapshot is anonymised as a whole, and --team would change nothing. Leave --team out."


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """No `teams` is all of them, `file` None is standard output."""

    standards: tuple[str, ...]
    teams: tuple[str, ...]
    format: str
    file: Path | None
    everything: bool
    save: Path | None = None
    snapshot: Path | None = None
    anonymise: bool = False
    resume: bool = False


def check(asked: AuditOptions) -> None:
    """Raises InputError for options that do not go together, before anything is read."""
    for mistake in _mistakes(asked):
        raise InputError(mistake)
    if asked.save:
        files.check(asked.save)


def _mistakes(asked: AuditOptions) -> Iterator[str]:
    if asked.anonymise and not asked.save:
        yield NO_FILE
    if asked.snapshot:
        yield from _again(asked)
    named = (("--output", asked.file), ("--save-snapshot", asked.save))
    given = [(name, file) for name, file in (*named, ("--snapshot", asked.snapshot)) if file]
    for (one, file), (other, another) in combinations(given, 2):
        if file.resolve() == another.resolve():
            yield f"{one} and {other} name the same file, {file}. Name two."


def _again(asked: AuditOptions) -> Iterator[str]:
    if asked.resume:
        yield NOT_RESUMED
    if asked.save and not asked.anonymise:
        yield AS_IT_IS.format(file=asked.snapshot)
    if asked.save and asked.teams:
        yield WHOLE
