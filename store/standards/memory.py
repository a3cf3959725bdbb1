"""What a run that is not done yet has heard, so that whoever begins it again asks for the rest."""

import asyncio
import json
import logging
import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

from core.errors import StoreAway
from store.database import Connection, Database

FRESH = timedelta(hours=6)  # what is older is asked for again
ANSWERS = 60  # of one piece
SOON = 2.0  # seconds after which a smaller one is kept
LARGEST = 256 * 1024 * 1024  # bytes of all pieces of one run; what comes then is read again

_KNOWN = """
    SELECT number, keys FROM audit_answers
    WHERE run_id = %(run)s AND read_at > now() - %(fresh)s ORDER BY number
"""
_KEEP = """
    INSERT INTO audit_answers (run_id, keys, body) SELECT %(run)s, %(keys)s, %(body)s
    WHERE (SELECT coalesce(sum(length(body)), 0) FROM audit_answers WHERE run_id = %(run)s)
        < %(largest)s
"""
_UNFINISHED = """
    SELECT run_id FROM audit_answers
    WHERE read_at > now() - %(fresh)s AND NOT EXISTS (
        SELECT FROM audit_runs WHERE id = run_id)
    ORDER BY number DESC LIMIT 1
"""

log = logging.getLogger(__name__)


class RunMemory:
    """Implements core.standards.ports.Memory, for one run. It is gone once that has ended."""

    def __init__(self, database: Database, run_id: str) -> None:
        self._database = database
        self._run_id = run_id
        self._pieces: dict[str, int] | None = None  # in which piece each answer is
        self._heard: dict[str, Any] = {}
        self._since = monotonic()

    async def recall(self, keys: Sequence[str]) -> Mapping[str, Any]:
        """The answers to these that were heard and are fresh."""
        if self._pieces is None:
            self._pieces = await self._known()
        wanted: dict[int, list[str]] = {}
        for key in keys:
            if key in self._pieces:
                wanted.setdefault(self._pieces[key], []).append(key)
        found: dict[str, Any] = {}
        for number, some in wanted.items():
            answers = await self._piece(number)
            found |= {key: answers[key] for key in some if key in answers}
        return found

    async def note(self, key: str, answer: Any) -> None:
        """Keep an answer, with others that come soon. Nothing ends because it cannot be kept."""
        self._heard[key] = answer
        if len(self._heard) >= ANSWERS or monotonic() - self._since > SOON:
            heard, self._heard, self._since = self._heard, {}, monotonic()
            values = {
                "run": self._run_id,
                "keys": list(heard),
                "body": await asyncio.to_thread(_packed, heard),
                "largest": LARGEST,
            }
            try:
                await self._database.run(_KEEP, values)
            except StoreAway as error:
                log.warning("answers not kept run=%s why=%s", self._run_id, error.says)

    async def _known(self) -> dict[str, int]:
        values = {"run": self._run_id, "fresh": FRESH}
        rows = await self._database.all(dict, _KNOWN, values)
        return {key: row["number"] for row in rows for key in row["keys"]}

    async def _piece(self, number: int) -> Mapping[str, Any]:
        found = await self._database.row(
            "SELECT body FROM audit_answers WHERE number = %(number)s", {"number": number}
        )
        return await asyncio.to_thread(_unpacked, found["body"]) if found else {}


def _packed(answers: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(answers).encode())


def _unpacked(body: bytes) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = json.loads(zlib.decompress(body))
    return answers


async def unfinished(database: Database) -> str | None:
    """The newest run that was asked for at a command line and broken off, while it is fresh."""
    found = await database.row(_UNFINISHED, {"fresh": FRESH})
    return found["run_id"] if found else None


async def forget(connection: Connection, run_id: str) -> None:
    """A run that has ended needs no answers any more."""
    await connection.execute("DELETE FROM audit_answers WHERE run_id = %(run)s", {"run": run_id})
