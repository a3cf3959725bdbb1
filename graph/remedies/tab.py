"""Whether a tab stands over a channel."""

from collections.abc import Iterable

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, NotWritten
from core.words import folded
from graph.estate.channels import CHANNEL, channel_of
from graph.estate.keeping import extra, kept, known, word
from graph.remedies import Way
from graph.wire.asks import Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import all_with_ids, id_of, text
from graph.wire.look_requests import written_at
from graph.wire.pages import entries
from graph.wire.requests import app, tabs

NO_APP = "Microsoft Graph does not say which app the tab is of; add it by hand"
NAME = "name"  # told of a tab whose target is its id
CONFIGURATION = ("entityId", "contentUrl", "removeUrl", "websiteUrl")


async def look(client: GraphClient, change: Change) -> Look:
    """Kept is all that it takes to make it anew, but for its id."""
    found = await entries(client, tabs(client.sdk, change.team_id, extra(change, CHANNEL)))
    own = _own(change, all_with_ids(found))
    return Look(value=False) if own is None else Look(value=True, kept=_about(own))


async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
    """As it was where it is put back (learn.microsoft.com/graph/api/channel-post-tabs)."""
    everything = channel_of(client.sdk, change).tabs
    if value:
        content = _made(client, change, now)
        path = written_at(everything)
        await client.write(Write("POST", Kind.ADD_TAB, path, change.team_id, content))
        return
    # One that is named by its id is the only one that may go: another may be like it.
    there = None if extra(change, NAME) else await known("id", now, look, client, change)
    tab_id = change.target if there is None else word(there, "id")
    path = written_at(everything.by_teams_tab_id(tab_id))
    await client.write(Write("DELETE", Kind.REMOVE_TAB, path, change.team_id))


def _own(change: Change, found: Iterable[Json]) -> Json | None:
    """By its id; else, as it has another one where it was put back, by name, app and address."""
    listed = list(found)
    by_id = next((each for each in listed if text(each, "id") == change.target), None)
    return by_id or next((each for each in listed if _alike(change, each)), None)


def _alike(change: Change, tab: Json) -> bool:
    name = extra(change, NAME) or change.target
    app_id, url = extra(change, "app"), extra(change, "url")
    return (
        folded(text(tab, "displayName")) == folded(name)
        and app_id.casefold() in ("", _app(tab).casefold())
        and url.rstrip("/") in ("", _url(tab).rstrip("/"))
    )


def _url(tab: Json) -> str:
    where = _configuration(tab)
    return text(where, "websiteUrl") or text(where, "contentUrl")


def _configuration(tab: Json) -> Json:
    found = tab.get("configuration")
    return found if isinstance(found, dict) else {}


def _about(tab: Json) -> dict[str, Value]:
    configuration = _configuration(tab)
    return {
        "id": id_of(tab),
        NAME: text(tab, "displayName"),
        "app": _app(tab),
        "configuration": {name: configuration.get(name) for name in CONFIGURATION},
    }


def _app(tab: Json) -> str:
    found = tab.get("teamsApp")
    return text(found, "id") if isinstance(found, dict) else ""


def _made(client: GraphClient, change: Change, now: Look) -> Json:
    app_id = word(now, "app") or extra(change, "app")
    if not app_id:
        raise NotWritten(NO_APP)
    made = {
        "displayName": word(now, NAME) or extra(change, NAME) or change.target,
        "teamsApp@odata.bind": f"{client.url}{app(client.sdk, app_id)}",
    }
    url = extra(change, "url")
    asked = dict.fromkeys(CONFIGURATION, None) | {"contentUrl": url, "websiteUrl": url}
    configuration = kept(now, "configuration") or (asked if url else None)
    return {**made, "configuration": configuration} if configuration else made


WAY = Way(look, put)
