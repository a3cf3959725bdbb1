"""Whom a round concerns: those whom it asks, who is away, who answered, and who left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.checkins.recipients import Fate, Recipient
from core.days import full_day
from store.database import Database

# Somebody left who answered the round before and is not asked any more. Who is away is judged as of
# now, for a closed round as of its close.
_RECIPIENTS = """
    WITH this AS (
        SELECT *, place_of(channel_id, team_id) AS place,
            coalesce(closed_at, %(now)s) AS moment
        FROM rounds WHERE id = %(round)s
    ), before AS (
        SELECT rounds.id FROM rounds JOIN this USING (checkin_id)
        WHERE rounds.opens_at < this.opens_at ORDER BY rounds.opens_at DESC, rounds.id LIMIT 1
    ), asked AS (
        SELECT person_id FROM this CROSS JOIN LATERAL respondents(by_members, place, people,
            'infinity')
    ), here AS (
        SELECT person_id FROM this CROSS JOIN LATERAL respondents(by_members, place, people, moment)
    ), concerned AS (
        SELECT person_id FROM asked
        UNION SELECT person_id FROM answers WHERE round_id = %(round)s
        UNION SELECT person_id FROM answers WHERE round_id = (SELECT id FROM before)
    )
    SELECT concerned.person_id, coalesce(person.name, '') AS name, this.channel_id,
        answer.answered_at, asked.person_id IS NULL AS left, here.person_id IS NULL AS away,
        person.away_until, delivery.state, delivery.reason, delivery.changed_at,
        delivery.waits_for_address AND coalesce(delivery.cause, 'absent') = 'absent' AS waits
    FROM this CROSS JOIN concerned
    LEFT JOIN people AS person ON person.id = concerned.person_id
    LEFT JOIN answers AS answer
        ON answer.round_id = this.id AND answer.person_id = concerned.person_id
    LEFT JOIN asked ON asked.person_id = concerned.person_id
    LEFT JOIN here ON here.person_id = concerned.person_id
    LEFT JOIN deliveries AS delivery
        ON delivery.kind = 'round' AND delivery.thing = this.id AND delivery.recipient = ''
    ORDER BY lower(person.name), concerned.person_id
"""

_NEWEST = """
    SELECT id, checkin_id FROM rounds WHERE id = %(id)s OR checkin_id = %(id)s
    ORDER BY id = %(id)s DESC, opens_at DESC, id LIMIT 1
"""


async def newest(database: Database, id_: str) -> tuple[str, str] | None:
    """A round by its id, else the newest of the check-in of this id; and the check-in's id."""
    found = await database.row(_NEWEST, {"id": id_})
    return (found["id"], found["checkin_id"]) if found else None


async def recipients(database: Database, round_id: str, now: datetime) -> list[Recipient]:
    """Everybody whom it concerns, by name; nobody where there is no such round."""
    found = await database.all(dict, _RECIPIENTS, {"round": round_id, "now": now})
    return [_recipient(each) for each in found]


def _recipient(found: Mapping[str, Any]) -> Recipient:
    who = found["person_id"], found["name"], found["channel_id"]
    if found["answered_at"]:
        return Recipient(*who, Fate.ANSWERED, "", found["answered_at"])
    if found["left"]:
        return Recipient(*who, Fate.LEFT, "They are not asked any more.", None)
    if found["away"]:
        until = found["away_until"]
        return Recipient(*who, Fate.AWAY, f"Away until {full_day(until)}." if until else "", None)
    return Recipient(*who, _fate(found), found["reason"] or "", found["changed_at"])


def _fate(found: Mapping[str, Any]) -> Fate:
    if found["state"] == "queued" and found["waits"]:
        return Fate.NOT_INSTALLED
    if found["state"] in (None, "sending"):
        return Fate.QUEUED
    return Fate(found["state"])
