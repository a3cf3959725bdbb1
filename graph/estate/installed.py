"""An app of a team, found by its id in the catalogue."""

from core.standards.changes.model import Change
from graph.wire.asks import Json
from graph.wire.client import GraphClient
from graph.wire.decode import text, with_ids
from graph.wire.pages import entries
from graph.wire.requests import apps_of_team


async def installation(client: GraphClient, change: Change) -> Json | None:
    """With its app and the version that is there; None where it is not installed.

    Raises NotRead where Graph says of none which app it is of.
    """
    found = await entries(client, apps_of_team(client.sdk, change.team_id))
    with_ids([_app(each) for each in found])
    for each in found:
        if text(_app(each), "id").lower() == change.target.lower():
            return each
    return None


def _app(installation_: Json) -> Json:
    found = installation_.get("teamsApp")
    return found if isinstance(found, dict) else {}
