"""How projects stand by all their reports: since when, why, and for how long nobody answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.checkins.model import Colour
from core.digests.model import Reported
from store.database import Connection, rows

# Of each project its newest report that anybody answered and the one before it, the newest with
# another colour than that (`turned`), and the first after that one: what lasts does so since then.
# Each is one look into an index, however many reports there are.
_STANDINGS = """
    SELECT inside.id AS project_id, newest.closed_at AS heard_at, first.closed_at AS first_at,
        newest.report_on::date AS reported_on, newest.report_colour AS colour,
        first.report_on::date AS since, turned.report_colour AS was,
        newest.report_answered AS answered, newest.report_expected AS expected,
        newest.report_progress AS progress, before.report_progress AS progress_was,
        newest.report_forecast::date AS forecast, before.report_forecast::date AS forecast_was
    FROM unnest(%(projects)s::text[]) AS inside (id)
    CROSS JOIN LATERAL (
        SELECT * FROM rounds WHERE project_id = inside.id AND report_answered > 0
        ORDER BY closed_at DESC, id LIMIT 1) AS newest
    LEFT JOIN LATERAL (
        SELECT report_progress, report_forecast FROM rounds
        WHERE project_id = inside.id AND report_answered > 0
        ORDER BY closed_at DESC, id OFFSET 1 LIMIT 1) AS before ON true
    LEFT JOIN LATERAL (
        SELECT last.* FROM unnest(ARRAY['red', 'amber', 'green', '']) AS other (colour)
        CROSS JOIN LATERAL (
            SELECT id, closed_at, report_colour FROM rounds
            WHERE project_id = inside.id AND report_answered > 0
              AND coalesce(report_colour, '') = other.colour
            ORDER BY closed_at DESC, id LIMIT 1) AS last
        WHERE other.colour <> coalesce(newest.report_colour, '')
        ORDER BY closed_at DESC, id LIMIT 1) AS turned ON true
    CROSS JOIN LATERAL (
        SELECT closed_at, report_on FROM rounds
        WHERE project_id = inside.id AND report_answered > 0
          AND closed_at >= coalesce(turned.closed_at, '-infinity')
          AND (turned.id IS NULL OR closed_at > turned.closed_at OR rounds.id < turned.id)
        ORDER BY closed_at, rounds.id DESC LIMIT 1) AS first
"""

_SLIPS = """
    SELECT project_id AS id, count(*) FILTER (WHERE report_forecast > earlier) AS slips
    FROM (
        SELECT project_id, report_forecast, lead(report_forecast) OVER (
            PARTITION BY project_id ORDER BY closed_at DESC, rounds.id) AS earlier
        FROM rounds JOIN unnest(%(projects)s::text[]) AS inside (id) ON inside.id = project_id
        WHERE report_answered > 0 AND report_forecast IS NOT NULL) AS moved
    GROUP BY project_id
"""

# Rounds without an answer: since the newest report that has one, and while its colour lasted.
_SILENT = """
    SELECT inside.id, count(*) FILTER (WHERE after) AS rounds, count(*) FILTER (WHERE NOT after)
        AS between, (min(report_on) FILTER (WHERE after))::date AS since
    FROM unnest(%(projects)s::text[], %(first)s::timestamptz[], %(heard)s::timestamptz[])
        AS inside (id, first_at, heard_at)
    JOIN rounds ON project_id = inside.id
    CROSS JOIN LATERAL (SELECT heard_at IS NULL OR closed_at > heard_at AS after) AS fell
    WHERE report_answered = 0 AND closed_at > coalesce(first_at, '-infinity')
    GROUP BY inside.id
"""

# Of each newest report whether it only repeats, and the newest reason that was given with its red
# or amber since that lasts: the first of the first dimension that has one.
_REASONS = """
    SELECT heard.id, (newest.report ->> 'said_on')::date AS said_on, given.why
    FROM unnest(%(projects)s::text[], %(first)s::timestamptz[], %(heard)s::timestamptz[],
        %(colours)s::text[]) AS heard (id, first_at, heard_at, colour)
    CROSS JOIN LATERAL (
        SELECT report FROM rounds
        WHERE project_id = heard.id AND report_answered > 0
        ORDER BY closed_at DESC, id LIMIT 1) AS newest
    LEFT JOIN LATERAL (
        SELECT body -> 'notes' ->> 0 AS why
        FROM rounds
        CROSS JOIN LATERAL jsonb_array_elements(report -> 'lines') WITH ORDINALITY
            AS line (body, place)
        WHERE project_id = heard.id AND report_answered > 0
          AND closed_at >= CASE WHEN heard.colour <> 'green' THEN first_at ELSE 'infinity' END
          AND body ->> 'colour' = heard.colour
          AND body -> 'notes' ->> 0 <> ''
        ORDER BY closed_at DESC, rounds.id, line.place LIMIT 1) AS given ON true
"""


async def standings(
    connection: Connection, projects: Sequence[str]
) -> Mapping[str, Mapping[str, Any]]:
    """By id, what a core.digests.model.Project says of its reports; a few queries over all."""
    found = await rows(connection, dict, _STANDINGS, {"projects": projects})
    told = {each["project_id"]: each for each in found}
    values = {
        "projects": projects,
        "first": [told[each]["first_at"] if each in told else None for each in projects],
        "heard": [told[each]["heard_at"] if each in told else None for each in projects],
        "colours": [told[each]["colour"] if each in told else None for each in projects],
    }
    more = [
        {each["id"]: each for each in await rows(connection, dict, query, values)}
        for query in (_SLIPS, _REASONS, _SILENT)
    ]
    return {
        each: _stands(told.get(each), *[part.get(each, {}) for part in more]) for each in projects
    }


def _stands(
    told: Mapping[str, Any] | None,
    slips: Mapping[str, Any],
    reasons: Mapping[str, Any],
    silent: Mapping[str, Any],
) -> Mapping[str, Any]:
    return {
        "latest": _reported(told, slips, reasons, silent) if told else None,
        "silent_rounds": silent.get("rounds", 0),
        "silent_since": silent.get("since"),
    }


def _reported(
    told: Mapping[str, Any],
    slips: Mapping[str, Any],
    reasons: Mapping[str, Any],
    silent: Mapping[str, Any],
) -> Reported:
    values = {name: told[name] for name in Reported.__dataclass_fields__ if name in told}
    return Reported(
        **{
            **values,
            "colour": _colour(told["colour"]),
            "was": _colour(told["was"]),
            "slips": slips.get("slips"),
            "why": reasons.get("why") or "",
            "said_on": reasons.get("said_on"),
            "silences": silent.get("between", 0),
        }
    )


def _colour(written: str | None) -> Colour | None:
    return Colour(written) if written else None
