"""Answers: what a form needs to know, and keeping what was sent in, each in one round trip."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import LiteralString

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from core.checkins import who
from core.checkins.answering import TOO_LATE
from core.checkins.model import Answer
from core.checkins.report import Report
from core.checkins.sitting import Sheet, Sitting
from core.errors import NotAllowed, NotFound
from core.people.model import Person
from core.pressing.forms import Kept
from store.checkins.rounds import ROUND, as_round
from store.database import Database, row, rows

ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
REPORT: TypeAdapter[Report] = TypeAdapter(Report)

SITTING = """
    SELECT round.id, round.checkin_id, round.project_id, round.project, round.questions,
        round.asked, round.opens_at, round.closes_at, round.closed_at, round.late,
        round.time_zone, round.gap AS asks_again, 0 AS answered, 0 AS expected,
        true AS roster_known,
        (SELECT away_until FROM people
         WHERE id = %(person)s AND away_ends_at > %(now)s) AS away_until,
        zone_of(%(person)s, '') AS zone,
        (SELECT body FROM answers WHERE round_id = round.id AND person_id = %(person)s) AS own,
        last.body AS last, (last.answered_at AT TIME ZONE round.time_zone)::date AS last_on,
        (SELECT count(*) FROM rounds AS since WHERE since.checkin_id = round.checkin_id
           AND since.opens_at > last.opens_at AND since.opens_at <= round.opens_at) AS last_rounds,
        CASE WHEN %(whole)s THEN (
            SELECT coalesce(json_agg(json_build_array(person.id, person.name)
                ORDER BY person.name, person.id), '[]')
            FROM people AS person WHERE person.id IN (
                SELECT person_id FROM respondents(round.by_members,
                    place_of(round.channel_id, round.team_id), round.people, 'infinity')
                UNION ALL SELECT unnest(deciding.leaders)))::text END AS people,
        deciding.leaders,
        (SELECT name FROM people JOIN named_people ON person_id = id
         WHERE called = round.owner) AS owner,
        (SELECT report FROM rounds
         WHERE checkin_id = round.checkin_id AND report_answered > 0
         ORDER BY closed_at DESC, id LIMIT 1) AS report
    FROM rounds AS round
    CROSS JOIN LATERAL (
        SELECT array(SELECT id FROM leaders_of(round.project_id) AS id) AS leaders
        OFFSET 0) AS deciding  -- worked out once for both that ask for it
    LEFT JOIN LATERAL (
        SELECT body, answered_at, before.opens_at
        FROM answers JOIN rounds AS before ON before.id = round_id
        WHERE person_id = %(person)s AND before.checkin_id = round.checkin_id
          AND before.id <> round.id AND before.opens_at <= round.opens_at
        ORDER BY before.opens_at DESC, before.id LIMIT 1
    ) AS last ON true
    WHERE round.id = %(round)s
"""

# One statement, so one round trip: share the round against its close, take the nonce, keep the
# answer, and note that the card has something to show. Nobody who answers waits for anybody else:
# the rows that are written are their own.
_ONCE: LiteralString = """
    WITH held AS (
        SELECT id FROM rounds
        WHERE id = %(round)s AND closed_at IS NULL AND closes_at > %(now)s FOR KEY SHARE
    ), once AS (
        INSERT INTO submissions (round_id, person_id, nonce, said)
        SELECT id, %(person)s, %(nonce)s, %(says)s FROM held
        ON CONFLICT DO NOTHING RETURNING round_id
    ), kept AS (
        KEEP
    ), noted AS (
        INSERT INTO changes (delivery) SELECT deliveries.id FROM deliveries
        JOIN once ON kind = 'round' AND thing = once.round_id
    )
    SELECT EXISTS (SELECT FROM held) AS open, EXISTS (SELECT FROM once) AS new
"""

_KEEP = _ONCE.replace(
    "KEEP",
    """
    INSERT INTO answers (round_id, person_id, body, answered_at)
    SELECT round_id, %(person)s, %(body)s, %(now)s FROM once
    ON CONFLICT (round_id, person_id)
    DO UPDATE SET body = excluded.body, answered_at = excluded.answered_at
    """,
)

_WITHDRAW = _ONCE.replace(
    "KEEP",
    """
    DELETE FROM answers USING once
    WHERE answers.round_id = once.round_id AND person_id = %(person)s
    """,
)

_REPEAT_LAST = """
    WITH held AS (
        SELECT id FROM rounds
        WHERE id = %(round)s AND closed_at IS NULL AND closes_at > %(now)s FOR KEY SHARE
    ), kept AS (
        INSERT INTO answers (round_id, person_id, body, answered_at)
        SELECT id, %(person)s, %(body)s, %(now)s FROM held
        ON CONFLICT (round_id, person_id) DO NOTHING RETURNING round_id
    ), noted AS (
        INSERT INTO changes (delivery) SELECT deliveries.id FROM deliveries
        JOIN kept ON kind = 'round' AND thing = kept.round_id
    )
    SELECT EXISTS (SELECT FROM held) AS open, EXISTS (SELECT FROM kept) AS new
"""

_SAID = """
    SELECT said FROM submissions
    WHERE round_id = %(round)s AND person_id = %(person)s AND nonce = %(nonce)s
"""

_SHEET = """
    SELECT coalesce(nullif(name, ''), person_id) AS name, body
    FROM answers LEFT JOIN people ON people.id = person_id
    WHERE round_id = %(round)s ORDER BY 1, person_id
"""

_NAMES = """
    SELECT person.id, person.name FROM rounds AS round
    CROSS JOIN LATERAL (
        SELECT person_id FROM respondents(round.by_members,
            place_of(round.channel_id, round.team_id), round.people, 'infinity')
        UNION SELECT body -> 'attention' ->> 'owner' FROM answers WHERE round_id = round.id
    ) AS named
    JOIN people AS person ON person.id = named.person_id WHERE round.id = %(round)s
"""


class AnswerStore:
    """Implements core.checkins.ports.Answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sitting(
        self, round_id: str, person_id: str, now: datetime, *, whole: bool = True
    ) -> Sitting:
        """What this person needs to answer this round. Raises NotFound for no such round.

        Those who may be named are left out unless it is to be `whole`: they are half of the work.
        """
        values = {"round": round_id, "person": person_id, "now": now, "whole": whole}
        found = await self._database.row(SITTING, values)
        if found is None:
            raise NotFound(who.GONE)
        return Sitting(
            round=as_round(found),
            away_until=found["away_until"],
            own=_answer(found["own"]),
            last=_answer(found["last"]),
            last_on=found["last_on"],
            last_rounds=found["last_rounds"],
            people=_people(found["people"] or "[]"),
            owner=found["owner"],
            report=REPORT.validate_python(found["report"]) if found["report"] else None,
            leaders=frozenset(found["leaders"]),
            zone=found["zone"],
        )

    async def keep(
        self, round_id: str, person_id: str, nonce: str, answer: Answer, says: str, now: datetime
    ) -> Kept:
        """Store an answer once; a repeated nonce changes nothing and hears the same.

        Raises NotAllowed when the round has closed.
        """
        body = Jsonb(ANSWER.dump_python(answer, mode="json"))
        key = {"round": round_id, "person": person_id, "nonce": nonce, "now": now}
        return await self._once(_KEEP, {**key, "says": says, "body": body})

    async def withdraw(
        self, round_id: str, person_id: str, nonce: str, says: str, now: datetime
    ) -> Kept:
        """Take an answer back; twice is the same as once. Raises NotAllowed as `keep`."""
        key = {"round": round_id, "person": person_id, "nonce": nonce, "now": now}
        return await self._once(_WITHDRAW, {**key, "says": says})

    async def repeat_last(self, round_id: str, person_id: str, last: Answer, now: datetime) -> bool:
        """Answer as last time, unless they have answered. Raises NotAllowed as `keep`."""
        body = Jsonb(ANSWER.dump_python(last, mode="json"))
        values = {"round": round_id, "person": person_id, "body": body, "now": now}
        found = await self._database.row(_REPEAT_LAST, values)
        if not found or not found["open"]:
            raise NotAllowed(TOO_LATE)
        return bool(found["new"])

    async def sheet(self, round_id: str, now: datetime) -> Sheet:
        """Who answered what, by name; for the project's owner and staff only. Raises NotFound."""
        values = {"round": round_id, "now": now}
        async with self._database.connection() as connection:
            found = await row(connection, ROUND, values)
            if found is None:
                raise NotFound(who.GONE)
            answers = await rows(connection, dict, _SHEET, values)
            names = await rows(connection, Person, _NAMES, values)
        return Sheet(
            round=as_round(found),
            answers=[(each["name"], ANSWER.validate_python(each["body"])) for each in answers],
            names={each.id: each.name for each in names},
        )

    async def _once(self, query: LiteralString, values: Mapping[str, object]) -> Kept:
        """Keep it unless the nonce is known: then they hear what the first one did."""
        async with self._database.connection() as connection:
            found = await row(connection, query, values)
            if found and found["new"]:
                return Kept(str(values["says"]), new=True)
            before = await row(connection, _SAID, values)
        if before is None:
            raise NotAllowed(TOO_LATE)
        return Kept(before["said"], new=False)


@lru_cache(64)
def _people(told: str) -> tuple[Person, ...]:
    """From JSON. A whole team opens the same form within minutes."""
    return tuple(Person(*each) for each in json.loads(told))


def _answer(body: object) -> Answer | None:
    return None if body is None else ANSWER.validate_python(body)
