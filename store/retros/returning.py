"""A retro that was moved on too early goes back, for as long as nothing was built on that."""

from datetime import datetime

from core.errors import NotAllowed
from core.retros import sentences
from core.retros.model import Phase
from core.retros.phases import way_back
from store.database import Connection
from store.posting.things import change, reopen
from store.retros.opening import one_at_a_time
from store.retros.phases import hold
from store.retros.rows import load

_BACK = """
    UPDATE retros SET phase = %(phase)s, closed_at = NULL, closed_in = NULL, moves = moves + 1,
        moved_at = greatest(%(now)s, opened_at),
        voted = CASE WHEN %(phase)s = 'actions' THEN voted END
    WHERE id = %(retro)s
"""

_UNCOUNTED = """
    UPDATE retro_notes SET votes = NULL WHERE retro_id = %(retro)s AND votes IS NOT NULL
"""


async def back(
    connection: Connection, retro_id: str, to: Phase, now: datetime, moves: int | None
) -> bool:
    """Take up a phase again; False when it is there already. Raises NotFound, NotAllowed.

    What is built on a phase shares the retro's row, or comes one after the other with this: it
    either stands there now, or comes too late for what it was to be built on.
    """
    await one_at_a_time(connection)
    await hold(connection, retro_id)
    retro = await load(connection, retro_id)
    if retro.phase is to or moves not in (None, retro.moves):
        return False
    if way_back(retro) is not to:
        raise NotAllowed(sentences.no_way_back(retro))
    values = {"retro": retro_id, "phase": to, "now": now}
    await connection.execute(_BACK, values)
    if to is not Phase.ACTIONS:
        await connection.execute(_UNCOUNTED, values)
    if retro.phase is None:
        await reopen(connection, "retro", retro_id)
    await change(connection, "retro", [retro_id])
    return True
