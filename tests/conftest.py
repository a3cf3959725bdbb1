"""What every test may ask for: a real PostgreSQL, with one fresh migrated database a test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest

from store.database import Database
from store.embedded import EmbeddedServer
from store.migrate import migrate

pytest_plugins = ("tests.plugins.golden", "tests.plugins.chromium")

TEMPLATE = "template_center"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of this run alone.

    Not in pytest's own folder, which it closes to other users while a second run starts: as root,
    PostgreSQL runs as another user.
    """
    with (
        TemporaryDirectory(prefix="process-center-") as folder,
        EmbeddedServer(Path(folder) / "postgres") as server,
    ):
        yield server.url


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """The name of a migrated database that others are copied from."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(migrate(_named(postgres, TEMPLATE)))
    return TEMPLATE


@pytest.fixture
def database_url(postgres: str, template: str) -> Iterator[str]:
    """The URL of a database that is this test's own."""
    with copied(postgres, template) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database that is this test's own."""
    async with Database(database_url) as opened:
        yield opened


@contextmanager
def copied(postgres: str, template: str) -> Iterator[str]:
    """The URL of a copy of a database to which nobody is connected; it is dropped afterwards."""
    name = f"test_{uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield _named(postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")
