"""Whether an app is installed in a team."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.estate.installed import installation
from graph.estate.keeping import known, word
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import id_of, own_id
from graph.wire.look_requests import written_at
from graph.wire.pages import entries
from graph.wire.requests import app, catalogue

UNKNOWN = "unknown"  # told of an app that no team has, and the catalogue that was read has not


async def look(client: GraphClient, change: Change) -> Look:
    """Kept is the id of the installation."""
    found = await installation(client, change)
    return Look(value=False) if found is None else Look(value=True, kept={"id": id_of(found)})


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """By its id in the catalogue (learn.microsoft.com/graph/api/team-post-installedapps)."""
    everything = client.sdk.teams.by_team_id(change.team_id).installed_apps
    if value:
        id_ = await _in_catalogue(client, change)
        content = {"teamsApp@odata.bind": f"{client.url}{app(client.sdk, id_)}"}
        path = written_at(everything)
        await client.write(Write("POST", Kind.ADD_APP, path, change.team_id, content))
        return
    there = await known("id", now, look, client, change)
    path = written_at(everything.by_teams_app_installation_id(word(there, "id")))
    await client.write(Write("DELETE", Kind.REMOVE_APP, path, change.team_id))


async def _in_catalogue(client: GraphClient, change: Change) -> str:
    """Where nothing that was read has that id, it may be the one in the app's manifest."""
    if not change.extra.get(UNKNOWN):
        return change.target
    found = await entries(client, catalogue(client.sdk, change.target.replace("'", "''")))
    return next((id_ for each in found if (id_ := own_id(each))), change.target)


WAY = Way(look, put)
