"""An app of a team, found by its id in the catalogue or in its manifest."""

from core.standards.changes.model import Change
from graph.wire.asks import Json
from graph.wire.client import GraphClient
from graph.wire.decode import all_with_ids, text
from graph.wire.pages import entries
from graph.wire.requests import apps_of_team

IDS = ("id", "externalId")


async def installation(client: GraphClient, change: Change) -> Json | None:
    """With its app and the version that is there; None where it is not installed.

    Raises NotRead where Graph does not say of each which app it is of.
    """
    found = await entries(client, apps_of_team(client.sdk, change.team_id))
    all_with_ids(map(_app, found))
    for each in found:
        ids = [text(_app(each), name).lower() for name in IDS]
        if change.target.lower() in ids:
            return each
    return None


def _app(installation_: Json) -> Json:
    found = installation_.get("teamsApp")
    return found if isinstance(found, dict) else {}
