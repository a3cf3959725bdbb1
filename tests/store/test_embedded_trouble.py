"""An embedded server that died, and one at which another process is, and does not end."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from core.errors import SetupError
from store import embedded
from store.embedded import EmbeddedServer

WAIT = 60.0  # seconds after which a test gives up


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where a server may live: as root, PostgreSQL runs as another user, so not in pytest's own."""
    with TemporaryDirectory(prefix="process-center-") as made:
        yield Path(made) / "postgres"


def test_a_server_that_died_is_started_again_by_who_uses_it(folder: Path) -> None:
    """As it dies on a full disk; what it had is there."""
    with EmbeddedServer(folder) as used:
        with psycopg.connect(used.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        assert not used.keep_up(), "it runs"
        os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        until = time.monotonic() + WAIT
        while not used.keep_up():
            assert time.monotonic() < until
            time.sleep(0.02)
        with psycopg.connect(used.url, autocommit=True) as connection:
            assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)
        assert not used.keep_up()


def test_who_starts_waits_for_another_only_so_long(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    with folder.with_name("postgres.starting").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SetupError, match="does not start"), EmbeddedServer(folder):
            pass
