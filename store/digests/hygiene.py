"""How tidy the teams of a scope are by the newest whole audit, and by the one of a week before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.days import local_day
from core.digests.model import Hygiene
from core.digests.scope import Inside
from core.standards.model import Overload
from core.words import count
from store.database import Connection, row, rows
from store.standards.rows import OVERLOAD
from store.standards.runs import NEWEST, OUTLASTS

A_WEEK = timedelta(days=6, hours=12)  # audits of two weeks do not end at the same minute
WORST = 3

_RUN = """
    SELECT number, finished_at, standards, complete,
        (counts ->> 'judged_teams')::integer AS judged, (counts ->> 'tidy_teams')::integer AS tidy,
        overload
    FROM audit_runs
"""

_BEFORE = """
    WHERE whole AND state = 'done' AND number < %(number)s AND finished_at <= %(latest)s
      AND standards @> %(standards)s AND standards <@ %(standards)s
    ORDER BY number DESC LIMIT 1
"""

# Teams of the office that the run does not cover (any more) are not known to be tidy.
_TEAMS = """
    SELECT count(*) AS teams, count(*) FILTER (WHERE read) AS read,
        count(*) FILTER (WHERE covered AND NOT untidy) AS tidy
    FROM (
        SELECT team.run IS NOT NULL AS covered,
            team.owners IS NOT NULL AND NOT coalesce(bool_or(outcome = 'unknown'), false) AS read,
            coalesce(bool_or(level = 'must' AND outcome IN ('failed', 'unknown')), false) AS untidy
        FROM (
            SELECT DISTINCT body ->> 'team' AS id FROM office_items
            WHERE part = 'projects' AND id = ANY (%(projects)s) AND body ->> 'team' IS NOT NULL
        ) AS ours
        LEFT JOIN audit_teams AS team ON team.run = %(number)s AND team.team_id = ours.id
        LEFT JOIN audit_findings AS finding USING (run, team_id)
        LEFT JOIN audit_clauses AS clause USING (run, clause)
        GROUP BY ours.id, team.run, team.owners) AS judged
"""

# Clauses of one rule that fail for one thing are one cause; the gravest of them speaks.
_WORST = """
    WITH causes AS (
        SELECT DISTINCT ON (team.team_id, rule, subject_type, subject_id)
            team.team_id, team.name, finding.says, place,
            array_position(ARRAY['critical', 'high', 'medium', 'low'], severity) AS rank
        FROM audit_teams AS team
        JOIN audit_findings AS finding USING (run, team_id)
        JOIN audit_clauses AS clause USING (run, clause)
        WHERE run = %(number)s AND outcome = 'failed' AND level = 'must'
          AND (%(everything)s OR team.team_id IN (
            SELECT body ->> 'team' FROM office_items
            WHERE part = 'projects' AND id = ANY (%(projects)s)))
        ORDER BY team.team_id, rule, subject_type, subject_id, rank, place
    ), of_each AS (
        SELECT DISTINCT ON (team_id) team_id, name, says, rank,
            count(*) OVER (PARTITION BY team_id) AS failed
        FROM causes ORDER BY team_id, rank, place
    )
    SELECT name, says, failed, count(*) OVER () AS teams FROM of_each
    ORDER BY failed DESC, rank, lower(name), team_id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class _Tidy:
    """One run as it judged the teams of the scope."""

    at: datetime
    tidy: int
    teams: int
    complete: float


async def hygiene(connection: Connection, inside: Inside, time_zone: str) -> Hygiene | None:
    """Of all teams where everything is inside, else of the projects' teams; None: no audit yet.

    A team is tidy when nothing of it that must be met failed, or could not be read. Days are those
    of the time zone.
    """
    newest = await row(connection, _RUN + NEWEST, {"team": None, "outlasts": OUTLASTS})
    if newest is None:
        return None
    now = await _judged(connection, newest, inside)
    values = {**newest, "latest": newest["finished_at"] - A_WEEK}
    earlier = await row(connection, _RUN + _BEFORE, values)
    before = await _judged(connection, earlier, inside) if earlier else None
    worst = await _worst(connection, newest["number"], inside)
    return Hygiene(
        on=local_day(now.at, time_zone),
        tidy=now.tidy,
        teams=now.teams,
        complete=now.complete,
        on_before=local_day(before.at, time_zone) if before else None,
        tidy_before=before.tidy if before else None,
        teams_before=before.teams if before else None,
        worst=tuple((each["name"], _seen(each["says"], each["failed"] - 1)) for each in worst),
        more=worst[0]["teams"] - len(worst) if worst else 0,
        overload=_overload(newest, inside),
        overload_before=_overload(earlier, inside) if earlier else None,
    )


def _overload(run: Mapping[str, Any], inside: Inside) -> Overload | None:
    """What it knows of all people, who are more than those of a part."""
    return OVERLOAD.validate_python(run["overload"]) if inside.everything else None


async def _judged(connection: Connection, run: Mapping[str, Any], inside: Inside) -> _Tidy:
    at = run["finished_at"]
    if inside.everything:
        return _Tidy(at, run["tidy"], run["judged"], run["complete"])
    values = {"number": run["number"], "projects": list(inside.projects)}
    found = await row(connection, _TEAMS, values) or {"teams": 0, "read": 0, "tidy": 0}
    share = found["read"] / found["teams"] if found["teams"] else 1.0
    return _Tidy(at, found["tidy"], found["teams"], share)


async def _worst(
    connection: Connection, number: int, inside: Inside
) -> Sequence[Mapping[str, Any]]:
    """The teams of which most must be put right, each with the gravest of it, of how many."""
    return await rows(
        connection,
        dict,
        _WORST,
        {
            "number": number,
            "projects": list(inside.projects),
            "everything": inside.everything,
            "most": WORST,
        },
    )


def _seen(says: str, more: int) -> str:
    return f"{says.rstrip('.')}, and {count(more, 'more finding')}" if more else says
