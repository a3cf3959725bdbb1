"""An embedded database as an older PostgreSQL made it, which the wheel still has."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from store import embedded_process, postgres_wheel

MAJOR = 16
PROGRAMS = postgres_wheel.programs(MAJOR)
needed = pytest.mark.skipif(PROGRAMS is None, reason="the wheel has no older PostgreSQL any more")


@contextmanager
def folder() -> Iterator[Path]:
    """One that nobody serves."""
    with TemporaryDirectory(prefix="process-center-") as made:
        there = Path(made) / "postgres"
        make(there)
        yield there


def make(there: Path) -> None:
    """By a user of its own where we are root, whom PostgreSQL refuses."""
    assert PROGRAMS
    there.with_name(f"{there.name}.lock").touch()
    user = embedded_process._user(PROGRAMS, there)
    there.mkdir(mode=0o700)
    if user:
        subprocess.run(["/bin/chown", user, there], check=True)  # noqa: S603
    how = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
    subprocess.run(  # noqa: S603
        [PROGRAMS / "initdb", "-D", there, *how],
        cwd=there.parent,
        user=user,
        check=True,
        capture_output=True,
    )
