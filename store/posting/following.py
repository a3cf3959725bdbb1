"""Cards that are not in their channel follow their thing to the one that its project has now."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from psycopg.types.json import Jsonb

from store.database import Connection, rows

# A card that is not in the old channel has nothing to stay there for; its job comes as for all that
# has none.
_FOLLOW = """
    WITH moved AS (
        UPDATE things SET team_id = place.team_id, channel_id = place.channel_id
        FROM jsonb_to_recordset(%(places)s) AS place (id text, team_id text, channel_id text),
            deliveries AS card
        WHERE things.kind = %(kind)s AND things.id = place.id AND NOT things.ended
          AND card.kind = things.kind AND card.thing = things.id
          AND (card.state = 'failed' OR card.state = 'queued' AND card.waits_for_address)
        RETURNING things.id, things.team_id, things.channel_id
    ), sent AS (
        UPDATE deliveries SET conversation_id = moved.channel_id, team_id = moved.team_id,
            state = 'queued', waits_for_address = false, reason = NULL, cause = NULL, tries = 0,
            changed_at = now()
        FROM moved WHERE kind = %(kind)s AND thing = moved.id
    )
    SELECT id FROM moved
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the project of a thing is now."""

    id: str
    team_id: str
    channel_id: str


async def follow(connection: Connection, kind: str, places: Sequence[Place]) -> list[str]:
    """Move those whose one card could not be sent; their ids.

    What did arrive stays where it is, and people go on there.
    """
    values = {"kind": kind, "places": Jsonb([asdict(each) for each in places])}
    return [each["id"] for each in await rows(connection, dict, _FOLLOW, values)]
