"""Two runs beside each other: what is new in the later one, and what it found met.

Runs of few teams or few standards come between two whole ones. What is open is therefore followed
in spans of runs, and a run is held against what was open after the run that it is compared with.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.standards.model import LISTED, Audited, Finding, Key, Outcome, Run, Stood
from store.database import Connection, row, rows
from store.standards.rows import FINDING, RUN, as_finding, as_run

_SPANS = """
    SELECT standard, rule, level, subject_id, team_id, first_run,
        first_run <= %(before)s AS before,
        end_run IS NULL OR end_run > %(number)s AS now, met, seen_run, seen_place
    FROM audit_spans
    WHERE standard = ANY (%(standards)s) AND first_run <= %(number)s
      AND (end_run IS NULL OR end_run > %(before)s)
      AND concerns(%(team)s, team_id, subject_type, subject_id)
"""

_IN_BEFORE = """
    SELECT standard, rule, level, subject_id, outcome
    FROM audit_findings AS finding JOIN audit_clauses AS clause USING (run, clause)
    WHERE run = %(before)s AND standard = ANY (%(standards)s)
      AND concerns(%(team)s, team_id, subject_type, subject_id)
"""

# Few are asked for: those that are not met now, and could not be read by the run before.
_LAST_READ = """
    SELECT DISTINCT ON (standard, rule, level, subject_id)
        standard, rule, level, subject_id, outcome
    FROM unnest(%(of)s::text[], %(rules)s::text[], %(levels)s::text[], %(subjects)s::text[],
                %(firsts)s::integer[]) AS asked (standard, rule, level, subject_id, first_run)
    JOIN audit_clauses AS clause USING (standard, rule, level)
    JOIN audit_findings AS finding USING (run, clause, subject_id)
    WHERE run BETWEEN first_run AND %(before)s AND outcome <> 'unknown'
    ORDER BY standard, rule, level, subject_id, run DESC
"""

_SHOWN = """
    JOIN unnest(%(runs)s::integer[], %(places)s::integer[]) AS shown (run, place)
        USING (run, place)
"""


@dataclass(frozen=True, slots=True)
class _Span:
    """Something that was not met: after the run before, after this one, or in between."""

    standard: str
    rule: str
    level: str
    subject_id: str
    team_id: str | None
    first_run: int
    before: bool
    now: bool
    met: bool | None
    seen_run: int | None
    seen_place: int | None

    @property
    def key(self) -> Key:
        return self.standard, self.rule, self.level, self.subject_id


async def compared(connection: Connection, audited: Audited, team_id: str | None = None) -> Audited:
    """A run that is kept, held against the one that it is compared with; for one team, or all."""
    found = await row(
        connection,
        "SELECT number, before FROM audit_runs WHERE id = %(id)s",
        {"id": audited.run.id},
    )
    listed = {each.key for each in audited.findings if each.outcome in LISTED}
    if found is None or found["before"] is None:
        return replace(audited, new=frozenset(listed))
    values = {**found, "standards": list(audited.run.standards), "team": team_id}
    spans = await rows(connection, _Span, _SPANS, values)
    known = {each.key: each for each in spans if each.before}
    unmet = {each.key for each in audited.findings if each.outcome is Outcome.FAILED}
    earlier = await row(connection, RUN + " WHERE number = %(before)s", values)
    return replace(
        audited,
        new=frozenset(listed - known.keys()),
        fixed=await _fixed(connection, audited.run, found["number"], spans),
        before=as_run(earlier) if earlier else None,
        was=await _stood(connection, values, known, unmet),
    )


async def _stood(
    connection: Connection,
    values: Mapping[str, object],
    known: Mapping[Key, _Span],
    unmet: Collection[Key],
) -> Mapping[Key, Stood]:
    """How all that was open stood after the run before; `unmet` is what is not met now."""
    then = _outcomes(await rows(connection, dict, _IN_BEFORE, values))
    unread = [
        each
        for key, each in known.items()
        if key in unmet and then.get(key, Outcome.UNKNOWN) is Outcome.UNKNOWN
    ]
    asked = {
        "of": [each.standard for each in unread],
        "rules": [each.rule for each in unread],
        "levels": [each.level for each in unread],
        "subjects": [each.subject_id for each in unread],
        "firsts": [each.first_run for each in unread],
    }
    found = await rows(connection, dict, _LAST_READ, {**values, **asked}) if unread else []
    read = then | _outcomes(found)
    return {
        key: Stood(then.get(key, read.get(key, Outcome.FAILED)), read.get(key) is Outcome.FAILED)
        for key in known
    }


def _outcomes(found: Sequence[Mapping[str, str]]) -> dict[Key, Outcome]:
    return {
        (each["standard"], each["rule"], each["level"], each["subject_id"]): Outcome(
            each["outcome"]
        )
        for each in found
    }


async def _fixed(
    connection: Connection, run: Run, number: int, spans: Sequence[_Span]
) -> Sequence[Finding]:
    """What was there before, and this run covers and found met, as it was last seen."""
    covered = await rows(
        connection, dict, "SELECT team_id FROM audit_teams WHERE run = %(run)s", {"run": number}
    )
    teams = {each["team_id"] for each in covered}
    now = {each.key for each in spans if each.now}
    gone = [
        each
        for each in spans
        if each.before
        and each.met
        and each.seen_run
        and each.key not in now
        and (run.whole or each.team_id in teams)
    ]
    last = await rows(
        connection,
        dict,
        FINDING + _SHOWN,
        {
            "runs": [each.seen_run for each in gone],
            "places": [each.seen_place for each in gone],
        },
    )
    return sorted((as_finding(each) for each in last), key=lambda each: (each.rank, each.key))
