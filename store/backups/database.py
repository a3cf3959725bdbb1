"""A database as a backup or restore finds it, looked at before anything is done."""

from dataclasses import dataclass

from psycopg import Connection, OperationalError
from psycopg.rows import class_row

from core.away import away
from core.errors import SetupError
from store import suitable
from store.bounded import SILENCE
from store.migrate import connected


@dataclass(frozen=True, slots=True)
class Kept:
    """`tables` of our schema, of which `ours` says whether they are Process Center's.

    `filled` is False where nothing is in them that anybody would miss.
    """

    tables: int
    ours: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """`version` is the server's, as PostgreSQL numbers it; `encrypted`, how we speak to it."""

    version: int
    encrypted: bool
    name: str
    schema: str
    kept: Kept


def look(url: str, *, to_restore: bool = False) -> Seen:
    """Raises SetupError and StoreAway as `migrate` does; to save one, reading it is enough."""
    try:
        with connected(url, SILENCE, autocommit=True) as connection:
            if to_restore:
                suitable.check(connection, making=True)
            elif says := suitable.too_old(connection.info.server_version):
                raise SetupError(says)
            found = connection.execute(
                "SELECT current_database()::text, coalesce(current_schema()::text, '')"
            ).fetchone()
            name, schema = found or ("", "")
            with connection.cursor(row_factory=class_row(Kept)) as cursor:
                kept = cursor.execute(
                    """
                    SELECT count(*) AS tables,
                        coalesce(bool_or(relname = 'alembic_version')
                            AND bool_or(relname = 'rehearsal_clock'), false) AS ours,
                        false AS filled
                    FROM pg_class
                    WHERE relkind IN ('r', 'p') AND relnamespace = to_regnamespace(%(schema)s)
                    """,
                    {"schema": f'"{schema}"'},
                ).fetchone() or Kept(0, False, False)
            if kept.ours:
                kept = Kept(kept.tables, True, _filled(connection))
            return Seen(
                connection.info.server_version, connection.pgconn.ssl_in_use, name, schema, kept
            )
    except OperationalError as error:
        raise away(error.sqlstate) from error


def _filled(connection: Connection) -> bool:
    found = connection.execute(
        """
        SELECT EXISTS (SELECT FROM office_items) OR EXISTS (SELECT FROM addresses)
            OR EXISTS (SELECT FROM people) OR EXISTS (SELECT FROM deliveries)
        """
    ).fetchone()
    return bool(found and found[0])
