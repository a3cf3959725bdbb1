"""What is in a scope by all names that people know it by."""

from collections.abc import Sequence

from core.digests.scope import Inside, Titled
from store.database import Connection, row, rows
from store.standards.runs import NEWEST, OUTLASTS

_RUN = "SELECT number FROM audit_runs"

_TITLES = """
    SELECT id, body ->> 'title' AS title, part = 'projects' AS is_project,
        coalesce(team.name, '') AS team
    FROM office_items
    LEFT JOIN audit_teams AS team
        ON team.run = %(run)s AND team.team_id = body ->> 'team' AND part = 'projects'
    WHERE part = 'projects' AND id = ANY (%(projects)s)
        OR part = 'initiatives' AND id = ANY (%(initiatives)s)
    ORDER BY is_project DESC, position, id
"""


async def titles(connection: Connection, inside: Inside) -> Sequence[Titled]:
    """As Digests.titles."""
    newest = await row(connection, _RUN + NEWEST, {"team": None, "outlasts": OUTLASTS})
    values = {
        "run": newest["number"] if newest else None,
        "projects": [*inside.projects],
        "initiatives": [*inside.initiatives],
    }
    return await rows(connection, Titled, _TITLES, values)
