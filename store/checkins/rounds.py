"""Check-ins and their rounds: opening them, and what there is of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from core.checkins import who
from core.checkins.model import Questions, Round
from core.checkins.overview import Watched
from core.checkins.recipients import Recipient
from core.checkins.sitting import Asked, Opened
from core.errors import NotFound
from core.facts import Gap
from core.schedules.model import Begun, Repeating, Step
from core.work import Defer
from store.checkins.opening import open_rounds
from store.checkins.overview import overview
from store.checkins.questions import asked
from store.checkins.recipients import newest, recipients
from store.database import Connection, Database, rows

ROUND = """
    SELECT round.id, round.checkin_id, round.project_id, round.project, round.questions,
        round.asked, round.report, round.opens_at, round.closes_at, round.closed_at, round.late,
        round.time_zone, round.gap AS asks_again,
        (SELECT count(*) FROM answers WHERE round_id = round.id) AS answered,
        (SELECT count(*) FROM (
            SELECT person_id FROM respondents(round.by_members,
                place_of(round.channel_id, round.team_id), round.people,
                %(now)s)
            UNION SELECT person_id FROM answers WHERE round_id = round.id) AS asked) AS expected,
        NOT EXISTS (
            SELECT FROM office_items AS own
            WHERE part = 'people' AND body ->> 'time_zone' <> round.time_zone
              AND person_of(own.id) IN (
                SELECT person_id FROM respondents(round.by_members,
                    place_of(round.channel_id, round.team_id), round.people, 'infinity')))
        AND NOT EXISTS (
            SELECT FROM respondents(round.by_members,
                place_of(round.channel_id, round.team_id), round.people, 'infinity') AS asked
            JOIN clients ON clients.person_id = asked.person_id
            WHERE clients.time_zone NOT IN ('', round.time_zone)
              AND zone_of(asked.person_id, '') IS NULL)
            AS one_clock,
        roster.read_at IS NOT NULL OR NOT round.by_members AS roster_known,
        coalesce(roster.gap, 'the roster was not read yet') AS why_not
    FROM rounds AS round
    LEFT JOIN rosters AS roster ON roster.place = place_of(round.channel_id, round.team_id)
    WHERE round.id = %(round)s
"""


class RoundStore:
    """Implements core.checkins.ports.Rounds."""

    def __init__(
        self, database: Database, defer: Defer, questions: Mapping[str, Questions]
    ) -> None:
        self._database = database
        self._defer = defer
        self._questions = questions

    async def begin(self, connection: Connection, step: Step) -> Begun | None:
        """Open the round that came due; one that somebody opened meanwhile is given."""
        if step.opens is None or step.closes_at is None:
            return None
        times = {step.what.id: (step.opens.at, step.closes_at, step.late)}
        made = await open_rounds(connection, self._defer, self._questions, times)
        return Begun(made[0].round_id, made[0].new) if made else None

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """Those whose last round is over but not closed yet."""
        found = await self._database.all(
            dict,
            """
            SELECT checkin_id AS id FROM rounds
            WHERE closed_at IS NULL AND closes_at <= %(now)s AND checkin_id = ANY (%(ids)s)
            """,
            {"now": now, "ids": [each.id for each in due]},
        )
        over = {each["id"] for each in found}
        return [each for each in due if each.id in over]

    async def open(
        self, checkin_ids: Sequence[str] | None, now: datetime, opener: str | None = None
    ) -> tuple[list[Opened], list[str]]:
        """Open rounds now, of all check-ins or of those named; an open round is given as it is.

        Returns them, and the ids that no active check-in has: if there are any, nothing is opened.
        `opener` is who asked for it in its channel.
        """
        async with self._database.transaction() as connection:
            found = await rows(
                connection,
                dict,
                """
                SELECT id, open_for FROM checkins
                WHERE NOT retired AND (%(ids)s::text[] IS NULL OR id = ANY (%(ids)s)) ORDER BY id
                """,
                {"ids": None if checkin_ids is None else list(checkin_ids)},
            )
            times = {each["id"]: (now, now + each["open_for"], False) for each in found}
            unknown = [each for each in checkin_ids or [] if each not in times]
            if unknown:
                return [], unknown
            questions = self._questions
            return await open_rounds(connection, self._defer, questions, times, opener), []

    async def open_rounds(self, checkin_ids: Sequence[str] | None) -> list[str]:
        """Ids of the open rounds, of all check-ins or of those named."""
        found = await self._database.all(
            dict,
            """
            SELECT id FROM rounds WHERE closed_at IS NULL
              AND (%(ids)s::text[] IS NULL OR checkin_id = ANY (%(ids)s)) ORDER BY id
            """,
            {"ids": None if checkin_ids is None else list(checkin_ids)},
        )
        return [each["id"] for each in found]

    async def round(self, round_id: str, now: datetime) -> Round:
        """A round as it stands, with how many of how many answered. Raises NotFound."""
        found = await self._database.row(ROUND, {"round": round_id, "now": now})
        if found is None:
            raise NotFound(who.GONE)
        return as_round(found)

    async def in_channel(self, channel_id: str) -> list[str]:
        """Ids of the active check-ins of a channel."""
        found = await self._database.all(
            dict,
            "SELECT id FROM checkins WHERE channel_id = %(channel)s AND NOT retired ORDER BY id",
            {"channel": channel_id},
        )
        return [each["id"] for each in found]

    async def asking(self, person_id: str, now: datetime) -> list[Asked]:
        """The open rounds that ask this person, with whether they have answered."""
        return await self._database.all(
            Asked,
            """
            SELECT round.id, round.project, round.closes_at, round.time_zone,
                EXISTS (SELECT FROM answers WHERE round_id = round.id
                        AND person_id = %(person)s) AS answered
            FROM rounds AS round
            WHERE closed_at IS NULL AND closes_at > %(now)s AND %(person)s IN (
                SELECT person_id FROM respondents(by_members, place_of(channel_id, team_id), people,
                    %(now)s))
            ORDER BY closes_at, id LIMIT 50
            """,
            {"person": person_id, "now": now},
        )

    async def overview(self, now: datetime) -> list[Watched]:
        """Every check-in that runs, as it stands."""
        return await overview(self._database, now)

    async def newest(self, id_: str) -> tuple[str, str] | None:
        """A round and its check-in, by the id of either."""
        return await newest(self._database, id_)

    async def recipients(self, round_id: str, now: datetime) -> list[Recipient]:
        """Everybody whom a round concerns."""
        return await recipients(self._database, round_id, now)


def as_round(found: Mapping[str, Any]) -> Round:
    """The core's round from a row of `ROUND`."""
    values = {name: found[name] for name in Round.__dataclass_fields__ if name in found}
    expected = values["expected"] if found["roster_known"] else Gap(str(found["why_not"]))
    return Round(**{**values, "expected": expected, "questions": asked(found)})
