"""A database as an older version of ours had it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from store.migrate import FOLDER
from tests.conftest import Server


@contextmanager
def at_revision(postgres: Server, revision: str) -> Iterator[str]:
    """The URL of an empty one."""
    with postgres.copy("template1") as url:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=NullPool
        )
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
        yield url
