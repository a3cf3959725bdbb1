"""Two runs beside each other: what is new in the later one, and what it found met.

Runs of few teams or few standards come between two whole ones. What is open is therefore followed
in spans of runs, and a run is held against what was open after the run that it is compared with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.standards.model import LISTED, Audited, Finding, Key, Run
from store.database import Connection, row, rows
from store.standards.rows import FINDING, RUN, as_finding, as_run

_SPANS = """
    SELECT standard, rule, level, subject_id, team_id, first_run <= %(before)s AS before,
        end_run IS NULL OR end_run > %(number)s AS now, met, seen_run, seen_place
    FROM audit_spans
    WHERE standard = ANY (%(standards)s) AND first_run <= %(number)s
      AND (end_run IS NULL OR end_run > %(before)s)
      AND concerns(%(team)s, team_id, subject_type, subject_id)
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
    known = {each.key for each in spans if each.before}
    earlier = await row(connection, RUN + " WHERE number = %(before)s", values)
    return replace(
        audited,
        new=frozenset(listed - known),
        fixed=await _fixed(connection, audited.run, found["number"], spans),
        before=as_run(earlier) if earlier else None,
    )


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
