"""Whether a team has a channel of a name."""

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from core.words import folded
from graph.estate.channels import at
from graph.estate.keeping import extra, known, word
from graph.remedies import Way
from graph.wire.asks import Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import all_with_ids, id_of, text
from graph.wire.look_requests import written_at
from graph.wire.pages import entries, pages
from graph.wire.reasons import Missing, Refused
from graph.wire.requests import channel_messages, channels

POSTED = "somebody has posted in the channel since"
NOT_TOLD = "it cannot be told whether anybody has posted in the channel: {why}"
WRITTEN = "message"  # what Teams itself notes, that somebody was added, is of other types


async def look(client: GraphClient, change: Change) -> Look:
    """By its name, as people read it; kept is its id."""
    found = await entries(client, channels(client.sdk, change.team_id))
    for each in all_with_ids(found, "displayName"):
        if folded(text(each, "displayName")) == folded(change.target):
            return Look(value=True, kept={"id": id_of(each)})
    return Look(value=False)


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """A new one is open to the whole team (learn.microsoft.com/graph/api/channel-post)."""
    if value:
        path = written_at(client.sdk.teams.by_team_id(change.team_id).channels)
        content = _made(change)
        await client.write(Write("POST", Kind.ADD_CHANNEL, path, change.team_id, content))
        return
    there = await known("id", now, look, client, change)
    path = written_at(at(client.sdk, change, word(there, "id")))
    await client.write(Write("DELETE", Kind.REMOVE_CHANNEL, path, change.team_id))


async def holds_back(client: GraphClient, change: Change) -> str:
    """What was deleted again counts too: somebody used it. Raises NotRead for what passes."""
    there = await look(client, change)
    if not there.value:
        return ""
    ask = channel_messages(client.sdk, change.team_id, word(there, "id"))
    try:
        async for page in pages(client, ask):
            if any(text(each, "messageType") in ("", WRITTEN) for each in page):
                return POSTED
    except Missing:
        raise
    except Refused as error:
        return NOT_TOLD.format(why=error.says)
    return ""


def _made(change: Change) -> Json:
    made = {
        "displayName": change.target,
        "description": extra(change, "description") or None,
        "membershipType": "standard",
    }
    layout = extra(change, "layout")
    return {**made, "layoutType": layout} if layout else made


WAY = Way(look, put, holds_back)
