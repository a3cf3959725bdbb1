"""What a channel is called."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.estate.channels import at
from graph.remedies import Way
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import id_of
from graph.wire.look_requests import channel, written_at


async def look(client: GraphClient, change: Change) -> Look:
    """`target` is the channel's id."""
    found = await client.read(channel(client.sdk, change.team_id, change.target))
    id_of(found)
    return Look(id_of(found, "displayName"))


async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
    """Only the name is changed (learn.microsoft.com/graph/api/channel-patch)."""
    path = written_at(at(client.sdk, change, change.target))
    content = {"displayName": value}
    await client.write(Write("PATCH", Kind.SET_CHANNEL, path, change.team_id, content))


WAY = Way(look, put)
