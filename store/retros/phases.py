"""A retro leaves its phases one after the other: its notes are shown, its ballots are counted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from core.errors import NotFound
from core.retros.model import Phase
from core.retros.phases import following
from core.retros.voting import totals
from core.retros.who import GONE
from store.database import Connection, row, rows
from store.posting.things import change, end
from store.retros.rows import FORMAT

_HELD = "SELECT id, phase, format, moves FROM retros WHERE id = %(retro)s FOR UPDATE"

_ONWARD = """
    UPDATE retros SET phase = %(phase)s, voted = coalesce(voted, %(voted)s),
        closed_at = CASE WHEN %(phase)s::text IS NULL THEN greatest(%(now)s, opened_at) END,
        closed_in = CASE WHEN %(phase)s::text IS NULL THEN phase END,
        moves = moves + 1, moved_at = greatest(%(now)s, opened_at), revealed = true
    WHERE id = %(retro)s
"""

_FORGET = "DELETE FROM retro_ballots WHERE retro_id = %(retro)s"

# Rows lie in a table in the order in which they were written, as its dump shows. So they are
# written anew, all at once, before anybody may read them.
_SHUFFLE = """
    WITH written AS (DELETE FROM retro_notes WHERE retro_id = %(retro)s RETURNING *)
    INSERT INTO retro_notes (id, retro_id, prompt, text)
    SELECT id, retro_id, prompt, text FROM written ORDER BY id
"""


async def move_on(
    connection: Connection, retro_id: str, expected: Phase, now: datetime, moves: int | None
) -> bool:
    """Leave this phase for the next, or close after the last; False when it was left before.

    Raises NotFound. Presses share the retro's row, and this waits for them: one that came first is
    in, one that comes later is refused.
    """
    held = await hold(connection, retro_id)
    if held["phase"] != expected or moves not in (None, held["moves"]):
        return False
    onward = following(FORMAT.validate_python(held["format"]), expected)
    await _leave(connection, held, onward, now)
    return True


async def close(
    connection: Connection, retro_id: str, now: datetime, moves: int | None = None
) -> bool:
    """End it in whatever phase it is; False when it was closed before. Raises NotFound."""
    held = await hold(connection, retro_id)
    if held["phase"] is None or moves not in (None, held["moves"]):
        return False
    await _leave(connection, held, None, now)
    return True


async def hold(connection: Connection, retro_id: str) -> Mapping[str, Any]:
    """Keep it where it is for this transaction. Raises NotFound."""
    held = await row(connection, _HELD, {"retro": retro_id})
    if held is None:
        raise NotFound(GONE)
    return held


async def _leave(
    connection: Connection, held: Mapping[str, Any], onward: Phase | None, now: datetime
) -> None:
    retro_id, voted = held["id"], None
    if held["phase"] == Phase.WRITE:
        await connection.execute(_SHUFFLE, {"retro": retro_id})
    if held["phase"] == Phase.VOTE:
        voted = await _count(connection, retro_id)
    await connection.execute(
        _ONWARD, {"retro": retro_id, "phase": onward, "voted": voted, "now": now}
    )
    if onward is None:
        await connection.execute(_FORGET, {"retro": retro_id})
        await end(connection, "retro", retro_id)
    else:
        await change(connection, "retro", [retro_id])


async def _count(connection: Connection, retro_id: str) -> int:
    """The ballots become the votes of the notes; how many people gave any.

    They are kept for as long as the voting can be taken up again.
    """
    given = await rows(
        connection,
        dict,
        "SELECT votes FROM retro_ballots WHERE retro_id = %(retro)s",
        {"retro": retro_id},
    )
    ballots = [each["votes"] for each in given if each["votes"]]
    await connection.execute(
        """
        UPDATE retro_notes SET votes = coalesce((%(counted)s ->> id)::integer, 0)
        WHERE retro_id = %(retro)s
        """,
        {"retro": retro_id, "counted": Jsonb(totals(ballots))},
    )
    return len(ballots)
