"""Answers: what a form needs to know, and keeping what was sent in, each in one round trip."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from core.checkins.model import Answer, Person
from core.checkins.report import Report
from core.checkins.sitting import Kept, Sitting
from core.errors import NotFound
from store.checkins.rounds import as_round
from store.database import Database

ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
REPORT: TypeAdapter[Report] = TypeAdapter(Report)

_SITTING = """
    SELECT round.id, round.checkin_id, round.project_id, round.project, round.questions,
        round.opens_at, round.closes_at, round.closed_at, round.late, round.time_zone,
        round.channel_id, round.team_id, round.owner AS owner_called,
        0 AS answered, 0 AS expected, true AS roster_known, '' AS gap,
        CASE WHEN roster.read_at IS NULL AND round.by_members THEN NULL
            ELSE EXISTS (SELECT FROM respondents(round.by_members, place.id, round.people, day.day)
                         WHERE person_id = %(person)s) END AS asked,
        (SELECT away_until FROM people WHERE id = %(person)s) AS away_until, day.day AS today,
        (SELECT body FROM answers WHERE round_id = round.id AND person_id = %(person)s) AS own,
        last.body AS last, last.answered_at AS last_at,
        (SELECT coalesce(jsonb_agg(jsonb_build_array(person.id, person.name)
                ORDER BY person.name, person.id), '[]')
         FROM respondents(round.by_members, place.id, round.people, 'infinity')
             AS asked JOIN people AS person ON person.id = asked.person_id) AS people,
        (SELECT name FROM people JOIN named_people ON person_id = id
         WHERE called = round.owner) AS owner,
        (SELECT person_id FROM named_people WHERE called = round.owner) AS owner_id,
        (SELECT report FROM rounds WHERE checkin_id = round.checkin_id AND report IS NOT NULL
         ORDER BY closed_at DESC, id LIMIT 1) AS report
    FROM rounds AS round
    CROSS JOIN LATERAL (SELECT place_of(round.channel_id, round.team_id) AS id) AS place
    CROSS JOIN LATERAL (SELECT (%(now)s AT TIME ZONE round.time_zone)::date AS day) AS day
    LEFT JOIN rosters AS roster ON roster.place = place.id
    LEFT JOIN LATERAL (
        SELECT body, answered_at FROM answers JOIN rounds AS before ON before.id = round_id
        WHERE person_id = %(person)s AND before.checkin_id = round.checkin_id
          AND before.id <> round.id AND before.opens_at <= round.opens_at
        ORDER BY before.opens_at DESC, before.id LIMIT 1
    ) AS last ON true
    WHERE round.id = %(round)s
"""

# One statement, so one round trip: hold the round, take the nonce, keep the answer, raise the
# version. `clean` tells whether the card showed everything before, so an edit has to be deferred.
_KEEP = """
    WITH held AS (
        SELECT id FROM rounds
        WHERE id = %(round)s AND closed_at IS NULL AND closes_at > %(now)s FOR UPDATE
    ), once AS (
        INSERT INTO submissions (round_id, person_id, nonce, said)
        SELECT id, %(person)s, %(nonce)s, %(says)s FROM held
        ON CONFLICT DO NOTHING RETURNING round_id
    ), kept AS (
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT round_id, %(person)s, %(body)s, %(now)s FROM once
        ON CONFLICT (round_id, person_id)
        DO UPDATE SET body = excluded.body, answered_at = excluded.answered_at
    ), raised AS (
        UPDATE rounds SET version = version + 1 FROM once WHERE rounds.id = once.round_id
        RETURNING version - 1 <= shown AS clean
    )
    SELECT EXISTS (SELECT FROM held) AS open, EXISTS (SELECT FROM once) AS new,
        (SELECT clean FROM raised) AS clean
"""

_WITHDRAW = """
    WITH held AS (
        SELECT id FROM rounds
        WHERE id = %(round)s AND closed_at IS NULL AND closes_at > %(now)s FOR UPDATE
    ), once AS (
        INSERT INTO submissions (round_id, person_id, nonce, said)
        SELECT id, %(person)s, %(nonce)s, %(says)s FROM held
        ON CONFLICT DO NOTHING RETURNING round_id
    ), gone AS (
        DELETE FROM answers USING once
        WHERE answers.round_id = once.round_id AND person_id = %(person)s
    ), raised AS (
        UPDATE rounds SET version = version + 1 FROM once WHERE rounds.id = once.round_id
        RETURNING version - 1 <= shown AS clean
    )
    SELECT EXISTS (SELECT FROM held) AS open, EXISTS (SELECT FROM once) AS new,
        (SELECT clean FROM raised) AS clean
"""

_REPEAT_LAST = """
    WITH held AS (
        SELECT id FROM rounds
        WHERE id = %(round)s AND closed_at IS NULL AND closes_at > %(now)s FOR UPDATE
    ), kept AS (
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT id, %(person)s, %(body)s, %(now)s FROM held
        ON CONFLICT (round_id, person_id) DO NOTHING RETURNING round_id
    ), raised AS (
        UPDATE rounds SET version = version + 1 FROM kept WHERE rounds.id = kept.round_id
        RETURNING version - 1 <= shown AS clean
    )
    SELECT EXISTS (SELECT FROM held) AS open, EXISTS (SELECT FROM kept) AS new,
        (SELECT clean FROM raised) AS clean
"""


class AnswerStore:
    """Implements core.ports.Answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sitting(self, round_id: str, person_id: str, now: datetime) -> Sitting:
        """What this person needs to answer this round. Raises NotFound for no such round."""
        values = {"round": round_id, "person": person_id, "now": now}
        found = await self._database.row(_SITTING, values)
        if found is None:
            raise NotFound("This check-in is not there any more. Look for a newer card.")
        away = found["away_until"]
        return Sitting(
            round=as_round(found),
            channel_id=found["channel_id"],
            team_id=found["team_id"],
            asked=found["asked"],
            away_until=away if away and away >= found["today"] else None,
            own=_answer(found["own"]),
            last=_answer(found["last"]),
            last_at=found["last_at"],
            people=tuple(Person(*each) for each in found["people"]),
            owner=found["owner"],
            owner_called=found["owner_called"],
            owner_id=found["owner_id"],
            report=REPORT.validate_python(found["report"]) if found["report"] else None,
        )

    async def keep(
        self, round_id: str, person_id: str, nonce: str, answer: Answer, says: str, now: datetime
    ) -> Kept:
        """Store an answer once; a repeated nonce changes nothing and hears the same."""
        values = {"says": says, "body": Jsonb(ANSWER.dump_python(answer, mode="json"))}
        return await self._once(_KEEP, round_id, person_id, nonce, now, values)

    async def withdraw(
        self, round_id: str, person_id: str, nonce: str, says: str, now: datetime
    ) -> Kept:
        """Take an answer back; twice is the same as once."""
        return await self._once(_WITHDRAW, round_id, person_id, nonce, now, {"says": says})

    async def repeat_last(self, round_id: str, person_id: str, last: Answer, now: datetime) -> Kept:
        """Answer as last time, unless the person has answered this round: `new` is False then."""
        values = {"body": Jsonb(ANSWER.dump_python(last, mode="json"))}
        return await self._once(_REPEAT_LAST, round_id, person_id, "", now, values)

    async def sheet(self, round_id: str) -> list[tuple[str, Answer]]:
        """Who answered what, by name; for the project's owner and staff only."""
        found = await self._database.all(
            dict,
            """
            SELECT coalesce(nullif(name, ''), person_id) AS name, body
            FROM answers LEFT JOIN people ON people.id = person_id
            WHERE round_id = %(round)s ORDER BY 1, person_id
            """,
            {"round": round_id},
        )
        return [(each["name"], ANSWER.validate_python(each["body"])) for each in found]

    async def _once(
        self,
        query: Any,
        round_id: str,
        person_id: str,
        nonce: str,
        now: datetime,
        values: Mapping[str, object],
    ) -> Kept:
        key = {"round": round_id, "person": person_id, "nonce": nonce, "now": now}
        found = await self._database.row(query, {**key, **values})
        if found is None:
            raise NotFound("This check-in is not there any more.")
        said = str(values.get("says", ""))
        if nonce and not found["new"]:
            said = await self._said(key)
        return Kept(found["open"] or bool(said), found["new"], bool(found["clean"]), said)

    async def _said(self, key: Mapping[str, object]) -> str:
        found = await self._database.row(
            """
            SELECT said FROM submissions
            WHERE round_id = %(round)s AND person_id = %(person)s AND nonce = %(nonce)s
            """,
            key,
        )
        return str(found["said"]) if found else ""


def _answer(body: object) -> Answer | None:
    return None if body is None else ANSWER.validate_python(body)
