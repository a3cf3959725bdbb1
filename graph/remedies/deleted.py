"""Whether a team is deleted with its group, which Microsoft keeps for thirty days."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.look_requests import deleted_group, expiry, written_at
from graph.wire.reasons import Missing


async def look(client: GraphClient, change: Change) -> Look:
    """Raises Missing where it is gone for good."""
    try:
        await client.read(expiry(client.sdk, change.team_id))
    except Missing:
        await client.read(deleted_group(client.sdk, change.team_id))
        return Look(value=True)
    return Look(value=False)


async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
    """The team comes back with its group (…/graph/api/directory-deleteditems-restore)."""
    team_id = change.team_id
    if value:
        path = written_at(client.sdk.groups.by_group_id(team_id))
        await client.write(Write("DELETE", Kind.DELETE_GROUP, path, team_id))
    else:
        items = client.sdk.directory.deleted_items.by_directory_object_id(team_id)
        await client.write(Write("POST", Kind.RESTORE_GROUP, written_at(items.restore), team_id))


WAY = Way(look, put)
