"""PostgreSQL's programs: which will do, what others see of them, and one that hangs."""

import os
import stat
import sys
from pathlib import Path

import pytest

from core.errors import SetupError
from store import postgres_wheel
from store.backups import programs

URL = (
    "postgresql://kim:open%20sesame@db.example:5433/center?sslmode=verify-full&sslpassword=hidden"
    "&keepalives_idle=7"
)


def test_no_secret_is_in_what_every_user_of_the_machine_sees() -> None:
    reached = programs.reached(URL, {"HOME": "/home/kim", "LC_ALL": "de_DE"})
    arguments = " ".join(reached.arguments)

    assert "sesame" not in arguments
    assert "hidden" not in arguments
    assert "keepalives_idle=7" in arguments
    assert "tcp_user_timeout=" in arguments, "a network that goes silent is noticed"
    said = {name: value for name, value in reached.environment.items() if name != "TZ"}
    assert said == {
        "HOME": "/home/kim",
        "LC_ALL": "C",
        "PGUSER": "kim",
        "PGPASSWORD": "open sesame",
        "PGHOST": "db.example",
        "PGPORT": "5433",
        "PGDATABASE": "center",
        "PGSSLMODE": "verify-full",
        "PGCONNECT_TIMEOUT": "5",
    }


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def installed(path: Path, name: str, body: str) -> Path:
    """A program in the folder."""
    file = path / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.mark.usefixtures("path")
def test_the_wheel_s_own_will_do_for_a_server_that_is_not_newer() -> None:
    folder = postgres_wheel.programs(postgres_wheel.newest())
    assert folder
    for version in (140011, 180004):
        found = programs.program("pg_dump", version, encrypted=False)
        assert found == folder / "pg_dump"
        assert os.access(found, os.X_OK)


@pytest.mark.parametrize(
    ("version", "encrypted", "has", "fine"),
    [
        (150001, True, "15.18 (Debian 15.18-0+deb12u1)", True),
        (150001, True, "17.2", True),
        (160001, True, "15.18", False),
        (150001, True, "", False),
        (990001, False, "99.1", True),
        (990001, False, "18.4", False),
    ],
)
def test_for_others_one_of_the_system_has_to_be_there(
    path: Path, version: int, encrypted: bool, has: str, fine: bool
) -> None:
    """The wheel's know no TLS: what they send would be seen by others."""
    if has:
        installed(path, "pg_dump", f'echo "pg_dump (PostgreSQL) {has}"')
    if fine:
        found = programs.program("pg_dump", version, encrypted=encrypted)
        assert found == path / "pg_dump"
        return
    with pytest.raises(SetupError, match=r"Install the client programs of PostgreSQL \d+ "):
        programs.program("pg_dump", version, encrypted=encrypted)


def test_a_program_without_a_version_is_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "SILENCE", 0.1)
    installed(path, "pg_dump", "/bin/sleep 60")

    with pytest.raises(SetupError, match="Install the client programs"):
        programs.program("pg_dump", 150001, encrypted=True)


def test_all_that_a_program_writes_comes_and_what_it_tells_meanwhile() -> None:
    heard: list[str] = []
    code = "import sys; sys.stderr.write('one\\ntwo\\n'); sys.stdout.write('x' * 200_000)"
    found = b"".join(programs.pieces([sys.executable, "-c", code], {}, heard.append))

    assert (len(found), heard) == (200_000, ["one", "two"])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("pg_restore: error: could not read from input file: end of file", "could not read from"),
        ('psql:<stdin>:12: ERROR:  relation "x" exists', 'relation "x" exists'),
        ("pg_dump: error: query failed: ERROR:  permission denied for table x", "permission"),
        ("pg_dump: dumping contents of table", None),
    ],
)
def test_what_a_program_tells_of_a_failure_is_one_sentence(line: str, says: str | None) -> None:
    found = programs.failure(line)
    assert found is None if says is None else str(found).startswith(says)
