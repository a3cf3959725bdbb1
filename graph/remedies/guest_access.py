"""Whether a team may have guests, where it has a switch of its own; else the tenant's holds."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.estate.keeping import known, word
from graph.remedies import Way
from graph.tenants.governing import ONE_GROUP, guests_allowed
from graph.wire.asks import Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import id_of, text
from graph.wire.look_requests import written_at
from graph.wire.pages import entries
from graph.wire.requests import guest_settings

SWITCH = "AllowToAddGuests"


async def look(client: GraphClient, change: Change) -> Look:
    """Kept is the id of its own settings, where it has some."""
    found = await entries(client, guest_settings(client.sdk, change.team_id))
    own = [each for each in found if text(each, "templateId").lower() == ONE_GROUP]
    return Look(guests_allowed(found), {"setting": id_of(own[0])} if own else None)


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """None takes the team's own switch away (learn.microsoft.com/graph/api/group-post-settings).

    The template has no other switch, so nothing else goes with it.
    """
    settings = client.sdk.groups.by_group_id(change.team_id).settings
    if value is not None and now.value is None:
        made = {"templateId": ONE_GROUP, "values": _switch(value)}
        await _write(client, change, "POST", written_at(settings), made)
        return

    there = await known("setting", now, look, client, change)
    path = written_at(settings.by_group_setting_id(word(there, "setting")))
    if value is None:
        await _write(client, change, "DELETE", path)
    else:
        await _write(client, change, "PATCH", path, {"values": _switch(value)})


async def _write(
    client: GraphClient, change: Change, method: str, path: str, content: Json | None = None
) -> None:
    await client.write(Write(method, Kind.SET_GUESTS, path, change.team_id, content))


def _switch(value: Value) -> list[Json]:
    return [{"name": SWITCH, "value": "true" if value else "false"}]


WAY = Way(look, put)
