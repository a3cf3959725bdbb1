"""Whether a database is one that we can work with, found out before anything is done in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from psycopg import Connection, OperationalError, ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import class_row

from core.errors import CenterError, SetupError, StoreAway

SETTING = "PROCESS_CENTER_DATABASE_URL"
OLDEST = 14
_FULL = ("too many", "connection slots")  # in what a server says that has no connection to spare


@dataclass(frozen=True, slots=True)
class Told:
    """What a database says of itself, and of what our `role` may do there.

    `schema` is where our tables are looked for, None where there is none; `known` is False where
    they are there and are not ours.
    """

    encoding: str
    read_only: bool
    name: str
    role: str
    schema: str | None
    may_create: bool
    known: bool
    dates: str
    intervals: str


def understood(url: str) -> bool:
    """Whether it is an address. An @ as it is in a password makes another host than was meant."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        return False
    port = str(parts.get("port") or "0")
    return "@" not in str(parts.get("host") or "") and port.replace(",", "").isdigit()


def check(connection: Connection, *, making: bool = False) -> None:
    """Raises SetupError where we cannot work there, or with `making` not make our tables."""
    version = connection.info.server_version
    if says := too_old(version) or judged(_asked(connection), making=making):
        raise SetupError(says)


def too_old(version: int) -> str | None:
    """What to do about a server of that version, as PostgreSQL numbers it; None for a good one."""
    major, rest = divmod(version, 10_000)
    if major >= OLDEST:
        return None
    called = f"{major}" if major >= 10 else f"{major}.{rest // 100}"
    return (
        f"The database runs on PostgreSQL {called}, and {OLDEST} is the oldest that will do. "
        f"Name a newer one in {SETTING}."
    )


def judged(told: Told, *, making: bool) -> str | None:
    """What to do about it; None where all is well."""
    return next(_faults(told, making=making), None)


def _faults(told: Told, *, making: bool) -> Iterator[str]:
    where = f"database {told.name}"
    if told.encoding != "UTF8":
        yield (
            f"The {where} holds {told.encoding}, which cannot keep every name. Make one by "
            f"`createdb --encoding=UTF8 --template=template0`, and name it in {SETTING}."
        )
    if told.read_only:
        yield f"The {where} can only be read. Name one in {SETTING} that can be written to."
    if told.schema is None:
        yield f"{told.role} may use no schema of the {where}: let it use the schema public."
    if not told.known:
        yield f"{told.role} may not use the tables of the {where}. Name in {SETTING} who made them."
    for name, value, wanted in (
        ("datestyle", told.dates, "ISO"),
        ("intervalstyle", told.intervals, "postgres"),
    ):
        if value.split(",")[0] != wanted:
            yield (
                f"The {where} has the {name} {value}: let its administrator run "
                f"`ALTER DATABASE {told.name} SET {name} = '{wanted}'`."
            )
    if making and not told.may_create:
        yield (
            f"{told.role} may make no tables in the {where}: let its administrator run "
            f"`GRANT CREATE ON SCHEMA {told.schema} TO {told.role}`."
        )


def refused(error: OperationalError) -> CenterError:
    """What a server says that is there and does not let us in."""
    why = str(error).splitlines()[0].rpartition("FATAL:")[2].strip()
    if any(each in why for each in _FULL):
        return StoreAway(f"The database has no connection left ({why}). Try again in a minute.")
    return SetupError(
        f"The server of {SETTING} refuses us ({why}). "
        "Check the name of the database, the user and the password."
    )


def _asked(connection: Connection) -> Told:
    with connection.cursor(row_factory=class_row(Told)) as cursor:
        found = cursor.execute(
            """
            SELECT current_setting('server_encoding') AS encoding,
                pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS read_only,
                current_database()::text AS name,
                current_user::text AS role,
                current_schema()::text AS schema,
                coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
                coalesce(
                    has_table_privilege(to_regclass('alembic_version'), 'SELECT')
                    AND has_table_privilege(to_regclass('alembic_version'), 'INSERT'), true
                ) AS known,
                current_setting('datestyle') AS dates,
                current_setting('intervalstyle') AS intervals
            """
        ).fetchone()
    assert found is not None  # noqa: S101 (a SELECT without FROM has one row)
    return found
