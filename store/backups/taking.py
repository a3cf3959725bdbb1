"""Write the whole database as one file, while everything may be at work on it."""

from collections.abc import Callable, Iterator, Mapping

from core.errors import SetupError, StoreAway
from store.backups import programs
from store.backups.database import Seen, look

NOTHING = "There is no database of Process Center yet, so there is nothing to save."
LOCKS = 60_000  # milliseconds for the locks of reading, which a migration alone does not share


def take(
    url: str, inherited: Mapping[str, str], done: Callable[[int, int], None]
) -> Iterator[bytes]:
    """The file's pieces: all as it was at one moment; `done` hears of how many tables.

    Raises SetupError and StoreAway, half-way too.
    """
    seen = look(url)
    if not seen.kept.ours:
        raise SetupError(NOTHING)
    return _dumped(seen, programs.reached(url, inherited), done)


def _dumped(
    seen: Seen, reached: programs.Reached, done: Callable[[int, int], None]
) -> Iterator[bytes]:
    program = programs.program("pg_dump", seen.version, encrypted=seen.encrypted)
    schema = seen.schema.replace('"', '""')
    number = 0

    def heard(line: str) -> None:
        nonlocal number
        if ": dumping contents of table " in line:
            number += 1
            done(min(number, seen.kept.tables), seen.kept.tables)

    how = ("--format=custom", "--no-owner", "--no-privileges", "--verbose")
    only = (f'--schema="{schema}"', f"--lock-wait-timeout={LOCKS}")
    try:
        yield from programs.pieces(
            [program, *how, *only, *reached.arguments], reached.environment, heard
        )
    except programs.Failed as error:
        raise StoreAway(
            f"The database could not be saved ({error}). Nothing was written; try again."
        ) from error
