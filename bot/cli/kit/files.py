"""Where what was written goes: to a file, whole or not at all, or to standard output."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from core.errors import InputError

MARK = b"\xef\xbb\xbf"


def check(file: Path) -> None:
    """Raises InputError where a file cannot be written: said before minutes of work, not after."""
    folder = file.resolve().parent
    if file.is_dir():
        raise InputError(f"{file} is a folder. Name a file in it.")
    if not folder.is_dir():
        raise InputError(f"The folder {folder} is not there. Make it, or name another place.")
    if not os.access(folder, os.W_OK):
        raise InputError(f"The folder {folder} cannot be written to. Name another place.")


def check_ending(file: Path, *endings: str) -> None:
    """Raises InputError for a file that says by its ending that it is something else."""
    if file.suffix and file.suffix.lower() not in endings:
        raise InputError(f"{file} is written as {endings[0]}. Name a file that ends so.")


def to_file(file: Path, pieces: Iterable[str | bytes], *, marked: bool = False) -> None:
    """Write beside it and swap, so that neither a full disk nor Ctrl-C leaves half a file.

    Text is written in UTF-8, `marked` by its byte order mark. Raises InputError.
    """
    file = file.resolve()
    device = file.exists() and not file.is_file()
    beside = file if device else file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as open_file:
            open_file.write(MARK if marked else b"")
            open_file.writelines(map(_bytes, pieces))
        if not device:
            beside.replace(file)
    except OSError as error:
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be written ({reason}). Name another place.") from error
    finally:
        if not device:
            beside.unlink(missing_ok=True)


def deliver(file: Path | None, pieces: Iterable[str | bytes], *, marked: bool = False) -> None:
    """Write to the file and say so, or without one to standard output. Raises InputError."""
    if file is None:
        to_output(pieces)
    else:
        to_file(file, pieces, marked=marked)
        click.echo(f"Written to {file}.", err=True)


def to_output(pieces: Iterable[str | bytes]) -> None:
    """Write to standard output in UTF-8. A reader that left early (`| head`) is no failure."""
    out = sys.stdout.buffer
    try:
        for piece in pieces:
            out.write(_bytes(piece))
        out.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at its end (docs.python.org, signal).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bytes(piece: str | bytes) -> bytes:
    """Half of a surrogate pair has no UTF-8; it becomes a question mark."""
    return piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
