"""The retros that come again, kept in step with the office."""

from psycopg.types.json import Jsonb

from core.office.model import Office, Project, Retro
from core.retros.calendar import held
from store.database import Connection, rows
from store.posting.following import Place, follow
from store.schedules.planner import Planning
from store.unchanged import keep_changed

_KNOWN = """
    SELECT id, project_id, project, owner, team_id AS team, channel_id AS channel, format, votes,
        time_zone AS zone
    FROM retro_series WHERE NOT retired
"""
_KEEP = """
    INSERT INTO retro_series (id, project_id, project, owner, team_id, channel_id, format, votes,
        time_zone)
    VALUES (%(id)s, %(project_id)s, %(project)s, %(owner)s, %(team)s, %(channel)s, %(format)s,
        %(votes)s, %(zone)s)
    ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, project = excluded.project,
        owner = excluded.owner, team_id = excluded.team_id, channel_id = excluded.channel_id,
        format = excluded.format, votes = excluded.votes, time_zone = excluded.time_zone,
        retired = false
"""
# A channel has one open retro: where one is on, the other stays where it is.
_ELSEWHERE = """
    SELECT DISTINCT ON (project.channel_id) retros.id, project.team_id, project.channel_id
    FROM retros JOIN jsonb_to_recordset(%(projects)s)
        AS project (id text, team_id text, channel_id text) ON project.id = retros.project_id
    WHERE closed_at IS NULL AND project.channel_id <> retros.channel_id AND NOT EXISTS (
        SELECT FROM retros AS there
        WHERE there.channel_id = project.channel_id AND there.closed_at IS NULL)
    ORDER BY project.channel_id, retros.opened_at DESC
"""
_MOVE = """
    UPDATE retros SET team_id = thing.team_id, channel_id = thing.channel_id
    FROM things AS thing
    WHERE thing.kind = 'retro' AND thing.id = retros.id AND retros.id = ANY (%(ids)s)
"""


async def keep(connection: Connection, office: Office) -> None:
    """What is no more in the office is retired; a retro of it that is open goes on to its end.

    One whose card could not be sent goes to the channel that its project has now.
    """
    active = list(held(office))
    await connection.execute(
        "UPDATE retro_series SET retired = true WHERE id <> ALL (%(ids)s) AND NOT retired",
        {"ids": [retro.id for retro, _ in active]},
    )
    wanted = [_values(office, *each) for each in active]
    await keep_changed(connection, _KNOWN, _KEEP, wanted)
    projects = [
        {"id": each.id, "team_id": each.team, "channel_id": each.channel}
        for each in office.projects
        if each.team and each.channel
    ]
    elsewhere = await rows(connection, Place, _ELSEWHERE, {"projects": Jsonb(projects)})
    await connection.execute(_MOVE, {"ids": await follow(connection, "retro", elsewhere)})


def _values(office: Office, retro: Retro, project: Project) -> dict[str, object]:
    return {
        "id": retro.id,
        "project_id": project.id,
        "project": project.title,
        "owner": project.owner,
        "team": project.team,
        "channel": project.channel,
        "format": retro.format,
        "votes": retro.votes,
        "zone": office.zone(retro.schedule),
    }


PLANNING = Planning(keep)
