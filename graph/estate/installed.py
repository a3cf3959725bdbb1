"""An app of a team, found by its id in the catalogue."""

from core.standards.changes.model import Change
from graph.wire.asks import Json
from graph.wire.client import GraphClient
from graph.wire.decode import text
from graph.wire.pages import entries
from graph.wire.requests import apps_of_team


async def installation(client: GraphClient, change: Change) -> Json | None:
    """With its app and the version that is there; None where it is not installed."""
    for each in await entries(client, apps_of_team(client.sdk, change.team_id)):
        found = each.get("teamsApp")
        if isinstance(found, dict) and text(found, "id").lower() == change.target.lower():
            return each
    return None
