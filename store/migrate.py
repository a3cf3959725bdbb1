"""Bring the database to the shape that this version needs, once, however many start at once."""

import asyncio
from pathlib import Path

from psycopg import Connection, OperationalError, connect
from psycopg.pq import PGconn, Ping

from core.errors import SetupError, StoreAway
from store import suitable
from store.database import AWAY

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_206_342_118  # any number; one deployment's starts wait for each other on it


def newest() -> str:
    """The id of the last step, which is the name of its file."""
    return max(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))


async def migrate(url: str) -> None:
    """Run the steps that are missing; safe to call twice and at once from many processes.

    Raises StoreAway when the server cannot be reached, SetupError when it refuses us (there is no
    such database, or not for us), for one that will not do (see store/suitable.py), and for a
    database that is newer than this version.
    """
    try:
        await asyncio.to_thread(_migrate, url)
    except OperationalError as error:
        raise StoreAway(AWAY) from error


async def step(url: str) -> str | None:
    """The step that the database is at; None for an empty one. Raises as `migrate`."""
    try:
        return await asyncio.to_thread(current, url)
    except OperationalError as error:
        raise StoreAway(AWAY) from error


def current(url: str) -> str | None:
    """The step that the database is at; None for an empty one."""
    with _connected(url) as connection:
        suitable.check(connection)
        there = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
        if there is None or there[0] is None:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else None


def _connected(url: str) -> Connection:
    try:
        return connect(url, autocommit=True, connect_timeout=5)
    except OperationalError as error:
        if PGconn.ping(url.encode()) != Ping.OK:
            raise
        raise suitable.refused(error) from error


def _migrate(url: str) -> None:
    at = current(url)
    if at == newest():
        return  # spares the import of Alembic and SQLAlchemy, a third of a second
    if at is not None and at > newest():
        raise SetupError(
            f"The database is at {at}, which is newer than this version. Start the newer one."
        )
    with _connected(url) as connection:
        suitable.check(connection, making=True)
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, text
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: connect(url), poolclass=NullPool
    )
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
