"""Of audits of long ago nothing, but for the newest of each and what that is compared with."""

from typing import LiteralString

from store.clearing import Outdated, Outdating

# Runs are numbered as they are kept: what is not young enough lies before the first that is.
_OLDEST = """
    (SELECT coalesce(min(number), 2147483647) FROM audit_runs
     WHERE state = 'done' AND finished_at >= %(runs)s)
"""

_RUNS: LiteralString = """
    WITH stay AS MATERIALIZED (
        SELECT number, before FROM audit_runs
        WHERE state = 'done' AND (finished_at >= %(runs)s OR number IN (
            SELECT max(number) FROM audit_runs WHERE state = 'done' AND (audit <> '' OR whole)
            GROUP BY audit, CASE WHEN audit = '' THEN standards END))
    )
    DELETE FROM audit_runs WHERE id IN (
        SELECT id FROM audit_runs AS run
        WHERE state = 'done' AND finished_at < %(runs)s
          AND NOT EXISTS (SELECT FROM stay WHERE stay.number = run.number)
          AND NOT EXISTS (SELECT FROM stay WHERE stay.before = run.number)
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

_GIVEN_UP = """
    DELETE FROM audit_runs WHERE id IN (
        SELECT id FROM audit_runs WHERE state = 'given_up' AND due_at < %(runs)s
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""

# What ended is told by a run that is compared with one from before that.
_SPANS: LiteralString = """
    DELETE FROM audit_spans WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM audit_spans WHERE end_run IN (
            SELECT end_run FROM (
                SELECT DISTINCT end_run FROM audit_spans WHERE end_run < OLDEST) AS ended
            WHERE NOT EXISTS (
                SELECT FROM audit_runs WHERE before < end_run AND number >= end_run))
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""

# Of a run that is gone the findings stay that are the last word on what is open.
_PART: LiteralString = """
    WITH gone AS MATERIALIZED (
        SELECT run FROM (SELECT DISTINCT run FROM KNOWN WHERE run < OLDEST) AS old
        WHERE NOT EXISTS (SELECT FROM audit_runs WHERE number = run)
    ), last AS MATERIALIZED (
        SELECT seen_run AS run, seen_place AS place FROM audit_spans
        WHERE seen_run IN (SELECT run FROM gone)
    )
    DELETE FROM PART WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM PART AS part WHERE run IN (SELECT run FROM gone) AND STAYS
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""
_OF_CLAUSES = _PART.replace("KNOWN", "audit_clauses").replace("OLDEST", _OLDEST)
_FINDINGS = _OF_CLAUSES.replace("PART", "audit_findings").replace(
    "STAYS", "NOT EXISTS (SELECT FROM last WHERE (last.run, last.place) = (part.run, part.place))"
)
_CLAUSES = _OF_CLAUSES.replace("PART", "audit_clauses").replace(
    "STAYS",
    """
    NOT EXISTS (SELECT FROM last JOIN audit_findings AS kept USING (run, place)
                WHERE (kept.run, kept.clause) = (part.run, part.clause))
    """,
)
_WHOLE = _PART.replace("OLDEST", _OLDEST).replace("STAYS", "true")
_TEAMS = _WHOLE.replace("KNOWN", "audit_teams").replace("PART", "audit_teams")
_LINES = _WHOLE.replace("KNOWN", "audit_lines").replace("PART", "audit_lines")

# Nobody goes on with these any more (see memory.py).
_ANSWERS: LiteralString = """
    DELETE FROM audit_answers WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM audit_answers WHERE read_at < now() - interval '1 day'
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""
_ARCHIVED: LiteralString = """
    DELETE FROM archived_teams WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM archived_teams AS team
        WHERE NOT EXISTS (SELECT FROM audit_teams WHERE team_id = team.team_id)
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""

# The card of one team's audit is of use as long as its run is kept.
_CARDS = """
    DELETE FROM deliveries WHERE id IN (
        SELECT id FROM deliveries WHERE kind = 'run' AND wanted_at < %(runs)s
          AND state NOT IN ('queued', 'sending')
          AND NOT EXISTS (SELECT FROM audit_runs AS run WHERE run.id = thing)
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""
_PRESSED = """
    DELETE FROM things WHERE kind = 'run' AND id IN (
        SELECT id FROM things WHERE kind = 'run'
          AND NOT EXISTS (SELECT FROM audit_runs AS run WHERE run.id = things.id)
          AND NOT EXISTS (SELECT FROM deliveries WHERE kind = 'run' AND thing = things.id)
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
"""
_FORMS = """
    DELETE FROM waiver_nonces WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM waiver_nonces WHERE spent_at < %(messages)s
        LIMIT %(batch)s FOR UPDATE SKIP LOCKED))
"""

OUTDATING = Outdating(
    (
        Outdated("runs of audits", _RUNS),
        Outdated("runs that were given up", _GIVEN_UP),
        Outdated("what ended long ago", _SPANS.replace("OLDEST", _OLDEST)),
        Outdated("findings", _FINDINGS),
        Outdated("clauses of runs", _CLAUSES),
        Outdated("teams of runs", _TEAMS),
        Outdated("lists of runs", _LINES),
        Outdated("days of archived teams", _ARCHIVED),
        Outdated("answers of runs that were broken off", _ANSWERS),
        Outdated("cards of runs", _CARDS),
        Outdated("what was pressed of runs", _PRESSED),
        Outdated("forms of exceptions", _FORMS),
    )
)
