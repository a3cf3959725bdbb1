"""Whether a team is archived. Graph says that it will be done, and does it a little later."""

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.estate.team import read
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.look_requests import written_at
from graph.wire.reasons import ARCHIVED_UNSAID


async def look(client: GraphClient, change: Change) -> Look:
    """True or false; null says neither."""
    found = (await read(client, change)).get("isArchived")
    if not isinstance(found, bool):
        raise NotRead(ARCHIVED_UNSAID)
    return Look(found)


async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
    """The files of its site stay as they are (learn.microsoft.com/graph/api/team-archive)."""
    team = client.sdk.teams.by_team_id(change.team_id)
    path = written_at(team.archive if value else team.unarchive)
    content = {"shouldSetSpoSiteReadOnlyForMembers": False} if value else None
    await client.write(Write("POST", Kind.ARCHIVE_TEAM, path, change.team_id, content))


WAY = Way(look, put)
