"""The retros that come again, kept in step with the office."""

from core.office.model import Office, Project, Retro
from core.retros.calendar import held
from store.database import Connection
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


async def keep(connection: Connection, office: Office) -> None:
    """What is no more in the office is retired; a retro of it that is open goes on to its end."""
    active = list(held(office))
    await connection.execute(
        "UPDATE retro_series SET retired = true WHERE id <> ALL (%(ids)s) AND NOT retired",
        {"ids": [retro.id for retro, _ in active]},
    )
    wanted = [_values(office, *each) for each in active]
    await keep_changed(connection, _KNOWN, _KEEP, wanted)


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
