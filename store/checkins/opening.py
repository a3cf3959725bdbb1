"""Opening rounds in a transaction: the round, its delivery and the delivery's job, or nothing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from core.ports import Defer, Opened
from core.posting.subjects import Kind
from store.database import Connection, rows
from store.posting.cards import post

Times = Mapping[str, tuple[datetime, datetime, bool]]  # check-in id: opens, closes, late

_OPEN = """
    INSERT INTO rounds (id, checkin_id, project_id, project, owner, team_id, channel_id, questions,
        time_zone, by_members, people, opens_at, closes_at, late)
    SELECT new.round_id, checkin.id, project_id, project, owner, team_id, channel_id, questions,
        time_zone, by_members, people, new.opens_at, new.closes_at, new.late
    FROM unnest(%(checkins)s::text[], %(rounds)s::text[], %(opens)s::timestamptz[],
                %(closes)s::timestamptz[], %(late)s::boolean[])
         AS new (checkin_id, round_id, opens_at, closes_at, late)
    JOIN checkins AS checkin ON checkin.id = new.checkin_id
    ORDER BY checkin.id
    ON CONFLICT (checkin_id) WHERE closed_at IS NULL DO NOTHING
    RETURNING id
"""

_GIVEN = """
    SELECT round.id AS round_id, round.checkin_id, round.project,
        round.id = ANY (%(made)s) AS new, coalesce(delivery.waits_for_address, false) AS waits
    FROM rounds AS round LEFT JOIN deliveries AS delivery ON delivery.round_id = round.id
    WHERE round.closed_at IS NULL AND round.checkin_id = ANY (%(checkins)s)
    ORDER BY round.checkin_id
"""


async def open_rounds(connection: Connection, defer: Defer, times: Times) -> list[Opened]:
    """Open a round for each check-in that has none open; every open one is returned.

    `new` tells which ones this call made; only those get a delivery and a job.
    """
    ids = sorted(times)
    made = await rows(
        connection,
        dict,
        _OPEN,
        {
            "checkins": ids,
            "rounds": [uuid4().hex for _ in ids],
            "opens": [times[each][0] for each in ids],
            "closes": [times[each][1] for each in ids],
            "late": [times[each][2] for each in ids],
        },
    )
    new = [each["id"] for each in made]
    await post(connection, defer, Kind.ROUND, new)
    return await rows(connection, Opened, _GIVEN, {"made": new, "checkins": ids})
