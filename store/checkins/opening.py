"""Opening rounds in a transaction: the round, its delivery and the delivery's job, or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from psycopg.types.json import Jsonb

from core.checkins.model import Questions
from core.checkins.sitting import Opened
from core.work import Defer
from store.checkins.questions import usual, written
from store.database import Connection, rows
from store.posting.cards import NewCard, post
from store.posting.things import Thing, begin

Times = Mapping[str, tuple[datetime, datetime, bool]]  # check-in id: opens, closes, late

_OPEN = """
    INSERT INTO rounds (id, checkin_id, project_id, project, owner, team_id, channel_id, questions,
        asked, time_zone, by_members, people, opens_at, closes_at, late, gap)
    SELECT new.round_id, checkin.id, project_id, project, owner, team_id, channel_id, questions,
        coalesce(%(content)s -> questions, %(usual)s), checkin.time_zone, by_members, people,
        new.opens_at, new.closes_at, new.late, schedule.gap
    FROM unnest(%(checkins)s::text[], %(rounds)s::text[], %(opens)s::timestamptz[],
                %(closes)s::timestamptz[], %(late)s::boolean[])
         AS new (checkin_id, round_id, opens_at, closes_at, late)
    JOIN checkins AS checkin ON checkin.id = new.checkin_id
    LEFT JOIN schedules AS schedule
        ON schedule.kind = 'checkin' AND schedule.id = checkin.id AND schedule.reader = ''
    ORDER BY checkin.id
    ON CONFLICT (checkin_id) WHERE closed_at IS NULL DO NOTHING
    RETURNING id, team_id, channel_id, project_id, by_members, people, closes_at
"""

_GIVEN = """
    SELECT round.id AS round_id, round.checkin_id, round.project,
        round.id = ANY (%(made)s) AS new, coalesce(delivery.waits_for_address, false) AS waits,
        coalesce(delivery.state = 'failed', false) AS failed
    FROM rounds AS round
    LEFT JOIN deliveries AS delivery ON delivery.kind = 'round' AND delivery.thing = round.id
    WHERE round.closed_at IS NULL AND round.checkin_id = ANY (%(checkins)s)
    ORDER BY round.checkin_id
"""


async def open_rounds(
    connection: Connection,
    defer: Defer,
    content: Mapping[str, Questions],
    times: Times,
    opener: str | None = None,
) -> list[Opened]:
    """Open a round for each check-in that has none open; every open one is returned.

    `new` tells which ones this call made; only those get a delivery and a job. `opener` is who
    asked for it in its channel, and waits for the card.
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
            "content": Jsonb({name: written(each).obj for name, each in content.items()}),
            "usual": written(usual(content)),
        },
    )
    things = [_thing(each, opener) for each in made]
    await begin(connection, *things)
    cards = [NewCard(each.subject, each.channel_id or "", each.team_id) for each in things]
    await post(connection, defer, *cards, soon=opener is not None)
    new = [each.id for each in things]
    return await rows(connection, Opened, _GIVEN, {"made": new, "checkins": ids})


def _thing(found: Mapping[str, Any], opener: str | None) -> Thing:
    return Thing(
        "round",
        found["id"],
        team_id=found["team_id"],
        channel_id=found["channel_id"],
        project_id=found["project_id"],
        starter=opener,
        by_members=found["by_members"],
        named=found["people"],
        ends_at=found["closes_at"],
    )
