"""How everything in a scope stands now: a few queries over all of it, none for each project."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core.checkins.items import item_id
from core.digests.model import Facts, Initiative, OpenAction, Project, Wanted
from core.digests.ports import Leader
from core.digests.scope import Inside
from store.database import Connection, row, rows
from store.digests.hygiene import hygiene
from store.digests.standings import standings

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

# What the newest answered report of each check-in says needs the leader.
_WANTED = """
    SELECT checkin.project_id, item ->> 'what' AS what, (item ->> 'since')::date AS raised_on,
        (item ->> 'due_on')::date AS due_on, coalesce(item ->> 'recommends', '') AS recommends
    FROM checkins AS checkin
    CROSS JOIN LATERAL (
        SELECT report FROM rounds
        WHERE checkin_id = checkin.id AND report_answered > 0
        ORDER BY closed_at DESC, id LIMIT 1) AS newest
    CROSS JOIN LATERAL jsonb_array_elements(newest.report -> 'attention') AS item
    WHERE NOT retired AND checkin.project_id = ANY (%(projects)s)
      AND item ->> 'owner_id' = %(leader)s
    ORDER BY raised_on, checkin.id
"""

_ACTIONS = """
    SELECT project_id, due_on, opened_on FROM retro_actions
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
    return Facts(
        today=today,
        title=await _organisation(connection) if inside.everything else "",
        initiatives=await rows(connection, Initiative, _INITIATIVES, values),
        projects=projects,
        wanted=_wanted(await rows(connection, dict, _WANTED, values), titles),
        open_actions=await rows(connection, OpenAction, _ACTIONS, values),
        hygiene=await hygiene(connection, inside, leader.time_zone),
    )


async def _projects(
    connection: Connection, inside: Inside, values: Mapping[str, Any]
) -> list[Project]:
    stands = await standings(connection, values["projects"])
    return [
        Project(
            **{
                **each,
                "initiatives": tuple(
                    name for name in each["initiatives"] or () if name in inside.initiatives
                ),
                **stands[each["id"]],
            }
        )
        for each in await rows(connection, dict, _PROJECTS, values)
    ]


def _wanted(found: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[Wanted]:
    """The same words of two check-ins of a project are one thing; who said it first counts."""
    wanted: dict[str, Wanted] = {}
    for each in found:
        if each["project_id"] in titles:
            id_ = item_id(each["project_id"], each["what"])
            wanted.setdefault(id_, Wanted(id=id_, project=titles[each["project_id"]], **each))
    return list(wanted.values())


async def _organisation(connection: Connection) -> str:
    found = await row(
        connection, "SELECT body ->> 'organisation' AS name FROM office_items WHERE part = 'center'"
    )
    return found["name"] if found else ""
