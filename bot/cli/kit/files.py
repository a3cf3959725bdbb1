"""Where what was written goes: to a file, whole or not at all, or to standard output.

A link is written through to what it names. What is no file (a pipe, a terminal, `/dev/null`) is
written to as it is; a disk and a socket are refused.
"""

import errno
import fcntl
import os
import re
import stat
import sys
import time
from collections.abc import Iterable
from io import FileIO
from pathlib import Path
from secrets import token_hex

import click

from core.errors import InputError

MARK = b"\xef\xbb\xbf"
PATIENCE = 10.0  # seconds until somebody has to read from a pipe
LOOK = 0.05
_OPEN = re.compile(r"/(?:dev|proc/(?:self|thread-self))/fd/(\d+)")  # by its number in a process
_REFUSED = {stat.S_IFBLK: "a disk", stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder"}


def check(file: Path) -> None:
    """Raises InputError where a file cannot be written: said before minutes of work, not after."""
    number = _open_number(file)
    if number is not None:
        _check_open(file, number)
        return
    there = _target(file)
    kind = _kind(there)
    if kind in _REFUSED:
        raise InputError(f"{file} is {_REFUSED[kind]}. Name a file.")
    if kind is not None and not _may_write(there):
        raise InputError(f"{file} may not be written to. Name another file.")
    if kind in (None, stat.S_IFREG):
        _check_folder(there.parent)


def check_ending(file: Path, *endings: str) -> None:
    """Raises InputError for a file that says by its ending that it is something else."""
    if file.suffix and file.suffix.lower() not in endings:
        raise InputError(f"{file} is written as {endings[0]}. Name a file that ends so.")


def to_file(
    file: Path, pieces: Iterable[str | bytes], *, marked: bool = False, private: bool = False
) -> None:
    """Write beside it and swap, so that neither a full disk nor Ctrl-C leaves half a file.

    A file that is there keeps its permissions and its owner; a new one that is `private` is its
    owner's alone. Text is written in UTF-8; `marked`, a file begins with its byte order mark, and a
    pipe never does. Raises InputError.
    """
    check(file)
    there = _target(file)
    try:
        if _open_number(file) is None and _kind(there) in (None, stat.S_IFREG):
            _swap(there, pieces, marked, private)
        else:
            with _opened(file) as open_file:
                for piece in pieces:
                    _put(open_file, _bytes(piece))
    except OSError as error:
        if error.errno == errno.EPIPE and _open_number(file) is not None:
            return  # a reader that leaves (`| head`) ends no work half-way, by whatever name
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be written ({reason}). Name another place.") from error


def deliver(file: Path | None, pieces: Iterable[str | bytes], *, marked: bool = False) -> None:
    """Write to the file and say so, or without one to standard output. Raises InputError."""
    if file is None:
        to_output(pieces)
    else:
        to_file(file, pieces, marked=marked)
        click.echo(f"Written to {file}.", err=True)


def to_output(pieces: Iterable[str | bytes]) -> None:
    """Write to standard output in UTF-8. Raises InputError where that is full."""
    sys.stdout.flush()
    out = sys.stdout.buffer
    for piece in pieces:
        out.write(_bytes(piece))
    out.flush()


def _target(file: Path) -> Path:
    """What its links lead to, whether it is there or not. Raises InputError for a ring of links."""
    try:
        there = file.resolve()
    except RuntimeError as error:
        raise InputError(f"{file} is a link to itself. Name another file.") from error
    except OSError as error:
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be written ({reason}). Name another place.") from error
    return there


def _kind(file: Path) -> int | None:
    """What it is, as `stat` has it; None where there is nothing."""
    try:
        return stat.S_IFMT(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        reason = error.strerror or "refused"
        raise InputError(f"{file} cannot be written ({reason}). Name another place.") from error


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(f"The folder {folder} is not there. Make it, or name another place.")
    if not _may_write(folder):
        raise InputError(f"The folder {folder} cannot be written to. Name another place.")


def _may_write(there: Path) -> bool:
    return os.access(there, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_open(file: Path, number: int) -> None:
    try:
        if fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY:
            return
    except OSError:
        pass
    raise InputError(f"{file} is not open for writing. Name another file.")


def _open_number(file: Path) -> int | None:
    """The number of a file that this process has open, where the path means one: `/dev/stdout`."""
    path = file.absolute()
    for _ in range(9):
        if found := _OPEN.fullmatch(os.path.normpath(path)):
            return int(found[1])
        if not os.path.islink(path):  # noqa: PTH114 which fails at a name that is too long
            return None
        path = path.parent / path.readlink()
    return None


def _swap(file: Path, pieces: Iterable[str | bytes], marked: bool, private: bool) -> None:
    beside = file.with_name(f".{token_hex(8)}.part")
    made = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(beside, made, 0o600 if private else 0o666), "wb") as open_file:
            if file.exists():
                _take_over(file.stat(), open_file.fileno())
            open_file.write(MARK if marked else b"")
            open_file.writelines(map(_bytes, pieces))
            os.fsync(open_file.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _take_over(before: os.stat_result, number: int) -> None:
    """Permissions and owner. Raises OSError where it is somebody else's, who would lose it."""
    made = os.fstat(number)
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        os.fchown(number, before.st_uid, before.st_gid)
    os.fchmod(number, stat.S_IMODE(before.st_mode))


def _opened(file: Path) -> FileIO:
    """What is no file on a disk. Nobody is waited for without end at a pipe.

    Nothing is held back: whoever is ended would else wait for a reader as it is closed.
    """
    number = _open_number(file)
    if number is not None:
        if number == 1:
            sys.stdout.flush()
        return FileIO(os.dup(number), "wb")
    until = time.monotonic() + PATIENCE
    while (opened := _begun(file)) is None:
        if time.monotonic() > until:
            raise InputError(f"Nobody reads from {file}. Start who does, or name another file.")
        time.sleep(LOOK)
    os.set_blocking(opened, True)
    return FileIO(opened, "wb")


def _put(open_file: FileIO, piece: bytes) -> None:
    """All of it, however little is taken at a time."""
    left = memoryview(piece)
    while left:
        left = left[open_file.write(left) :]


def _begun(file: Path) -> int | None:
    """Its number; None for a pipe from which nobody reads yet."""
    try:
        return os.open(file, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise


def _bytes(piece: str | bytes) -> bytes:
    """Half of a surrogate pair has no UTF-8; it becomes a question mark."""
    return piece.encode("utf-8", "replace") if isinstance(piece, str) else piece
