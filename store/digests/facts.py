"""How everything in a scope stands now: a few queries over all of it, none for each project."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.checkins.model import Colour
from core.digests.model import Facts, Initiative, OpenAction, Project, Reported, Wanted
from core.digests.ports import Leader
from core.digests.scope import Inside
from core.digests.wanting import wanted_id
from store.database import Connection, row, rows
from store.digests.hygiene import hygiene

_PROJECTS = """
    SELECT item.id, item.body ->> 'title' AS title, item.body -> 'initiatives' AS initiatives,
        coalesce(nullif(person.name, ''), item.body ->> 'owner', '') AS owner,
        (item.body ->> 'starts_on')::date AS starts_on,
        (item.body ->> 'baseline_ends_on')::date AS baseline_ends_on,
        (item.body ->> 'ends_on')::date AS ends_on,
        EXISTS (SELECT FROM checkins WHERE project_id = item.id AND NOT retired) AS asks
    FROM office_items AS item
    LEFT JOIN named_people AS named ON named.called = item.body ->> 'owner'
    LEFT JOIN people AS person ON person.id = coalesce(named.person_id, item.body ->> 'owner')
    WHERE item.part = 'projects' AND item.id = ANY (%(projects)s)
    ORDER BY item.position, item.id
"""

# Of each project its reports that anybody answered, newest first, and what lasts since when: the
# colour of the newest report since before `turned`, the place of the first with another one.
_STANDINGS = """
    WITH told AS (
        SELECT project_id, closed_at, report_on, report_answered, report_expected, report_colour,
            report_progress, report_forecast, row_number() OVER newest AS place,
            first_value(report_colour) OVER newest AS now
        FROM rounds JOIN unnest(%(projects)s::text[]) AS inside (id) ON inside.id = project_id
        WHERE report IS NOT NULL AND report_answered > 0
        WINDOW newest AS (PARTITION BY project_id ORDER BY closed_at DESC, rounds.id)
    ), lasting AS (
        SELECT *, min(place) FILTER (WHERE report_colour IS DISTINCT FROM now)
            OVER (PARTITION BY project_id) AS turned
        FROM told
    )
    SELECT project_id, max(closed_at) AS closed_at,
        (max(report_on) FILTER (WHERE place = 1))::date AS reported_on,
        max(report_colour) FILTER (WHERE place = 1) AS colour,
        (min(report_on) FILTER (WHERE turned IS NULL OR place < turned))::date AS since,
        max(report_colour) FILTER (WHERE place = turned) AS was,
        max(report_answered) FILTER (WHERE place = 1) AS answered,
        max(report_expected) FILTER (WHERE place = 1) AS expected,
        max(report_progress) FILTER (WHERE place = 1) AS progress,
        max(report_progress) FILTER (WHERE place = 2) AS progress_was,
        (max(report_forecast) FILTER (WHERE place = 1))::date AS forecast,
        (max(report_forecast) FILTER (WHERE place = 2))::date AS forecast_was
    FROM lasting GROUP BY project_id
"""

_SLIPS = """
    SELECT project_id, count(*) FILTER (WHERE report_forecast > earlier) AS slips
    FROM (
        SELECT project_id, report_forecast, lead(report_forecast) OVER (
            PARTITION BY project_id ORDER BY closed_at DESC, rounds.id) AS earlier
        FROM rounds JOIN unnest(%(projects)s::text[]) AS inside (id) ON inside.id = project_id
        WHERE report IS NOT NULL AND report_answered > 0 AND report_forecast IS NOT NULL) AS moved
    GROUP BY project_id
"""

_SILENT = """
    SELECT inside.id, count(*) AS rounds
    FROM unnest(%(projects)s::text[], %(heard)s::timestamptz[]) AS inside (id, heard_at)
    JOIN rounds ON project_id = inside.id
    WHERE report IS NOT NULL AND report_answered = 0
      AND (heard_at IS NULL OR closed_at > heard_at)
    GROUP BY inside.id
"""

# What the newest answered report of each check-in says needs the leader.
_WANTED = """
    SELECT checkin.project_id, item ->> 'what' AS what, (item ->> 'since')::date AS raised_on,
        (item ->> 'due_on')::date AS due_on
    FROM checkins AS checkin
    CROSS JOIN LATERAL (
        SELECT report FROM rounds
        WHERE checkin_id = checkin.id AND report IS NOT NULL AND report_answered > 0
        ORDER BY closed_at DESC, id LIMIT 1) AS newest
    CROSS JOIN LATERAL jsonb_array_elements(newest.report -> 'attention') AS item
    WHERE NOT retired AND checkin.project_id = ANY (%(projects)s)
      AND item ->> 'owner_id' = %(leader)s
    ORDER BY raised_on, checkin.id
"""

_ACTIONS = """
    SELECT title, project_id, owner, due_on, opened_on FROM retro_actions
    WHERE done_on IS NULL AND project_id = ANY (%(projects)s) ORDER BY place
"""

_INITIATIVES = """
    SELECT id, body ->> 'title' AS title FROM office_items
    WHERE part = 'initiatives' AND id = ANY (%(initiatives)s) ORDER BY position, id
"""


async def facts(connection: Connection, leader: Leader, inside: Inside, today: date) -> Facts:
    """As Digests.facts, in a transaction that sees everything at one time."""
    values = {
        "projects": sorted(inside.projects),
        "initiatives": sorted(inside.initiatives),
        "leader": leader.person_id,
    }
    projects = await _projects(connection, inside, values)
    titles = {each.id: each.title for each in projects}
    actions = await rows(connection, dict, _ACTIONS, values)
    return Facts(
        today=today,
        title=await _organisation(connection) if inside.everything else "",
        initiatives=await rows(connection, Initiative, _INITIATIVES, values),
        projects=projects,
        wanted=_wanted(await rows(connection, dict, _WANTED, values), titles),
        open_actions=[
            OpenAction(**each, project=titles[each["project_id"]])
            for each in actions
            if each["project_id"] in titles
        ],
        hygiene=await hygiene(connection, inside, leader.time_zone),
    )


async def _projects(
    connection: Connection, inside: Inside, values: Mapping[str, Any]
) -> list[Project]:
    told = await rows(connection, dict, _STANDINGS, values)
    slipped = await rows(connection, dict, _SLIPS, values)
    heard = {each["project_id"]: each.pop("closed_at") for each in told}
    slips = {each["project_id"]: each["slips"] for each in slipped}
    standings = {each["project_id"]: _standing(each, slips) for each in told}
    ids = values["projects"]
    asked = {"projects": ids, "heard": [heard.get(each) for each in ids]}
    silent = {each["id"]: each["rounds"] for each in await rows(connection, dict, _SILENT, asked)}
    return [
        Project(
            **{
                **each,
                "initiatives": tuple(
                    name for name in each["initiatives"] or () if name in inside.initiatives
                ),
                "latest": standings.get(each["id"]),
                "silent_rounds": silent.get(each["id"], 0),
            }
        )
        for each in await rows(connection, dict, _PROJECTS, values)
    ]


def _standing(found: Mapping[str, Any], slips: Mapping[str, int]) -> Reported:
    values = {name: found[name] for name in Reported.__dataclass_fields__ if name in found}
    return Reported(
        **{
            **values,
            "colour": _colour(found["colour"]),
            "was": _colour(found["was"]),
            "slips": slips.get(found["project_id"]),
        }
    )


def _colour(written: str | None) -> Colour | None:
    return Colour(written) if written else None


def _wanted(found: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Wanted]:
    """The same words of two check-ins of a project are one thing; who said it first counts."""
    wanted: dict[str, Wanted] = {}
    for each in found:
        if each["project_id"] in titles:
            id_ = wanted_id(each["project_id"], each["what"])
            wanted.setdefault(id_, Wanted(id=id_, project=titles[each["project_id"]], **each))
    return list(wanted.values())


async def _organisation(connection: Connection) -> str:
    found = await row(
        connection, "SELECT body ->> 'organisation' AS name FROM office_items WHERE part = 'center'"
    )
    return found["name"] if found else ""
