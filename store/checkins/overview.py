"""All check-ins at a glance: the newest round of each, its card, and how long it is silent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.checkins.overview import Watched
from core.facts import Gap
from store.database import Database

UNCLEAR = "The card may have arrived or not, and is looked for."
LET_BE = "The card may have arrived or not. Look into the channel; “check in” there sends it again."

OVERVIEW = """
    SELECT checkin.id AS checkin_id, checkin.project, checkin.time_zone,
        reached(checkin.channel_id, checkin.team_id) AS met,
        newest.id AS round_id, coalesce(newest.closed_at IS NULL AND newest.id IS NOT NULL, false)
            AS open,
        newest.closes_at,
        (SELECT count(*) FROM answers WHERE round_id = newest.id) AS answered,
        (SELECT count(*) FROM (
            SELECT person_id FROM respondents(newest.by_members,
                place_of(newest.channel_id, newest.team_id), newest.people,
                %(now)s)
            UNION SELECT person_id FROM answers WHERE round_id = newest.id) AS asked) AS expected,
        roster.read_at IS NOT NULL OR NOT coalesce(newest.by_members, false) AS roster_known,
        coalesce(roster.gap, 'the roster was not read yet') AS why_not,
        delivery.state, delivery.reason, delivery.cause, delivery.look_at = 'infinity' AS let_be,
        silence.silent, silence.silent_since,
        CASE WHEN NOT coalesce(schedule.paused, false) THEN schedule.next_due_at END AS next_at
    FROM checkins AS checkin
    LEFT JOIN LATERAL (
        SELECT * FROM rounds WHERE checkin_id = checkin.id ORDER BY opens_at DESC, id LIMIT 1
    ) AS newest ON true
    LEFT JOIN rosters AS roster ON roster.place = place_of(newest.channel_id, newest.team_id)
    LEFT JOIN deliveries AS delivery ON delivery.kind = 'round' AND delivery.thing = newest.id
    LEFT JOIN schedules AS schedule
        ON schedule.kind = 'checkin' AND schedule.id = checkin.id AND schedule.reader = ''
    CROSS JOIN LATERAL (
        SELECT count(*) AS silent, min(closed_at) AS silent_since FROM rounds
        WHERE checkin_id = checkin.id AND closed_at IS NOT NULL
          AND EXISTS (SELECT FROM deliveries
                      WHERE kind = 'round' AND thing = rounds.id AND state = 'sent')
          AND opens_at > coalesce((
            SELECT opens_at FROM rounds AS heard WHERE heard.checkin_id = checkin.id
                AND EXISTS (SELECT FROM answers WHERE round_id = heard.id)
            ORDER BY opens_at DESC, id LIMIT 1), '-infinity')
    ) AS silence
    WHERE NOT checkin.retired ORDER BY checkin.id
"""


async def overview(database: Database, now: datetime) -> list[Watched]:
    """Every check-in that runs."""
    return [_watched(each) for each in await database.all(dict, OVERVIEW, {"now": now})]


def _watched(found: Mapping[str, Any]) -> Watched:
    values = {name: found[name] for name in Watched.__dataclass_fields__ if name in found}
    expected = values["expected"] if found["roster_known"] else Gap(str(found["why_not"]))
    return Watched(**{**values, "expected": expected, "trouble": _trouble(found)})


def _trouble(found: Mapping[str, Any]) -> str:
    if found["state"] == "failed" or (found["state"] == "queued" and found["cause"] == "sign_in"):
        return str(found["reason"] or "Nobody knows why.")
    if found["state"] == "unknown":
        return LET_BE if found["let_be"] else UNCLEAR
    return ""
