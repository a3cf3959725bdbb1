"""Keeping a run in a transaction: all that it found, and what that begins and ends."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, LiteralString

from core.standards.ending import Open, ended
from core.standards.facts import Team
from core.standards.model import LISTED, Audited, Finding, Key, Outcome, Run, SubjectType
from store.database import Connection, row, rows
from store.standards import archived
from store.standards.memory import forget
from store.standards.rows import ClauseRow, clause_of, finding_row, run_values, team_row

LOCK = 0xA0D17  # one run is kept at a time: each is compared with all that were kept before it

# A run of some teams is compared with a whole one or with one that has them all: of those that have
# the first of them, so that not all there are have to be looked through.
_BEFORE = """
    SELECT number FROM audit_runs AS before
    WHERE state = 'done' AND standards && %(standards)s::text[]
      AND number IN (
        SELECT number FROM audit_runs WHERE whole
        UNION ALL SELECT run FROM audit_teams
        WHERE NOT %(whole)s AND team_id = (%(team_ids)s::text[])[1])
      AND (whole OR NOT EXISTS (
        SELECT FROM unnest(%(team_ids)s::text[]) AS id
        WHERE NOT EXISTS (
            SELECT FROM audit_teams WHERE run = before.number AND team_id = id)))
    ORDER BY audit = %(audit)s AND audit <> '' DESC, standards @> %(standards)s::text[] DESC,
        number DESC
    LIMIT 1
"""

_KEEP = """
    INSERT INTO audit_runs AS run (id, audit, state, number, before, standards, whole, started_at,
        finished_at, teams, teams_read, complete, http_requests, graph_requests, throttled, counts,
        overload)
    VALUES (%(id)s, %(audit)s, 'done', %(number)s, %(before)s, %(standards)s, %(whole)s,
        %(started_at)s, %(finished_at)s, %(teams)s, %(teams_read)s, %(complete)s,
        %(http_requests)s, %(graph_requests)s, %(throttled)s, %(counts)s, %(overload)s)
    ON CONFLICT (id) DO UPDATE SET state = 'done', reason = NULL, changed_at = now(),
        number = excluded.number, before = excluded.before, standards = excluded.standards,
        whole = excluded.whole, started_at = excluded.started_at,
        finished_at = excluded.finished_at, teams = excluded.teams,
        teams_read = excluded.teams_read, complete = excluded.complete,
        http_requests = excluded.http_requests, graph_requests = excluded.graph_requests,
        throttled = excluded.throttled, counts = excluded.counts, overload = excluded.overload
"""

# Who owns a team is known as it was read last, by an audit or with its roster.
_OWNED_NO_MORE = """
    DELETE FROM owners USING audit_teams AS read
    WHERE read.run = %(number)s AND read.team_id = owners.team_id
      AND NOT owners.person_id = ANY (read.owners)
"""
_OWNED = """
    INSERT INTO owners (team_id, person_id)
    SELECT team_id, unnest(owners) FROM audit_teams WHERE run = %(number)s ORDER BY 1, 2
    ON CONFLICT DO NOTHING
"""

_WRITE = """
    UPDATE audit_spans AS span SET WHAT
    FROM unnest(%(standards)s::text[], %(rules)s::text[], %(levels)s::text[], %(subjects)s::text[],
                %(values)s::integer[]) AS found (standard, rule, level, subject_id, value)
    WHERE span.end_run IS NULL AND (span.standard, span.rule, span.level, span.subject_id)
        = (found.standard, found.rule, found.level, found.subject_id)
"""
_SEEN = _WRITE.replace("WHAT", "seen_run = %(number)s, seen_place = value")
_END = _WRITE.replace("WHAT", "end_run = %(number)s, met = value = 1")


async def keep(
    connection: Connection, audited: Audited, teams: Sequence[Team]
) -> Sequence[Finding] | None:
    """Keep a run with all that is listed of it; None, and nothing done, when it is kept already.

    Returns its findings with the times at which they were first seen.
    """
    await connection.execute("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": LOCK})
    run = audited.run
    kept = await row(
        connection, "SELECT state = 'done' AS yes FROM audit_runs WHERE id = %(id)s", {"id": run.id}
    )
    if kept and kept["yes"]:
        return None
    number = await _number(connection, run, teams)
    open_ = await _open(connection, run, teams)
    since = {each.key: at for each, at in open_}
    findings = [_dated(each, since, run.started_at) for each in audited.findings]
    listed = [each for each in findings if each.first_seen_at]
    await _findings(connection, number, listed)
    await _teams(connection, number, teams)
    await forget(connection, run.id)
    await archived.keep(connection, teams, run.started_at.date())
    await _begin(connection, number, listed, since)
    ends = ended((each for each, _ in open_), audited, [team.id for team in teams])
    await _write(connection, _END, number, {each.key: int(each.met) for each in ends})
    return findings


def _dated(finding: Finding, since: Mapping[Key, datetime], first: datetime) -> Finding:
    if finding.outcome not in LISTED:
        return finding
    return replace(finding, first_seen_at=since.get(finding.key, first))


async def _number(connection: Connection, run: Run, teams: Sequence[Team]) -> int:
    values = {**run_values(run), "team_ids": [team.id for team in teams]}
    before = await row(connection, _BEFORE, values)
    found = await row(connection, "SELECT nextval('audit_run_numbers')::integer AS number")
    number: int = found["number"] if found else 0
    values |= {"number": number, "before": before["number"] if before else None}
    await connection.execute(_KEEP, values)
    return number


async def _open(
    connection: Connection, run: Run, teams: Sequence[Team]
) -> list[tuple[Open, datetime]]:
    """What was not met of the run's standards when it was last looked at, and since when.

    Of a run of some teams, what may be about them.
    """
    found = await rows(
        connection,
        dict,
        """
        SELECT standard, rule, level, subject_id, subject_type, team_id, first_seen_at
        FROM audit_spans WHERE end_run IS NULL AND standard = ANY (%(standards)s)
          AND (%(whole)s OR team_id = ANY (%(teams)s) OR team_id IS NULL)
        """,
        {
            "standards": list(run.standards),
            "whole": run.whole,
            "teams": [team.id for team in teams],
        },
    )
    return [(_as_open(each), each["first_seen_at"]) for each in found]


def _as_open(found: Mapping[str, Any]) -> Open:
    key = (found["standard"], found["rule"], found["level"], found["subject_id"])
    return Open(key, SubjectType(found["subject_type"]), found["team_id"])


async def _findings(connection: Connection, number: int, findings: Sequence[Finding]) -> None:
    """One row each, in their order; what is said of a whole clause only once."""
    clauses: dict[ClauseRow, int] = {}
    listed = []
    for place, each in enumerate(findings):
        clause = clauses.setdefault(clause_of(each), len(clauses))
        listed.append((number, place, clause, *finding_row(each), each.first_seen_at))
    shared = [(number, place, *clause) for clause, place in clauses.items()]
    await _copy(
        connection,
        "COPY audit_clauses (run, clause, standard, rule, title, level, severity, why, fix)"
        " FROM STDIN",
        shared,
    )
    await _copy(
        connection,
        "COPY audit_findings (run, place, clause, subject_type, subject_id, subject_name, team_id,"
        " team_name, outcome, says, seen, wanted, remedy, first_seen_at) FROM STDIN",
        listed,
    )


async def _teams(connection: Connection, number: int, teams: Sequence[Team]) -> None:
    await _copy(
        connection,
        "COPY audit_teams (run, team_id, name, owners, channels) FROM STDIN",
        [(number, *team_row(team)) for team in teams],
    )
    await connection.execute(_OWNED_NO_MORE, {"number": number})
    await connection.execute(_OWNED, {"number": number})


async def _begin(
    connection: Connection, number: int, findings: Sequence[Finding], since: Container[Key]
) -> None:
    """Begin a span for what was not open, and note in the others where it was seen now.

    An unknown shows nothing that could be told of it once it is met.
    """
    places = {each.key: place for place, each in enumerate(findings)}
    seen = {each.key: places[each.key] for each in findings if each.outcome is not Outcome.UNKNOWN}
    new = {each.key: each for each in findings if each.key not in since}
    await _copy(
        connection,
        "COPY audit_spans (standard, rule, level, subject_id, subject_type, team_id, first_run,"
        " first_seen_at) FROM STDIN",
        [
            (*key, each.subject.type.value, each.subject.team, number, each.first_seen_at)
            for key, each in new.items()
        ],
    )
    await _write(connection, _SEEN, number, seen)


async def _write(
    connection: Connection, query: LiteralString, number: int, values: Mapping[Key, int]
) -> None:
    """Write a value into the open span of each key."""
    standards, rules, levels, subjects = zip(*values, strict=True) if values else ((),) * 4
    await connection.execute(
        query,
        {
            "number": number,
            "standards": list(standards),
            "rules": list(rules),
            "levels": list(levels),
            "subjects": list(subjects),
            "values": list(values.values()),
        },
    )


async def _copy(
    connection: Connection, query: LiteralString, listed: Sequence[tuple[object, ...]]
) -> None:
    async with connection.cursor() as cursor, cursor.copy(query) as copying:
        for each in listed:
            await copying.write_row(each)
