"""Closing a round: its answers become its report in the same transaction that ends it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from psycopg.types.json import Jsonb
from pydantic import ValidationError

from core.checkins import who
from core.checkins.items import Ruling, item_id
from core.checkins.model import Round
from core.checkins.ports import Writer
from core.checkins.report import Given, Material, Report, with_rulings
from core.errors import NotFound
from core.people.model import Person
from store.checkins.answers import ANSWER, REPORT
from store.checkins.rounds import ROUND, as_round
from store.database import Connection, Database, row, rows
from store.posting.things import end

T = TypeVar("T")
KEPT = 12  # earlier reports that a new one is compared with

log = logging.getLogger(__name__)

_HOLD = "SELECT closed_at IS NOT NULL AS closed FROM rounds WHERE id = %(round)s FOR UPDATE"

_ANSWERS = """
    SELECT body, (answered_at AT TIME ZONE %(zone)s)::date AS on FROM answers
    WHERE round_id = %(round)s
"""

# Of each whom the round asks and who did not answer it, what they said last.
SILENT = """
    SELECT last.body, (last.answered_at AT TIME ZONE %(zone)s)::date AS on
    FROM rounds AS round
    CROSS JOIN LATERAL respondents(round.by_members, place_of(round.channel_id, round.team_id),
                                   round.people, 'infinity') AS asked
    CROSS JOIN LATERAL (
        SELECT body, answered_at FROM answers JOIN rounds AS before ON before.id = round_id
        WHERE person_id = asked.person_id AND before.checkin_id = round.checkin_id
          AND before.opens_at < round.opens_at
        ORDER BY before.opens_at DESC, before.id LIMIT 1) AS last
    WHERE round.id = %(round)s AND NOT EXISTS (
        SELECT FROM answers WHERE round_id = round.id AND person_id = asked.person_id)
    ORDER BY asked.person_id
"""

# Also the newest one with an answer, however long ago that was.
EARLIER = """
    WITH newest AS (
        (SELECT id FROM rounds
         WHERE checkin_id = %(checkin)s AND report_answered IS NOT NULL AND id <> %(round)s
         ORDER BY closed_at DESC, id LIMIT %(kept)s)
        UNION (SELECT id FROM rounds
               WHERE checkin_id = %(checkin)s AND report_answered > 0 AND id <> %(round)s
               ORDER BY closed_at DESC, id LIMIT 1)
    )
    SELECT report FROM rounds JOIN newest USING (id) ORDER BY closed_at DESC, id
"""

_RULINGS = """
    SELECT wanted_id AS item, person_id AS by, decided, decided_at AS at,
        (decided_at AT TIME ZONE %(zone)s)::date AS on
    FROM digest_decisions
    WHERE person_id = ANY (%(owners)s) AND wanted_id = ANY (%(items)s) ORDER BY id
"""

_PEOPLE = "SELECT id, name FROM people WHERE id = ANY (%(ids)s)"


class ClosingStore:
    """Implements core.checkins.ports.Closing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self, round_id: str, now: datetime, write: Writer) -> bool:
        """End a round and keep its report; False when it was closed before. Raises NotFound.

        `write` makes the report. Who answers shares the round's row, and this waits for them: an
        answer that came first is in the report; one that comes later is refused.
        """
        async with self._database.transaction() as connection:
            held = await row(connection, _HOLD, {"round": round_id})
            if held is None:
                raise NotFound(who.GONE)
            if held["closed"]:
                return False
            await self._report(connection, round_id, now, write)
            await end(connection, "round", round_id)
        return True

    async def report(self, round_id: str) -> Report:
        """The report of a closed round, with what was answered to it since.

        Raises NotFound while it is open.
        """
        async with self._database.connection() as connection:
            found = await row(
                connection,
                """
                SELECT report, project_id, time_zone FROM rounds
                WHERE id = %(round)s AND report IS NOT NULL
                """,
                {"round": round_id},
            )
            if found is None:
                raise NotFound("This round has no report yet.")
            report, project = REPORT.validate_python(found["report"]), found["project_id"]
            said = await _rulings(connection, [report], project, found["time_zone"])
        return with_rulings(report, project, said)

    async def _report(
        self, connection: Connection, round_id: str, now: datetime, write: Writer
    ) -> None:
        key = {"round": round_id, "now": now}
        found = await row(connection, ROUND, key)
        if found is None:
            raise NotFound(who.GONE)
        round_ = as_round(found)
        report = write(round_, await _material(connection, round_))
        await connection.execute(
            "UPDATE rounds SET closed_at = %(now)s, report = %(report)s WHERE id = %(round)s",
            {**key, "report": Jsonb(REPORT.dump_python(report, mode="json"))},
        )


async def _material(connection: Connection, round_: Round) -> Material:
    values = {
        "checkin": round_.checkin_id,
        "round": round_.id,
        "zone": round_.time_zone,
        "kept": KEPT,
    }
    answers = _readable(_given, await rows(connection, dict, _ANSWERS, values), round_.id)
    silent = _readable(_given, await rows(connection, dict, SILENT, values), round_.id)
    earlier = _readable(_earlier, await rows(connection, dict, EARLIER, values), round_.id)
    raised = [each.answer.attention for each in (*answers, *silent)]
    owners = [each.owner for each in raised if each and each.owner]
    people = await rows(connection, Person, _PEOPLE, {"ids": owners})
    return Material(
        answers=answers,
        silent=silent,
        earlier=earlier,
        project_id=round_.project_id,
        rulings=await _rulings(connection, earlier, round_.project_id, round_.time_zone),
        names={each.id: each.name for each in people},
        expected=round_.expected if isinstance(round_.expected, int) else None,
    )


def _readable(
    read: Callable[[Mapping[str, Any]], T], found: Sequence[Mapping[str, Any]], round_id: str
) -> list[T]:
    """One that cannot be read any more is left out, which the log tells, and holds up no other."""
    kept: list[T] = []
    for each in found:
        try:
            kept.append(read(each))
        except ValidationError as error:  # whose own words are people's
            why = error.errors(include_input=False, include_context=False)[0]["type"]
            log.error("left out of the report round=%s why=%s", round_id, why)
    return kept


def _given(found: Mapping[str, Any]) -> Given:
    return Given(ANSWER.validate_python(found["body"]), found["on"])


def _earlier(found: Mapping[str, Any]) -> Report:
    return REPORT.validate_python(found["report"])


async def _rulings(
    connection: Connection, reports: Sequence[Report], project_id: str, time_zone: str
) -> list[Ruling]:
    """What was answered to the items of these reports, oldest first."""
    items = [each for report in reports for each in report.attention if each.owner_id]
    if not items:
        return []
    values = {
        "items": [item_id(project_id, each.what) for each in items],
        "owners": [each.owner_id for each in items],
        "zone": time_zone,
    }
    return await rows(connection, Ruling, _RULINGS, values)
