"""What every test may ask for: a real PostgreSQL, with one fresh migrated database a test."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from store.content import Content, load
from store.database import Database
from store.embedded import EmbeddedServer
from store.migrate import migrate

# A busy machine is no fault of the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

pytest_plugins = ("tests.plugins.golden", "tests.plugins.chromium")

CONTENT = Path(__file__).parents[1] / "content"
TEMPLATE = "template_center"
MEMORY = Path("/dev/shm")  # noqa: S108 Linux's file system in memory; the folder's name is random
ROOM = 2 * 1024**3  # bytes; a run needs a few hundred million
SELDOM = (50_000, 20, 20)  # objects that are new until garbage is looked for; Python's own is 700


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what is loaded, as a server does (bot/app.py)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@cache
def shipped() -> Content:
    """The content that comes along, read once for all tests."""
    return load(CONTENT)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of this run alone, which nobody has to wait for.

    It loses all it has with the machine. What has to outlive a crash is tried on servers of their
    own: those of the tests that kill, and of store/embedded.py.
    """

    url: str
    connection: psycopg.Connection
    left: list[str] = field(default_factory=list)

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """The URL of a copy of a database to which nobody is connected.

        It is dropped when the next one is made: at once, its last connections would be waited for.
        """
        name = f"test_{uuid4().hex[:12]}"
        while self.left:
            self.connection.execute(f"DROP DATABASE {self.left.pop()} WITH (FORCE)")
        self.connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        yield self.url_of(name)
        self.left.append(name)

    def url_of(self, name: str) -> str:
        """The URL of one of its databases."""
        return self.url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The server of this run."""
    with (
        TemporaryDirectory(prefix="process-center-", dir=_quick()) as folder,
        EmbeddedServer(Path(folder) / "postgres") as server,
        psycopg.connect(server.url, autocommit=True) as connection,
    ):
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
        yield Server(server.url, connection)


def _quick() -> Path | None:
    """A folder in memory: a database is copied there in 20 ms, and on some disks in 400.

    Else the system's own for such things, and never pytest's, which it closes to other users while
    a second run starts: as root, PostgreSQL runs as another user.
    """
    there = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if there else None


@pytest.fixture(scope="session")
def template(postgres: Server) -> str:
    """The name of a migrated database that others are copied from."""
    postgres.connection.execute(f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(migrate(postgres.url_of(TEMPLATE)))
    return TEMPLATE


@pytest.fixture
def database_url(postgres: Server, template: str) -> Iterator[str]:
    """The URL of a database that is this test's own."""
    with postgres.copy(template) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database that is this test's own."""
    async with Database(database_url) as opened:
        yield opened
