"""Runs and findings as rows, and back again."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import TypeAdapter

from core.facts import Gap
from core.standards.facts import Team
from core.standards.model import (
    Counts,
    Finding,
    Level,
    Outcome,
    Overload,
    Remedy,
    Run,
    Seen,
    Severity,
    Subject,
    SubjectType,
)

COUNTS: TypeAdapter[Counts] = TypeAdapter(Counts)
OVERLOAD: TypeAdapter[Overload | None] = TypeAdapter(Overload | None)
REMEDY: TypeAdapter[Remedy] = TypeAdapter(Remedy)

RUN = """
    SELECT id, audit, standards, whole, started_at, finished_at, teams, teams_read, complete,
        http_requests, graph_requests, throttled, counts, overload
    FROM audit_runs
"""

FINDING = """
    SELECT standard, rule, title, level, severity, why, fix, finding.subject_type, subject_id,
        subject_name, finding.team_id, team_name, outcome, says, seen, wanted, remedy,
        finding.first_seen_at
    FROM audit_findings AS finding JOIN audit_clauses AS clause USING (run, clause)
"""

ClauseRow = tuple[str, str, str, str, str, str, str]  # standard to fix, as in `FINDING`


def clause_of(finding: Finding) -> ClauseRow:
    """What a finding shares with the others of its clause."""
    return (
        finding.standard,
        finding.rule,
        finding.title,
        finding.level.value,
        finding.severity.value,
        finding.why,
        finding.fix,
    )


def finding_row(finding: Finding) -> tuple[object, ...]:
    """The columns of a finding from `subject_type` to `remedy`."""
    return (
        finding.subject.type.value,
        finding.subject.id,
        finding.subject.name,
        finding.subject.team,
        finding.team_name,
        finding.outcome.value,
        finding.says,
        _json(finding.seen),
        _json(finding.wanted),
        Jsonb(asdict(finding.remedy)) if finding.remedy else None,
    )


def team_row(team: Team) -> tuple[object, ...]:
    """Id, name, and the ids of a team’s owners and channels, None where these were not read."""
    owners = None if isinstance(team.owners, Gap) else [each.id for each in team.owners]
    channels = None if isinstance(team.channels, Gap) else [each.id for each in team.channels]
    return team.id, team.name, owners, channels


def run_values(run: Run) -> dict[str, object]:
    """A run's columns by name."""
    values = {name: getattr(run, name) for name in Run.__dataclass_fields__}
    return {
        **values,
        "standards": list(run.standards),
        "counts": Jsonb(asdict(run.counts)),
        "overload": Jsonb(asdict(run.overload)) if run.overload else None,
    }


def as_run(found: Mapping[str, Any]) -> Run:
    """The core's run from a row of `RUN`."""
    counts = COUNTS.validate_python(found["counts"])
    overload = OVERLOAD.validate_python(found["overload"])
    standards = tuple(found["standards"])
    return Run(**{**found, "standards": standards, "counts": counts, "overload": overload})


def as_finding(found: Mapping[str, Any]) -> Finding:
    """The core's finding from a row of `FINDING`."""
    return Finding(
        standard=found["standard"],
        rule=found["rule"],
        title=found["title"],
        level=Level(found["level"]),
        severity=Severity(found["severity"]),
        subject=Subject(
            SubjectType(found["subject_type"]),
            found["subject_id"],
            found["subject_name"],
            found["team_id"],
        ),
        team_name=found["team_name"],
        outcome=Outcome(found["outcome"]),
        says=found["says"],
        seen=_seen(found["seen"]),
        wanted=_seen(found["wanted"]),
        why=found["why"],
        fix=found["fix"],
        remedy=REMEDY.validate_python(found["remedy"]) if found["remedy"] else None,
        first_seen_at=found["first_seen_at"],
    )


def _json(seen: Seen) -> Jsonb | None:
    return None if seen is None else Jsonb(seen)


def _seen(kept: Any) -> Seen:
    return tuple(kept) if isinstance(kept, list) else kept
