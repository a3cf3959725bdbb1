"""Bring the database to the shape that this version needs, once, however many start at once."""

from pathlib import Path

from psycopg import OperationalError
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from core.away import away
from core.errors import SetupError
from store import suitable
from store.bounded import SILENCE, BoundedThread, alive
from store.threads import aside

FOLDER = Path(__file__).parent / "migrations"
STEP = 600.0  # seconds for one statement of a step, or for the process that is at it already
LOCK = 7_206_342_118  # any number; one deployment's starts wait for each other on it


def newest() -> str:
    """The id of the last step, which is the name of its file."""
    return max(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))


async def migrate(url: str, patience: float = STEP) -> None:
    """Run the steps that are missing; safe to call twice and at once from many processes.

    A statement that takes more than `patience` seconds is given up, and all of it with it.
    Raises StoreAway when the server cannot be reached, SetupError when it refuses us (there is no
    such database, or not for us), for one that will not do (see store/suitable.py), and for a
    database that is newer than this version.
    """
    try:
        await aside(_migrate, url, patience)
    except OperationalError as error:
        raise away(error.sqlstate) from error


async def step(url: str, patience: float = SILENCE) -> str | None:
    """The step that the database is at; None for an empty one. Raises as `migrate`."""
    try:
        return await aside(current, url, patience)
    except OperationalError as error:
        raise away(error.sqlstate) from error


def current(url: str, patience: float = SILENCE) -> str | None:
    """The step that the database is at; None for an empty one."""
    with connected(url, patience, autocommit=True) as connection:
        suitable.check(connection)
        there = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
        if there is None or there[0] is None:
            return None
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found[0]) if found else None


def connected(url: str, patience: float, *, autocommit: bool) -> BoundedThread:
    """A connection for a thread. Raises OperationalError, SetupError where we are not let in."""
    bounded = make_conninfo(url, **alive(url))
    try:
        made = BoundedThread.connect(bounded, autocommit=autocommit)
    except OperationalError as error:
        if PGconn.ping(bounded.encode()) != Ping.OK:
            raise
        raise suitable.refused(error) from error
    made.silence = patience
    return made


def _migrate(url: str, patience: float) -> None:
    at = current(url, min(SILENCE, patience))
    if at == newest():
        return  # spares the import of Alembic and SQLAlchemy, a third of a second
    if at is not None and at > newest():
        raise SetupError(
            f"The database is at {at}, which is newer than this version. Start the newer one."
        )
    with connected(url, patience, autocommit=True) as connection:
        suitable.check(connection, making=True)
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: connected(url, patience, autocommit=False),
        poolclass=NullPool,
    )
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise error.orig or error from error
