"""Put a database back as a backup has it: in one transaction, so it is done whole or not at all."""

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from typing import IO

from core.errors import CenterError, InputError, SetupError, StoreAway
from store.backups import programs
from store.backups.archive import Archive, broken
from store.backups.database import Seen
from store.migrate import LOCK

HERE = Path(__file__).parent
OURS = "center: "  # before what empty.sql says itself
HEAD = b"\nSET client_encoding "
# A server before 17 does not know it, and it is none of a restore's business: see empty.sql.
NOT_EVERYWHERE = b"SET transaction_timeout = 0;"
_COPY = re.compile(rb"^COPY ", re.M)


def check(archive: Archive, seen: Seen, *, replace: bool) -> None:
    """Raises SetupError where the database is not one to put it into; nothing is done yet."""
    where = f"The database {seen.name}"
    if seen.kept.tables and not seen.kept.ours:
        raise SetupError(f"{where} has tables of another program. Name an empty one.")
    if seen.kept.filled and not replace:
        raise InputError(
            f"{where} is not empty, and a restore replaces all of it. Add --yes to do that."
        )
    if archive.schema != seen.schema:
        raise SetupError(
            f"{archive.file} is of the schema {archive.schema}, and {where[:1].lower()}{where[1:]} "
            f"uses {seen.schema}. Let its user's search_path begin with {archive.schema}."
        )


def restore(
    archive: Archive,
    seen: Seen,
    url: str,
    inherited: Mapping[str, str],
    repeats: int,
    done: Callable[[int, int], None],
) -> None:
    """Replace all that is in the database, or leave it as it is; `done` hears of how many tables.

    What may have been sent since is `unknown` after it, with all its `repeats` used up. Raises
    SetupError while somebody is at work there, InputError for a file that is not whole, StoreAway.
    """
    program = programs.program("psql", seen.version, encrypted=seen.encrypted)
    reached = programs.reached(url, inherited)
    values = {"schema": seen.schema, "lock": LOCK, "repeats": repeats, "made_at": archive.made_at}
    settings = {"ON_ERROR_STOP": 1, "VERBOSITY": "terse", "SHOW_CONTEXT": "never", **values}
    named = [f"--set={name}={value}" for name, value in settings.items()]
    command: list[str | Path] = [
        program,
        "--no-psqlrc",
        "--quiet",
        *named,
        *reached.arguments,
        "--file=-",
    ]
    with (
        TemporaryFile() as told,
        programs.begun(
            command, reached.environment, told, subprocess.PIPE, subprocess.DEVNULL
        ) as psql,
    ):
        try:
            assert psql.stdin  # noqa: S101 a pipe
            os.set_blocking(psql.stdin.fileno(), False)
            for piece in _script(archive, inherited, done):
                _write(psql.stdin.fileno(), piece)
            psql.stdin.close()
            ended = psql.wait(programs.QUIET)
        except BrokenPipeError:
            ended = psql.wait(programs.QUIET) or 1
        except (TimeoutError, subprocess.TimeoutExpired) as error:
            raise _failed(f"nothing was heard for {programs.QUIET:.0f} seconds") from error
        if ended:
            raise _failed(_reason(told))


def _script(
    archive: Archive, inherited: Mapping[str, str], done: Callable[[int, int], None]
) -> Iterator[bytes]:
    """All that is to be done, which is committed by its last line alone."""
    yield (HERE / "empty.sql").read_bytes()
    only = ("--no-owner", "--no-privileges", f"--schema={archive.schema}", "--file=-")
    command: list[str | Path] = [archive.reader, *only, str(archive.file.absolute())]
    number = 0
    try:
        for piece in _known_everywhere(programs.pieces(command, programs.plain(inherited))):
            yield piece
            if tables := len(_COPY.findall(piece)):
                number = min(number + tables, archive.tables)
                done(number, archive.tables)
    except programs.Failed as error:
        raise broken(archive.file, error) from error
    yield (HERE / "restored.sql").read_bytes()


def _known_everywhere(script: Iterable[bytes]) -> Iterator[bytes]:
    """The script without the setting that some servers do not know, which stands at its head."""
    head = b""
    through = False
    for piece in script:
        if through:
            yield piece
            continue
        head += piece
        through = HEAD in head
        if through:
            before, mark, rest = head.partition(HEAD)
            yield before.replace(NOT_EVERYWHERE, b"") + mark + rest
    if not through:
        yield head


def _write(number: int, piece: bytes) -> None:
    """All of it. Raises TimeoutError where nothing of it is taken, BrokenPipeError."""
    left = memoryview(piece)
    while left:
        if not select([], [number], [], programs.QUIET)[1]:
            raise TimeoutError
        try:
            left = left[os.write(number, left) :]
        except BlockingIOError:
            continue


def _reason(told: IO[bytes]) -> str:
    told.seek(0)
    lines = told.read().decode("utf-8", "replace").splitlines()
    return next(filter(None, map(programs.failure, lines)), "it says not why")


def _failed(reason: str) -> CenterError:
    if OURS in reason:
        return SetupError(f"{reason.partition(OURS)[2]}.")
    if "No space left" in reason:
        return StoreAway(
            "The disk of the database is full. It is as it was; make room, and restore it again."
        )
    return StoreAway(
        f"The database did not take it ({reason}). It is as it was; mend that, and try again."
    )
