"""Saving and restoring, and what is in a database."""

from contextlib import closing
from pathlib import Path

import psycopg

from bot.settings import inherited
from store.backups import archive, database, restoring, taking

MOST = 3


def save(url: str, file: Path) -> Path:
    """As the command does it."""
    file.write_bytes(b"".join(taking.take(url, inherited(), lambda *_: None)))
    return file


def restore(url: str, file: Path, *, replace: bool = True) -> None:
    """As the command does it."""
    found = archive.look(file, inherited())
    seen = database.look(url, to_restore=True)
    restoring.check(found, seen, replace=replace)
    restoring.restore(found, seen, url, inherited(), MOST, lambda *_: None)


def rows(url: str) -> dict[str, list[str]]:
    """Every row of every table."""
    with closing(psycopg.connect(url)) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {
            name: sorted(
                str(row[0])
                for row in connection.execute(f'SELECT t::text FROM "{name}" AS t'.encode())  # noqa: S608
            )
            for (name,) in names.fetchall()
        }


def say(url: str, statement: str) -> None:
    """Change something behind our back."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(statement.encode())
