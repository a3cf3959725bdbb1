"""Everything that happened is written through to one SQLite file, so a second start continues."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS versions (seq INTEGER, number INTEGER, record TEXT NOT NULL,
                                     PRIMARY KEY (seq, number));
CREATE TABLE IF NOT EXISTS state (kind TEXT, id TEXT, value TEXT NOT NULL, PRIMARY KEY (kind, id));
"""


class Storage:
    """Written in the call itself, unsynced: it survives a killed process, not a power cut."""

    def __init__(self, folder: Path | None, *, fresh: bool = False) -> None:
        self._connection = sqlite3.connect(_file(folder, fresh), isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        self._connection.close()

    def write_message(self, seq: int, record: dict[str, Any]) -> None:
        self._write("INSERT OR REPLACE INTO messages VALUES (?, ?)", seq, _dump(record))

    def write_version(self, seq: int, number: int, record: dict[str, Any]) -> None:
        self._write("INSERT OR REPLACE INTO versions VALUES (?, ?, ?)", seq, number, _dump(record))

    def messages(self) -> Iterator[dict[str, Any]]:
        """In the order they were stored, each with its earlier versions as `history`."""
        earlier: dict[int, list[Any]] = {}
        for seq, record in self._rows("SELECT seq, record FROM versions ORDER BY seq, number"):
            earlier.setdefault(seq, []).append(json.loads(record))
        for seq, record in self._rows("SELECT seq, record FROM messages ORDER BY seq"):
            yield json.loads(record) | {"history": earlier.get(seq, [])}

    def drop_messages(self) -> None:
        self._write("DELETE FROM messages")
        self._write("DELETE FROM versions")

    def put(self, kind: str, id_: str, value: Any) -> None:
        self._write("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", kind, id_, _dump(value))

    def drop(self, kind: str, id_: str) -> None:
        self._write("DELETE FROM state WHERE kind = ? AND id = ?", kind, id_)

    def get(self, kind: str, id_: str) -> Any:
        """None where nothing was put."""
        return self.all(kind).get(id_)

    def all(self, kind: str) -> dict[str, Any]:
        rows = self._rows("SELECT id, value FROM state WHERE kind = ? ORDER BY rowid", kind)
        return {id_: json.loads(value) for id_, value in rows}

    def _write(self, statement: str, *values: object) -> None:
        self._connection.execute(statement, values)

    def _rows(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        yield from self._connection.execute(query, values)


def _file(folder: Path | None, fresh: bool) -> str:
    if folder is None:
        return ":memory:"

    folder.mkdir(parents=True, exist_ok=True)
    if fresh:
        for old in folder.glob("tenant.sqlite*"):
            old.unlink()
    return str(folder / "tenant.sqlite")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
