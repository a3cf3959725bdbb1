"""A file that may be a backup: what it is of, found out before anything is done with it."""

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from store.backups import programs
from store.migrate import newest

OLDEST = "0014_failing_jobs"  # the step at which backups were first made; see restored.sql
MARK = b"PGDMP"
_STEP = re.compile(r"\d{4}_\w+")


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that this version can restore, by the program `reader`.

    `step` is its step of migration, `made_at` when it was made, in UTC; `moved` says that it is of
    a rehearsal whose clock was moved.
    """

    file: Path
    reader: Path
    schema: str
    step: str
    made_at: str
    tables: int
    moved: bool


def look(file: Path, inherited: Mapping[str, str]) -> Archive:
    """Raises InputError for what is none of ours, is not whole, or is of a newer version."""
    _check_file(file)
    reader, listed = _listed(file, inherited)
    schema = re.search(r" TABLE DATA (.+) alembic_version ", listed)
    if schema is None or " TABLE DATA " not in listed or " rehearsal_clock " not in listed:
        raise InputError(f"{file} is of another program. Name a backup of Process Center.")
    made_at = re.search(r"^; Archive created at (\S+ \S+)", listed, re.M)
    only = ("--data-only", "--table=alembic_version", "--table=rehearsal_clock")
    said = _run(file, [reader, *only, "--file=-"], inherited)
    step = _row(said, "alembic_version")
    return Archive(
        file,
        reader,
        schema[1],
        _known(file, step),
        made_at[1] if made_at else "",
        listed.count(" TABLE DATA "),
        not _row(said, "rehearsal_clock").endswith("\t00:00:00"),
    )


def broken(file: Path, error: Exception) -> InputError:
    """It cannot be read to its end."""
    return InputError(f"{file} is not whole ({error}). Take another copy of it.")


def _check_file(file: Path) -> None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise InputError(
                f"{file} is no file, and a backup is read more than once. Name a file."
            )
        with file.open("rb") as opened:
            head = opened.read(len(MARK))
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise InputError(f"{file} cannot be read ({reason}). Name a file that can.") from error
    if head != MARK:
        raise InputError(f"{file} is no backup. Name a file that `process-center backup` wrote.")


def _listed(file: Path, inherited: Mapping[str, str]) -> tuple[Path, str]:
    """What is in it, by the first program that understands it."""
    for reader in programs.readers():
        try:
            return reader, _run(file, [reader, "--list"], inherited)
        except _TooNew:
            continue
    raise InputError(
        f"{file} was written by a newer PostgreSQL than there is here. Install its client programs "
        "(postgresql-client), so that pg_restore is on the PATH."
    )


class _TooNew(Exception):
    """Its format is one that the program does not know."""


def _run(file: Path, command: list[str | Path], inherited: Mapping[str, str]) -> str:
    try:
        said = programs.pieces([*command, str(file.absolute())], programs.plain(inherited))
        return b"".join(said).decode("utf-8", "replace")
    except programs.Failed as error:
        if "unsupported version" in str(error):
            raise _TooNew from error
        raise broken(file, error) from error


def _row(said: str, table: str) -> str:
    """The one row that a table has."""
    found = re.search(rf"^COPY \S+\.{table} .*\n(.*)\n\\\.$", said, re.M)
    return found[1] if found else ""


def _known(file: Path, step: str) -> str:
    if not _STEP.fullmatch(step):
        raise InputError(f"{file} is of a database that was not begun. Name another backup.")
    if step > newest():
        raise InputError(
            f"{file} is at {step}, which is newer than this version. Restore it with the newer one."
        )
    if step < OLDEST:
        raise InputError(
            f"{file} is at {step}, from before there were backups. Restore it by pg_restore with "
            "the version that it is of, and start this one then."
        )
    return step
