"""Which version of an app a team has; an upgrade brings the newest of the catalogue."""

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, MovedOn
from graph.estate.installed import installation
from graph.estate.keeping import known, word
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import id_of, text
from graph.wire.look_requests import written_at

NOT_INSTALLED = "the app is not installed in the team any more"
UNSAID = "Microsoft Graph does not say which version of the app the team has"


async def look(client: GraphClient, change: Change) -> Look:
    """Kept is the id of the installation."""
    found = await installation(client, change)
    if found is None:
        raise MovedOn(NOT_INSTALLED)
    definition = found.get("teamsAppDefinition")
    version = text(definition, "version") if isinstance(definition, dict) else ""
    if not version:
        raise NotRead(UNSAID)
    return Look(version, {"id": id_of(found)})


async def put(client: GraphClient, change: Change, _value: Value, now: Look) -> None:
    """Never back to an older one (…/graph/api/team-teamsappinstallation-upgrade)."""
    there = await known("id", now, look, client, change)
    apps = client.sdk.teams.by_team_id(change.team_id).installed_apps
    path = written_at(apps.by_teams_app_installation_id(word(there, "id")).upgrade)
    await client.write(Write("POST", Kind.UPGRADE_APP, path, change.team_id, {}))


WAY = Way(look, put)
