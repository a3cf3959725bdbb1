"""The check-ins that run, kept in step with the office."""

from core.checkins.calendar import asking
from core.office.model import CheckIn, Office, Project
from store.database import Connection, rows
from store.posting.following import Place, follow
from store.schedules.planner import Planning
from store.unchanged import keep_changed

_KNOWN = """
    SELECT id, project_id, project, owner, team_id AS team, channel_id AS channel, questions,
        time_zone AS zone, open_for, by_members AS members, people
    FROM checkins WHERE NOT retired
"""
_KEEP = """
    INSERT INTO checkins (id, project_id, project, owner, team_id, channel_id, questions, time_zone,
        open_for, by_members, people)
    VALUES (%(id)s, %(project_id)s, %(project)s, %(owner)s, %(team)s, %(channel)s, %(questions)s,
        %(zone)s, %(open_for)s, %(members)s, %(people)s)
    ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, project = excluded.project,
        owner = excluded.owner, team_id = excluded.team_id, channel_id = excluded.channel_id,
        questions = excluded.questions, time_zone = excluded.time_zone,
        open_for = excluded.open_for, by_members = excluded.by_members, people = excluded.people,
        retired = false
"""

_ELSEWHERE = """
    SELECT rounds.id, checkin.team_id, checkin.channel_id
    FROM rounds JOIN checkins AS checkin ON checkin.id = rounds.checkin_id AND NOT checkin.retired
    WHERE rounds.closed_at IS NULL AND checkin.channel_id <> rounds.channel_id
"""
_MOVE = """
    UPDATE rounds SET team_id = thing.team_id, channel_id = thing.channel_id
    FROM things AS thing
    WHERE thing.kind = 'round' AND thing.id = rounds.id AND rounds.id = ANY (%(ids)s)
"""


async def keep(connection: Connection, office: Office) -> None:
    """What is no more in the office is retired; a round of it that is open goes on to its end.

    One whose card could not be sent goes to the channel that its project has now.
    """
    active = list(asking(office))
    await connection.execute(
        "UPDATE checkins SET retired = true WHERE id <> ALL (%(ids)s) AND NOT retired",
        {"ids": [checkin.id for checkin, _ in active]},
    )
    wanted = [_values(office, *each) for each in active]
    await keep_changed(connection, _KNOWN, _KEEP, wanted)
    elsewhere = await rows(connection, Place, _ELSEWHERE)
    await connection.execute(_MOVE, {"ids": await follow(connection, "round", elsewhere)})


def _values(office: Office, checkin: CheckIn, project: Project) -> dict[str, object]:
    return {
        "id": checkin.id,
        "project_id": project.id,
        "project": project.title,
        "owner": project.owner,
        "team": project.team,
        "channel": project.channel,
        "questions": checkin.questions,
        "zone": office.zone(checkin.schedule),
        "open_for": checkin.open_for.lasts,
        "members": checkin.respondents.members,
        "people": list(checkin.respondents.people),
    }


PLANNING = Planning(keep)
