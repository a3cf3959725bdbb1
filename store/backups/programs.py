"""PostgreSQL's own programs: which of those that are there will do, and how they are run."""

import os
import re
import selectors
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from core.errors import SetupError
from store import postgres_wheel
from store.bounded import SILENCE, alive

QUIET = 600.0  # seconds without a sign of life from a program, or from the server behind it
PIECE = 1 << 16


class Failed(Exception):
    """A program did not do it; the words are its own, without a value of any row."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How programs get to a database: arguments, and an environment with what nobody may see."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def reached(url: str, inherited: Mapping[str, str]) -> Reached:
    """The address for programs. Every user of a machine sees arguments, so no secret is in them."""
    asked = Conninfo.parse(make_conninfo(url, **alive(url)).encode())
    given = [each for each in asked if each.val is not None]
    named = {each.envvar: each.val for each in given if each.envvar}
    rest = {
        each.keyword.decode(): each.val.decode()
        for each in given
        if each.val and not each.envvar and each.dispchar != b"*"
    }
    environment = {name.decode(): (value or b"").decode() for name, value in named.items()}
    return Reached(
        ("--no-password", f"--dbname={make_conninfo('', **rest)}"),
        {**plain(inherited), **environment},
    )


def plain(inherited: Mapping[str, str]) -> dict[str, str]:
    """What a program of PostgreSQL says is read, so it says it in English."""
    return {**inherited, "LC_ALL": "C", "TZ": "UTC"}


def program(name: str, version: int, *, encrypted: bool) -> Path:
    """One that can speak to a server of that version, as PostgreSQL numbers it.

    The wheel's own where it will do. They know no TLS, so they are not for a server to which we
    speak encrypted: whatever they sent would be seen by others. Raises SetupError.
    """
    major = version // 10_000
    ours = postgres_wheel.newest()
    folder = postgres_wheel.programs(ours)
    if folder and not encrypted and ours >= major:
        return folder / name
    installed = shutil.which(name)
    if installed and _major(Path(installed)) >= major:
        return Path(installed)
    why = "is reached encrypted" if encrypted else f"is PostgreSQL {major}"
    raise SetupError(
        f"The server {why}, for which the {name} that comes along will not do. Install the client "
        f"programs of PostgreSQL {max(major, ours)} (postgresql-client), so that {name} is on the "
        "PATH."
    )


def readers() -> Iterator[Path]:
    """Each pg_restore there is; what wrote a file may be newer than the first."""
    if folder := postgres_wheel.programs(postgres_wheel.newest()):
        yield folder / "pg_restore"
    if installed := shutil.which("pg_restore"):
        yield Path(installed)


def pieces(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    heard: Callable[[str], None] = lambda _line: None,
) -> Iterator[bytes]:
    """What a program writes; `heard` gets each line of what it tells meanwhile.

    Raises Failed at the end where it failed, or at once where it is silent for too long.
    """
    told = _Lines(heard)
    with begun(command, environment, stderr=subprocess.PIPE) as process:
        assert process.stdout  # noqa: S101 a pipe, and the next
        assert process.stderr  # noqa: S101
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            waiting.register(process.stderr, selectors.EVENT_READ)
            while waiting.get_map():
                ready = waiting.select(QUIET)
                if not ready:
                    raise Failed(f"nothing was heard for {QUIET:.0f} seconds")
                for key, _ in ready:
                    piece = os.read(key.fd, PIECE)
                    if not piece:
                        waiting.unregister(key.fileobj)
                    elif key.fileobj is process.stdout:
                        yield piece
                    else:
                        told.write(piece)
        if process.wait(QUIET):
            raise Failed(told.reason)


@contextmanager
def begun(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    stderr: IO[bytes] | int,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A program at work, until the end of the block. Ctrl-C reaches us alone, who end it then."""
    with subprocess.Popen(  # noqa: S603 PostgreSQL's own
        command,
        env=environment,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


class _Lines:
    """What a program tells, line by line, and the last of it that tells a failure."""

    def __init__(self, heard: Callable[[str], None]) -> None:
        self._heard = heard
        self._rest = b""
        self.reason = "it says not why"

    def write(self, piece: bytes) -> None:
        """Some more of it."""
        *lines, self._rest = (self._rest + piece).split(b"\n")
        for each in lines:
            line = each.decode("utf-8", "replace")
            self._heard(line)
            self.reason = failure(line) or self.reason


def failure(line: str) -> str | None:
    """What a line tells of a failure; None where it tells none."""
    found = re.search(r"(?:error|ERROR|FATAL): +(?:.*(?:ERROR|FATAL): +)?(.*)", line)
    return found[1].rstrip(".") if found else None


def _major(file: Path) -> int:
    """0 for one that does not say."""
    try:
        done = subprocess.run(  # noqa: S603
            [file, "--version"], capture_output=True, text=True, timeout=SILENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0
