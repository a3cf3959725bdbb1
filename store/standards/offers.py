"""What could be put right in each team, as it was last read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from core.standards.changes.model import Change
from core.standards.changes.offers import Offer, OfferedTeam
from core.standards.changes.planning import place_in_order
from store.bounded import LONG
from store.database import Database
from store.standards.change_rows import as_change, change_parts

# What was approved, is being done, or was done after the team was read, is under way.
_OF_TEAM = """
    SELECT team_name, run, read_at, change, EXISTS (
        SELECT FROM plan_changes AS done WHERE done.id = change ->> 'id'
          AND (done.state IN ('approved', 'applying', 'undoing')
            OR done.state IN ('applied', 'verified') AND done.at >= read_at)) AS under_way
    FROM offers
    CROSS JOIN LATERAL jsonb_array_elements(changes) WITH ORDINALITY AS each_ (change, place)
    WHERE team_id = %(team)s ORDER BY read_at DESC, standard, place
"""

_OFFERED: LiteralString = """
    WITH found AS (
        SELECT team_id AS id, min(team_name) AS name, count(DISTINCT change.id) AS changes
        FROM offers CROSS JOIN LATERAL jsonb_to_recordset(changes) AS change (id text, mode text)
        WHERE (%(team)s::text IS NULL OR team_id = %(team)s)
          AND change.mode <> 'guided' AND NOT EXISTS (
            SELECT FROM plan_changes AS done WHERE done.id = change.id
              AND (done.state IN ('approved', 'applying', 'undoing')
                OR done.state IN ('applied', 'verified') AND done.at >= read_at))
        GROUP BY team_id)
    WHAT
"""
_TEAMS = _OFFERED.replace(
    "WHAT",
    """
    SELECT id, name, changes, count(*) OVER () AS number FROM found
    ORDER BY lower(name), id OFFSET %(start)s LIMIT %(most)s
    """,
)
_NUMBER = _OFFERED.replace("WHAT", "SELECT coalesce(sum(changes), 0)::int AS number FROM found")

_FORGET = """
    DELETE FROM offers WHERE standard = ANY (%(standards)s)
      AND (%(teams)s::text[] IS NULL OR team_id = ANY (%(teams)s))
"""

_KEEP = """
    INSERT INTO offers (team_id, standard, team_name, run, read_at, changes)
    SELECT team_id, standard, team_name, %(run)s, %(read_at)s, changes
    FROM jsonb_to_recordset(%(offers)s) AS each (
        team_id text, standard text, team_name text, changes jsonb)
    ORDER BY team_id, standard
    ON CONFLICT (team_id, standard) DO UPDATE SET team_name = excluded.team_name,
        run = excluded.run, read_at = excluded.read_at, changes = excluded.changes
"""


class OfferStore:
    """Implements core.standards.changes.ports.Offers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self,
        run_id: str,
        read_at: datetime,
        standards: Sequence[str],
        teams: Sequence[str] | None,
        changes: Sequence[Change],
    ) -> None:
        """What a reading proposes takes the place of what was offered by these standards, to these
        teams or (None) to all. Twice is once."""
        values = {"standards": list(standards), "teams": None if teams is None else list(teams)}
        async with self._database.transaction(LONG) as connection:
            await connection.execute(_FORGET, values)
            kept = {"run": run_id, "read_at": read_at, "offers": Jsonb(_rows(changes))}
            await connection.execute(_KEEP, kept)

    async def forget(self, standards: Sequence[str]) -> None:
        """What is offered by none of these, as their files are not there any more."""
        query = "DELETE FROM offers WHERE standard <> ALL (%(standards)s)"
        await self._database.run(query, {"standards": list(standards)})

    async def of_team(self, team_id: str) -> Offer | None:
        """What is offered for a team now; None where nothing is."""
        found = await self._database.all(dict, _OF_TEAM, {"team": team_id})
        if not found:
            return None
        newest = found[0]
        return Offer(
            team_id,
            newest["team_name"],
            newest["run"],
            newest["read_at"],
            _changes(found, under_way=False),
            _changes(found, under_way=True),
        )

    async def number(self, team_id: str | None = None) -> int:
        """How many changes are offered that may be written."""
        found = await self._database.row(_NUMBER, {"team": team_id})
        return int(found["number"]) if found else 0

    async def teams(self, start: int, most: int) -> tuple[Sequence[OfferedTeam], int]:
        """Teams for which something is offered that may be written, and how many there are."""
        values = {"team": None, "start": start, "most": most}
        found = await self._database.all(dict, _TEAMS, values)
        teams = [OfferedTeam(each["id"], each["name"], each["changes"]) for each in found]
        return teams, found[0]["number"] if found else 0


def _changes(found: Sequence[Mapping[str, Any]], *, under_way: bool) -> tuple[Change, ...]:
    """Each once, though readings of different standards propose it, in the order of applying."""
    wanted = [each["change"] for each in found if each["under_way"] is under_way]
    changes = [as_change(each) for each in wanted]
    once = {each.id: each for each in reversed(changes)}
    return tuple(sorted(once.values(), key=place_in_order))


def _rows(changes: Sequence[Change]) -> list[Mapping[str, object]]:
    found: dict[tuple[str, str], list[Change]] = {}
    for each in changes:
        found.setdefault((each.team_id, each.standard), []).append(each)
    return [
        {
            "team_id": team,
            "standard": standard,
            "team_name": of[0].team_name,
            "changes": [change_parts(each) for each in of],
        }
        for (team, standard), of in found.items()
    ]
