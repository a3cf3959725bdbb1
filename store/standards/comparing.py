"""Two runs beside each other: what is new in the later one, and what it found met.

Runs of few teams or few standards come between two whole ones. What is open is therefore followed
in spans of runs, and a run is held against what was open after the run that it is compared with.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import LiteralString

from core.standards.model import LISTED, Audited, Finding, Key, Outcome, Run, Stood, SubjectType
from store.database import Connection, row, rows
from store.standards.change_log import fixed_by
from store.standards.rows import FINDING, RUN, as_finding, as_run

# Of a run of some teams, what is about them or may be; `teams` is null where it is about all.
_TEAMS = "(%(teams)s::text[] IS NULL OR team_id = ANY (%(teams)s) OR team_id IS NULL)"

_SPANS: LiteralString = """
    SELECT standard, rule, level, subject_id, team_id, first_run,
        first_run <= %(before)s AS before,
        end_run IS NULL OR end_run > %(number)s AS now, met, seen_run, seen_place
    FROM (
        SELECT * FROM audit_spans WHERE end_run IS NULL AND TEAMS
        UNION ALL SELECT * FROM audit_spans WHERE end_run > %(before)s AND TEAMS
    ) AS span
    WHERE standard = ANY (%(standards)s) AND first_run <= %(number)s
      AND concerns(%(team)s, team_id, subject_type, subject_id)
""".replace("TEAMS", _TEAMS)

_IN_BEFORE: LiteralString = """
    SELECT standard, rule, level, subject_id, outcome
    FROM audit_findings AS finding JOIN audit_clauses AS clause USING (run, clause)
    WHERE run = %(before)s AND TEAMS AND standard = ANY (%(standards)s)
      AND concerns(%(team)s, team_id, subject_type, subject_id)
""".replace("TEAMS", _TEAMS)

# Few are asked for: those that are not met now, and could not be read by the run before.
_LAST_READ = """
    SELECT asked.standard, asked.rule, asked.level, asked.subject_id, read.outcome
    FROM unnest(%(of)s::text[], %(rules)s::text[], %(levels)s::text[], %(subjects)s::text[],
                %(firsts)s::integer[]) AS asked (standard, rule, level, subject_id, first_run)
    CROSS JOIN LATERAL (
        SELECT outcome FROM audit_findings AS finding
        JOIN audit_clauses AS clause USING (run, clause)
        WHERE finding.subject_id = asked.subject_id AND outcome <> 'unknown'
          AND finding.run BETWEEN asked.first_run AND %(before)s
          AND (clause.standard, clause.rule, clause.level)
            = (asked.standard, asked.rule, asked.level)
        ORDER BY finding.run DESC LIMIT 1) AS read
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


_PAIR = """
    SELECT number, CASE WHEN %(earlier)s::text IS NULL THEN before
        ELSE (SELECT number FROM audit_runs AS other WHERE other.id = %(earlier)s
            AND other.state = 'done' AND other.number < audit_runs.number) END AS before
    FROM audit_runs WHERE id = %(id)s
"""


async def compared(
    connection: Connection,
    audited: Audited,
    team_id: str | None = None,
    earlier: str | None = None,
) -> Audited:
    """A run that is kept, held against the one that it is compared with; for one team, or all.

    `earlier` is the id of another run to hold it against.
    """
    values_of = {"id": audited.run.id, "earlier": earlier}
    found = await row(connection, _PAIR, values_of)
    listed = {each.key for each in audited.findings if each.outcome in LISTED}
    if found is None or found["before"] is None:
        return replace(audited, new=frozenset(listed))
    covered = await _covered(connection, found["number"], audited.run)
    values = {
        **found,
        "standards": list(audited.run.standards),
        "team": team_id,
        "teams": [team_id] if team_id else covered,
    }
    spans = await rows(connection, _Span, _SPANS, values)
    known = {each.key: each for each in spans if each.before}
    unmet = {each.key for each in audited.findings if each.outcome is Outcome.FAILED}
    new = frozenset(listed - known.keys())
    held = await row(connection, RUN + " WHERE number = %(before)s", values)
    fixed = await _fixed(connection, spans, covered)
    return replace(
        audited,
        new=new,
        came=await _came(connection, found["before"], audited, new),
        fixed=fixed,
        fixed_by=await fixed_by(connection, fixed),
        before=as_run(held) if held else None,
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


async def _covered(connection: Connection, number: int, run: Run) -> list[str] | None:
    """The teams that a run is about; None: all of them."""
    if run.whole:
        return None
    query = "SELECT team_id FROM audit_teams WHERE run = %(run)s"
    return [each["team_id"] for each in await rows(connection, dict, query, {"run": number})]


_THERE = """
    SELECT team_id, channels FROM audit_teams WHERE run = %(run)s AND team_id = ANY (%(teams)s)
"""


async def _came(
    connection: Connection, before: int, audited: Audited, new: Collection[Key]
) -> frozenset[str]:
    """The teams and channels with something new that the run before did not find."""
    about = {each.subject for each in audited.findings if each.key in new and each.subject.team}
    teams = {each.team for each in about}
    values = {"run": before, "teams": list(teams)}
    there = {each["team_id"]: each for each in await rows(connection, dict, _THERE, values)}
    channels = {
        each.id
        for each in about
        if each.type is SubjectType.CHANNEL
        and each.team in there
        and each.id not in (there[each.team]["channels"] or ())
    }
    return frozenset(each for each in teams if each and each not in there) | channels


async def _fixed(
    connection: Connection, spans: Sequence[_Span], covered: Sequence[str] | None
) -> Sequence[Finding]:
    """What was there before, and this run covers and found met, as it was last seen."""
    now = {each.key for each in spans if each.now}
    gone = [
        each
        for each in spans
        if each.before
        and each.met
        and each.seen_run
        and each.key not in now
        and (covered is None or each.team_id in covered)
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
