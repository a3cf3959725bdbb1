"""Runs one after another: what each found of a standard, a rule, a team, and what was put right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString

from core.standards.engine import rules
from core.standards.model import Run
from core.standards.reports.causes import apart, cause
from core.standards.reports.trends import Point, PutRight, Trend, Trends
from store.database import Connection, rows
from store.standards.change_log import fixed_by
from store.standards.rows import FINDING, as_finding

# One cause counts once, however many clauses it breaks (core/standards/reports/causes.py).
_POINTS: LiteralString = """
    WITH found AS MATERIALIZED (
        SELECT run.number, standard, rule, subject_id, outcome,
            CASE WHEN rule = ANY (%(apart)s) THEN says END AS own,
            max(title) AS title, max(team_id) AS team_id, max(team_name) AS team
        FROM audit_runs AS run
        JOIN audit_findings AS finding ON finding.run = run.number
        JOIN audit_clauses AS clause ON (clause.run, clause.clause) = (run.number, finding.clause)
        WHERE run.id = ANY (%(ids)s) AND outcome IN ('failed', 'unknown')
        GROUP BY 1, 2, 3, 4, 5, 6
    ), causes AS MATERIALIZED (
        SELECT number, rule, subject_id, outcome, own,
            max(title) AS title, max(team_id) AS team_id, max(team) AS team
        FROM found GROUP BY 1, 2, 3, 4, 5
    )
    SELECT number, standard, NULL AS rule, NULL AS team_id, NULL AS title, NULL AS team, NUMBERS
    FROM found GROUP BY number, standard
    UNION ALL SELECT number, NULL, rule, NULL, max(title), NULL, NUMBERS
    FROM causes GROUP BY number, rule
    UNION ALL SELECT number, NULL, NULL, team_id, NULL, max(team), NUMBERS
    FROM causes WHERE team_id IS NOT NULL GROUP BY number, team_id
""".replace(
    "NUMBERS",
    "count(*) FILTER (WHERE outcome = 'failed') AS failed,"
    " count(*) FILTER (WHERE outcome = 'unknown') AS unknown",
)

_NUMBERS = "SELECT id, number FROM audit_runs WHERE id = ANY (%(ids)s)"

_COVERED = """
    SELECT run, team_id FROM audit_teams WHERE run = ANY (%(numbers)s) AND team_id = ANY (%(teams)s)
"""

_ENDED: LiteralString = """
    JOIN (
        SELECT seen_run AS run, seen_place AS place, first_seen_at, end_run,
            ending.finished_at AS fixed_at
        FROM audit_spans AS ended JOIN audit_runs AS ending ON ending.number = end_run
        WHERE met AND end_run > %(first)s AND end_run <= %(last)s
          AND standard = ANY (%(standards)s)
          AND NOT EXISTS (
            SELECT FROM audit_spans AS again WHERE again.end_run IS NULL
              AND (again.standard, again.rule, again.level, again.subject_id)
                = (ended.standard, ended.rule, ended.level, ended.subject_id))
    ) AS span USING (run, place)
    ORDER BY end_run DESC, run, place
"""
_FIXED = FINDING.replace("finding.first_seen_at", "span.first_seen_at, span.fixed_at") + _ENDED

Found = Mapping[str, Any]


async def trends(connection: Connection, runs: Sequence[Run]) -> Trends:
    """How it went over these whole runs of the same standards, oldest first."""
    asked = {"ids": [run.id for run in runs], "apart": [name for name in rules() if apart(name)]}
    kept = await rows(connection, dict, _NUMBERS, asked)
    by_id = {each["id"]: each["number"] for each in kept}
    numbers = [by_id[run.id] for run in runs]
    found = await rows(connection, dict, _POINTS, asked)
    of_teams = [each for each in found if each["team_id"]]
    return Trends(
        runs=runs,
        standards=_trends((each for each in found if each["standard"]), "standard", numbers),
        rules=[_begun(each) for each in _of_rules(found, numbers)],
        teams=await _of_teams(connection, of_teams, numbers),
        fixed=await _fixed(connection, runs, numbers),
    )


def _of_rules(found: Iterable[Found], numbers: Sequence[int]) -> list[Trend]:
    return _trends((each for each in found if each["rule"]), "rule", numbers, "title")


def _trends(
    found: Iterable[Found], of: str, numbers: Sequence[int], called: str = ""
) -> list[Trend]:
    """A trend for each value of a column; nothing found is a nought."""
    points: defaultdict[str, dict[int, Point]] = defaultdict(dict)
    names: dict[str, str] = {}
    for each in sorted(found, key=lambda row: row["number"]):
        points[each[of]][each["number"]] = Point(each["failed"], each["unknown"])
        names[each[of]] = each[called or of]
    made = [
        Trend(names[key], [at.get(number, Point(0, 0)) for number in numbers])
        for key, at in points.items()
    ]
    return sorted(made, key=lambda trend: trend.rank)


def _begun(trend: Trend) -> Trend:
    """Before the first run that found anything of it nobody can tell whether it was asked."""
    first = next((at for at, each in enumerate(trend.points) if each != Point(0, 0)), 0)
    return Trend(trend.name, [*[None] * first, *trend.points[first:]])


async def _of_teams(
    connection: Connection, found: Sequence[Found], numbers: Sequence[int]
) -> list[Trend]:
    """Those that any run found something of; None where a team was not there."""
    teams = sorted({each["team_id"] for each in found})
    asked = {"numbers": list(numbers), "teams": teams}
    kept = await rows(connection, dict, _COVERED, asked)
    there = {(each["run"], each["team_id"]) for each in kept}
    points = {
        (each["number"], each["team_id"]): Point(each["failed"], each["unknown"]) for each in found
    }
    names = {each["team_id"]: each["team"] for each in sorted(found, key=lambda row: row["number"])}
    made = [
        Trend(
            names[team],
            [
                points.get((number, team), Point(0, 0) if (number, team) in there else None)
                for number in numbers
            ],
        )
        for team in teams
    ]
    return sorted(made, key=lambda trend: trend.rank)


async def _fixed(
    connection: Connection, runs: Sequence[Run], numbers: Sequence[int]
) -> list[PutRight]:
    """What was found met since the first of the runs and is not open again, newest first."""
    if len(numbers) < 2:
        return []
    asked = {
        "first": numbers[0],
        "last": numbers[-1],
        "standards": [*runs[-1].standards],
    }
    told: dict[tuple[object, datetime], PutRight] = {}
    found = await rows(connection, dict, _FIXED, asked)
    by = await fixed_by(connection, [as_finding(each) for each in found])
    for each in found:
        finding = as_finding(each)
        made = PutRight(finding, each["fixed_at"], by.get(finding.key, ""))
        told.setdefault((cause(made.finding.key), made.fixed_at), made)
    return list(told.values())
