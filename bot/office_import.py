"""One import of an office file, whole or not at all, with all that follows from it."""

from collections.abc import Awaitable, Callable, Iterable

from core.office.model import Office
from core.office.references import ContentNames
from store.bounded import LONG
from store.database import Connection, Database
from store.office.file import OfficeFile
from store.office.items import Changes, OfficeStore, PartAndId

OnChange = Callable[[Connection, Office], Awaitable[None]]


async def import_office(
    database: Database,
    file: OfficeFile,
    *,
    prune: Iterable[PartAndId] = (),
    content: ContentNames | None = None,
    on_change: OnChange | None = None,
) -> Changes:
    """Apply the file and remove what `prune` names, in one transaction.

    `on_change` gets the office as it is then, in the same transaction: what is planned from it
    cannot disagree with it. Raises OfficeError, with nothing stored, for every mistake there is.
    """
    store = OfficeStore(database)
    async with database.transaction(LONG) as connection:
        changes = await store.apply(connection, file, without=prune, content=content)
        if on_change:
            await on_change(connection, await store.load(connection))
        return changes


async def would_go(database: Database, file: OfficeFile) -> list[PartAndId]:
    """What `--prune` would remove: kept in the database and not in the file.

    Raises OfficeError already here, before anybody is asked, when the file could not be imported.
    """
    store = OfficeStore(database)
    async with database.transaction() as connection:
        gone = await store.left_over(connection, file.office)
        file.check(await store.load(connection), without=frozenset(gone))
        return gone


async def whole_office(database: Database) -> Office:
    """The office as it is kept now."""
    return await OfficeStore(database).office()
