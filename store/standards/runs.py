"""Audits that were done: kept with all they found, and looked up again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from core.errors import NotFound
from core.standards.facts import Team
from core.standards.model import Audited, Level, Outcome, Run
from core.standards.ports import OwnedTeam, Page, Reader
from core.standards.reports.causes import causes
from core.standards.reports.lines import Line
from core.standards.reports.trends import Trends
from core.standards.who import GONE
from store.bounded import LONG
from store.database import Connection, Database, row, rows
from store.standards import listing
from store.standards.comparing import compared
from store.standards.keeping import keep
from store.standards.memory import RunMemory
from store.standards.rows import FINDING, RUN, as_finding, as_run
from store.standards.trending import trends

# A run that somebody asked for of a few standards does not hide the newest of all of them.
OUTLASTS = timedelta(days=7)

NEWEST = """
    WHERE whole AND state = 'done'
      AND (%(team)s::text IS NULL OR EXISTS (
        SELECT FROM audit_teams WHERE run = number AND team_id = %(team)s))
      AND NOT EXISTS (
        SELECT FROM audit_runs AS wider
        WHERE wider.whole AND wider.state = 'done' AND wider.number < audit_runs.number
          AND wider.standards @> audit_runs.standards
          AND NOT audit_runs.standards @> wider.standards
          AND wider.finished_at > audit_runs.finished_at - %(outlasts)s)
    ORDER BY number DESC LIMIT 1
"""

_TEAMS = """
    SELECT run, team_id, name FROM audit_teams
    WHERE run = (SELECT number FROM audit_runs WHERE id = %(run)s)
      AND (%(person)s::text[] IS NULL OR owners @> %(person)s::text[])
    ORDER BY lower(name), team_id
"""

_OF_TEAMS = """
    WHERE run = %(run)s AND finding.team_id = ANY (%(teams)s)
    ORDER BY place
"""

_CHANNELS = """
    SELECT sum(cardinality(channels))::integer AS number, every(channels IS NOT NULL) AS read
    FROM audit_teams WHERE run = (SELECT number FROM audit_runs WHERE id = %(run)s)
"""

_IN_ORDER = """
    SELECT id FROM audit_runs WHERE id = ANY (%(ids)s) AND state = 'done' ORDER BY number
"""

_READERS = """
    SELECT person.id AS person_id,
        coalesce(chat_of(person.id), 'person:' || person.id) AS conversation_id
    FROM (
        SELECT coalesce(named.person_id, met.person_id) AS id, min(name.place) AS place
        FROM unnest(coalesce(%(called)s::text[], (
            SELECT array_agg(called ORDER BY place)
            FROM office_items,
                jsonb_array_elements_text(body -> 'staff') WITH ORDINALITY AS staff (called, place)
            WHERE part = 'center'))) WITH ORDINALITY AS name (called, place)
        LEFT JOIN named_people AS named ON named.called = name.called
        LEFT JOIN addresses AS met ON met.person_id = name.called
        GROUP BY 1) AS person
    WHERE person.id IS NOT NULL ORDER BY person.place
"""


class RunStore:
    """Implements core.standards.ports.Runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, audited: Audited, teams: Sequence[Team]) -> Audited:
        """Keep a run, and give it back as it compares; what is not listed comes back as it was."""
        async with self._database.transaction(LONG) as connection:
            findings = await keep(connection, audited, teams)
            if findings is None:
                return await _done(connection, audited.run.id) or audited
            return await compared(connection, replace(audited, findings=findings))

    def memory(self, run_id: str) -> RunMemory:
        """What a run that is not done has heard."""
        return RunMemory(self._database, run_id)

    async def archived_since(self, team_ids: Sequence[str]) -> Mapping[str, date]:
        """The day on which each of them was first seen archived."""
        found = await self._database.all(
            dict,
            "SELECT team_id, since FROM archived_teams WHERE team_id = ANY (%(ids)s)",
            {"ids": list(team_ids)},
        )
        return {each["team_id"]: each["since"] for each in found}

    async def latest(self, team_id: str | None = None) -> Audited | None:
        """The newest whole run, of all teams or with what concerns one."""
        async with self._database.transaction() as connection:
            run = await _newest(connection, team_id)
            return await _loaded(connection, run, team_id) if run else None

    async def get(self, run_id: str) -> Audited | None:
        """A run that was done."""
        async with self._database.transaction() as connection:
            return await _done(connection, run_id)

    async def called(self, begins: str) -> Sequence[Run]:
        """The runs that were done whose ids begin so."""
        found = await self._database.all(
            dict,
            RUN + " WHERE state = 'done' AND starts_with(id, %(begins)s) ORDER BY number LIMIT 2",
            {"begins": begins},
        )
        return [as_run(each) for each in found]

    async def side_by_side(self, one_id: str, other_id: str) -> Audited | None:
        """Of two runs that were done the later one, held against the other.

        The later one is the one that was kept later, as when each of them is held against the run
        before it, whichever took longer.
        """
        async with self._database.transaction(LONG) as connection:
            found = await rows(connection, dict, _IN_ORDER, {"ids": [one_id, other_id]})
            if len(found) < 2:
                return None
            earlier, later = (each["id"] for each in found)
            return await _done(connection, later, earlier)

    async def trends(self, runs: Sequence[Run]) -> Trends:
        """How it went over these runs."""
        async with self._database.transaction(LONG) as connection:
            return await trends(connection, runs)

    async def team(self, run_id: str) -> tuple[str, str]:
        """Id and name of the one team of a run. Raises NotFound."""
        values = {"run": run_id, "person": None}
        found = await self._database.row(_TEAMS, values)
        if found is None:
            raise NotFound(GONE)
        return found["team_id"], found["name"]

    async def write_list(self, run_id: str, lines: Sequence[Line]) -> None:
        """Keep the list of a run, from which its pages are read; the first time counts."""
        async with self._database.transaction() as connection:
            await listing.keep(connection, run_id, lines)

    async def page(self, run_id: str, start: int, most: int) -> Page | None:
        """So many lines of the list of a whole run, after the first `start`; None without one."""
        async with self._database.connection() as connection:
            return await listing.page(connection, run_id, start, most)

    async def history(self, most: int, standards: Sequence[str] | None = None) -> Sequence[Run]:
        """The latest whole runs, oldest first; with `standards` those of just these."""
        found = await self._database.all(
            dict,
            RUN
            + """
            WHERE whole AND state = 'done' AND (%(standards)s::text[] IS NULL
                OR standards @> %(standards)s AND standards <@ %(standards)s)
            ORDER BY number DESC LIMIT %(most)s
            """,
            {"standards": None if standards is None else list(standards), "most": most},
        )
        return [as_run(each) for each in reversed(found)]

    async def channels(self, run_id: str) -> int | None:
        """How many channels a run found in all; None where it did not read them of every team."""
        found = await self._database.row(_CHANNELS, {"run": run_id})
        return found["number"] if found and found["read"] else None

    async def owned(self, person_id: str) -> Sequence[OwnedTeam]:
        """The teams that a person owned when the newest whole run read them, by name."""
        async with self._database.transaction() as connection:
            newest = await _newest(connection)
            if newest is None:
                return []
            values = {"run": newest.id, "person": [person_id]}
            teams = await rows(connection, dict, _TEAMS, values)
            return await _standing(connection, teams)

    async def names(self) -> Mapping[str, str]:
        """The names of the teams by id, as the newest whole run read them."""
        async with self._database.transaction() as connection:
            newest = await _newest(connection)
            values = {"run": newest.id if newest else None, "person": None}
            teams = await rows(connection, dict, _TEAMS, values)
        return {each["team_id"]: each["name"] for each in teams}

    async def center(self) -> tuple[str, str]:
        """The organisation and the time zone of the office file; empty and UTC without one."""
        found = await self._database.row(
            """
            SELECT body ->> 'organisation' AS name, body ->> 'time_zone' AS zone
            FROM office_items WHERE part = 'center'
            """
        )
        return (found["name"], found["zone"]) if found else ("", "UTC")

    async def next_at(self) -> datetime | None:
        """When the next audit of the office file is due; None when there is none."""
        found = await self._database.row(
            "SELECT min(next_due_at) AS at FROM schedules WHERE kind = 'audit'"
        )
        return found["at"] if found else None

    async def readers(self, called: Sequence[str] | None) -> Sequence[Reader]:
        """Who the people are that the office file names so; None: its staff."""
        async with self._database.connection() as connection:
            return await readers(connection, called)


async def _standing(
    connection: Connection, teams: Sequence[Mapping[str, Any]]
) -> Sequence[OwnedTeam]:
    """How teams of one run came out, as people count it."""
    values = {"run": teams[0]["run"] if teams else 0, "teams": [each["team_id"] for each in teams]}
    found = causes(
        [as_finding(each) for each in await rows(connection, dict, FINDING + _OF_TEAMS, values)]
    )
    numbers = Counter((each.subject.team, each.outcome, each.level) for each in found)

    def number(team: str, outcome: Outcome, *levels: Level) -> int:
        return sum(numbers[team, outcome, level] for level in levels)

    return [
        OwnedTeam(
            (id_ := each["team_id"]),
            each["name"],
            number(id_, Outcome.FAILED, Level.MUST),
            number(id_, Outcome.FAILED, Level.SHOULD),
            number(id_, Outcome.UNKNOWN, *Level),
        )
        for each in teams
    ]


async def _loaded(
    connection: Connection, run: Run, team_id: str | None = None, earlier: str | None = None
) -> Audited:
    """A run that is kept, with its findings or those that concern one team."""
    found = await rows(
        connection,
        dict,
        FINDING
        + """
        JOIN audit_runs ON number = run
        WHERE audit_runs.id = %(id)s
          AND concerns(%(team)s, team_id, subject_type, subject_id)
        ORDER BY place
        """,
        {"id": run.id, "team": team_id},
    )
    audited = Audited(run, [as_finding(each) for each in found])
    return await compared(connection, audited, team_id, earlier)


async def is_there(database: Database) -> bool:
    """Whether the database has audits at all: it may be empty, or older than they are."""
    found = await database.row("SELECT to_regclass('audit_teams') IS NOT NULL AS yes")
    return bool(found and found["yes"])


async def readers(connection: Connection, called: Sequence[str] | None) -> Sequence[Reader]:
    """Like RunStore.readers, on the connection of a transaction."""
    values = {"called": None if called is None else list(called)}
    return await rows(connection, Reader, _READERS, values)


async def _done(connection: Connection, run_id: str, earlier: str | None = None) -> Audited | None:
    query = RUN + " WHERE id = %(id)s AND state = 'done'"
    found = await row(connection, query, {"id": run_id})
    return await _loaded(connection, as_run(found), earlier=earlier) if found else None


async def _newest(connection: Connection, team_id: str | None = None) -> Run | None:
    found = await row(connection, RUN + NEWEST, {"team": team_id, "outlasts": OUTLASTS})
    return as_run(found) if found else None
