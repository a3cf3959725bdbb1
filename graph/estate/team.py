"""What is set of a team itself: one look and one PATCH for all of it."""

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.remedies import Way
from graph.wire.asks import Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import text
from graph.wire.look_requests import whole_team, written_at

UNSAID = "Microsoft Graph does not say what is set there; try again later"


async def read(client: GraphClient, change: Change) -> Json:
    """The team. Raises NotRead."""
    return await client.read(whole_team(client.sdk, change.team_id))


async def patch(client: GraphClient, change: Change, content: Json) -> None:
    """Only what is named is changed (learn.microsoft.com/graph/api/team-update)."""
    path = written_at(client.sdk.teams.by_team_id(change.team_id))
    await client.write(Write("PATCH", Kind.SET_TEAM, path, change.team_id, content))


def said(name: str, *, lower: bool = False) -> Way:
    """A text of the team by Graph's name; null is empty."""

    async def look(client: GraphClient, change: Change) -> Look:
        team = await read(client, change)
        if not isinstance(team.get(name, 0), str | None):
            raise NotRead(UNSAID)
        found = text(team, name)
        return Look(found.lower() if lower else found)

    async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
        await patch(client, change, {name: value or None})

    return Way(look, put)
