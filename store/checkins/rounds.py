"""Check-ins and their rounds: what is due, opening, closing, what a card shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.checkins.model import Round
from core.checkins.sitting import Showing
from core.errors import NotFound
from core.facts import Gap
from core.ports import Defer, Opened
from core.schedules.model import Outcome, Step, Waiting
from store.checkins.opening import open_rounds
from store.database import Connection, Database, rows
from store.schedules.advancing import BATCH, Begun, Kind, advance, waiting

KIND = Kind("checkins", "checkin")

ROUND = """
    SELECT round.id, round.checkin_id, round.project_id, round.project, round.questions,
        round.opens_at, round.closes_at, round.closed_at, round.late, round.time_zone,
        round.version, round.channel_id, round.team_id,
        (SELECT count(*) FROM answers WHERE round_id = round.id) AS answered,
        (SELECT count(*) FROM (
            SELECT person_id FROM respondents(round.by_members,
                place_of(round.channel_id, round.team_id), round.people,
                (%(now)s AT TIME ZONE round.time_zone)::date)
            UNION SELECT person_id FROM answers WHERE round_id = round.id) AS asked) AS expected,
        roster.read_at IS NOT NULL OR NOT round.by_members AS roster_known,
        coalesce(roster.gap, 'the roster was not read yet') AS gap
    FROM rounds AS round
    LEFT JOIN rosters AS roster ON roster.place = place_of(round.channel_id, round.team_id)
"""


class CheckinStore:
    """Implements core.ports.Checkins."""

    def __init__(self, database: Database, defer: Defer) -> None:
        self._database = database
        self._defer = defer

    async def due(self, now: datetime) -> list[Waiting]:
        """Check-ins whose next time has come, longest waiting first.

        One whose last round is over but not closed yet is left for the next look.
        """
        found = await self._database.all(
            dict,
            """
            SELECT id, cron, time_zone, every_weeks, starts_on, next_local, open_for, paused
            FROM checkins WHERE next_due_at <= %(now)s AND cron IS NOT NULL
              AND NOT EXISTS (SELECT FROM rounds WHERE checkin_id = checkins.id
                              AND closed_at IS NULL AND closes_at <= %(now)s)
            ORDER BY next_due_at, id LIMIT %(batch)s
            """,
            {"batch": BATCH, "now": now},
        )
        return [waiting(each, each["open_for"], each["paused"]) for each in found]

    async def advance(self, steps: Sequence[Step]) -> int:
        """Record what came due and open what is to be opened; how many rounds this call opened."""
        return await advance(self._database, KIND, steps, self._begin)

    async def open(
        self, checkin_ids: Sequence[str] | None, now: datetime
    ) -> tuple[list[Opened], list[str]]:
        """Open rounds now, of all check-ins or of those named; an open round is given as it is.

        Returns them, and the ids that no active check-in has: if there are any, nothing is opened.
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
            return await open_rounds(connection, self._defer, times), []

    async def close_due(self, now: datetime) -> list[str]:
        """Ids of open rounds whose time is over, oldest first."""
        found = await self._database.all(
            dict,
            """
            SELECT id FROM rounds WHERE closed_at IS NULL AND closes_at <= %(now)s
            ORDER BY closes_at, id LIMIT %(batch)s
            """,
            {"batch": BATCH, "now": now},
        )
        return [each["id"] for each in found]

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

    async def showing(self, round_id: str, now: datetime) -> Showing:
        """A round as it stands, with how many of how many answered. Raises NotFound."""
        found = await self._database.row(
            ROUND + " WHERE round.id = %(round)s", {"round": round_id, "now": now}
        )
        if found is None:
            raise NotFound("This check-in is not there any more.")
        return Showing(as_round(found), found["version"], found["team_id"], found["channel_id"])

    async def in_channel(self, channel_id: str) -> list[str]:
        """Ids of the active check-ins of a channel."""
        found = await self._database.all(
            dict,
            "SELECT id FROM checkins WHERE channel_id = %(channel)s AND NOT retired ORDER BY id",
            {"channel": channel_id},
        )
        return [each["id"] for each in found]

    async def _begin(self, connection: Connection, step: Step) -> Begun | None:
        if step.opens is None or step.closes_at is None:
            return None
        late = step.past[-1][1] is Outcome.LATE
        times = {step.id: (step.opens.at, step.closes_at, late)}
        made = await open_rounds(connection, self._defer, times)
        return Begun(made[0].round_id, made[0].new) if made else None


def as_round(found: Mapping[str, Any]) -> Round:
    """The core's round from a row of `ROUND`."""
    known = found["roster_known"]
    values = {name: found[name] for name in Round.__dataclass_fields__ if name in found}
    return Round(**{**values, "expected": values["expected"] if known else Gap(str(found["gap"]))})
