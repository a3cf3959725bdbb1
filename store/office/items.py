"""The office as it was imported: one row an item, exactly as the file said it."""

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from psycopg.rows import tuple_row
from psycopg.types.json import Jsonb

from core.errors import SetupError
from core.office.model import Center, Office
from core.office.references import ITEMS, ContentNames, items, key
from store.database import Connection, Database
from store.office.file import OfficeFile
from store.office.writer import plain
from store.yaml.reader import TreeReader
from store.yaml.tree import Listing, Node, Scalar, Style
from store.yaml.tree import Mapping as Block

PartAndId = tuple[str, str]  # part and id
LOCK = 0x0FF1CE  # One import at a time, on however many servers.

_KEEP = """
    INSERT INTO office_items (part, id, position, body) VALUES (%s, %s, %s, %s)
    ON CONFLICT (part, id) DO UPDATE SET position = excluded.position, body = excluded.body
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import did, by part and id, in the file's order."""

    added: tuple[PartAndId, ...] = ()
    changed: tuple[PartAndId, ...] = ()
    kept: tuple[PartAndId, ...] = ()
    removed: tuple[PartAndId, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    part: str
    id: str
    position: int
    body: Any


class OfficeStore:
    """Reads and writes the office; what belongs together goes through one connection."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def office(self) -> Office:
        """The whole office, in a transaction of its own."""
        async with self.database.transaction() as connection:
            return await self.load(connection)

    async def lock(self, connection: Connection) -> None:
        """Wait until no other import runs; held until the transaction ends."""
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))

    async def load(self, connection: Connection, *, without: Container[PartAndId] = ()) -> Office:
        """The whole office, but for what is named. Raises SetupError for a row that this version
        cannot read."""
        found: dict[str, list[Any]] = {part: [] for part in ("center", *ITEMS)}
        for row in await self._rows(connection):
            if (row.part, row.id) not in without:
                found[row.part].append(item_of(row.part, row.body, row.id))
        center = found.pop("center")
        parts = {part: tuple(listed) for part, listed in found.items()}
        return Office(center=center[0] if center else None, **parts)

    async def apply(
        self,
        connection: Connection,
        file: OfficeFile,
        *,
        without: Iterable[PartAndId] = (),
        content: ContentNames | None = None,
    ) -> Changes:
        """Add and change what the file says, remove only what is `without`.

        Raises OfficeError, and writes nothing, when the file and what stays do not fit together.
        The same file again changes nothing.
        """
        await self.lock(connection)
        kept = await self.load(connection, without=_bodies(file.office))
        gone = frozenset(without) - set(_bodies(file.office))
        file.check(kept, without=gone, content=content)
        removed = await self._remove(connection, gone)
        return await self._write(connection, _bodies(file.office), removed)

    async def left_over(self, connection: Connection, office: Office) -> list[PartAndId]:
        """What is kept and not in this office, so what `--prune` would remove; never the center."""
        named = set(_bodies(office))
        rows = await self._rows(connection)
        listed = [(row.part, row.id) for row in rows if row.part != "center"]
        return [item for item in listed if item not in named]

    async def prune(
        self, connection: Connection, gone: Iterable[PartAndId]
    ) -> tuple[PartAndId, ...]:
        """Remove these. Raises OfficeError, and removes nothing, when something that stays still
        names one of them. What is not there (any more) is passed over."""
        await self.lock(connection)
        kept = await self.load(connection)
        OfficeFile("office", Office(), TreeReader()).check(kept, without=frozenset(gone))
        return await self._remove(connection, gone)

    async def _rows(self, connection: Connection) -> list[_Row]:
        async with connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(
                "SELECT part, id, position, body FROM office_items ORDER BY position, id"
            )
            return [_Row(*row) for row in await cursor.fetchall()]

    async def _remove(
        self, connection: Connection, gone: Iterable[PartAndId]
    ) -> tuple[PartAndId, ...]:
        removed = []
        async with connection.cursor() as cursor:
            for item in gone:
                await cursor.execute("DELETE FROM office_items WHERE part = %s AND id = %s", item)
                removed += [item] * cursor.rowcount
        return tuple(sorted(removed))

    async def _write(
        self, connection: Connection, new: dict[PartAndId, Any], removed: tuple[PartAndId, ...]
    ) -> Changes:
        rows = {(row.part, row.id): row for row in await self._rows(connection)}
        old = {item: row.body for item, row in rows.items()}
        wanted = [
            (*item, position, new.get(item, old.get(item)))
            for position, item in enumerate(_order(old, new))
        ]
        changed = [each for each in wanted if rows.get(each[:2]) != _Row(*each)]
        if changed:
            async with connection.cursor() as cursor:
                await cursor.executemany(_KEEP, [(*place, Jsonb(body)) for *place, body in changed])
        return Changes(
            added=tuple(item for item in new if item not in old),
            changed=tuple(item for item in new if item in old and old[item] != new[item]),
            kept=tuple(item for item in new if item in old and old[item] == new[item]),
            removed=removed,
        )


def _order(old: Iterable[PartAndId], new: Iterable[PartAndId]) -> list[PartAndId]:
    """The file's order when it has everything; else what was there stays where it was, so that an
    office imported in pieces does not move about."""
    if set(old) <= set(new):
        return list(new)
    return list(dict.fromkeys([*old, *new]))


def _bodies(office: Office) -> dict[PartAndId, Any]:
    listed: list[tuple[str, str, object]] = []
    listed += [("center", "center", office.center)] if office.center else []
    listed += [(part, key(item), item) for part in ITEMS for item in items(office, part)]
    return {(part, id_): body_of(item) for part, id_, item in listed}


def body_of(item: object) -> Any:
    """An item as its row keeps it."""
    return json.loads(json.dumps(plain(item), default=str))


def item_of(part: str, body: Any, id_: str = "") -> Any:
    """An item of a part, from its row. Raises SetupError where this version cannot read it."""
    reader = TreeReader()
    item = reader.read(Center if part == "center" else ITEMS[part], _node(body))
    if reader.mistakes:
        raise SetupError(
            f"The database keeps {part} {id_} in a form that this version cannot read "
            f"({reader.mistakes[0].says}) Import it again."
        )
    return item


def _node(body: Any) -> Node:
    if isinstance(body, dict):
        keys = [(Scalar(name, Style.STORED), _node(value)) for name, value in body.items()]
        return Block(entries=list(keys))
    if isinstance(body, list):
        return Listing(items=[_node(value) for value in body])
    if isinstance(body, str):
        return Scalar(body, Style.STORED)
    if isinstance(body, float):
        return Scalar(format(Decimal(str(body)), "f"), Style.PLAIN)
    return Scalar(str(body).lower() if isinstance(body, bool) else str(body), Style.PLAIN)
