"""Tabs of a channel: learn.microsoft.com/graph/api/channel-post-tabs, channel-delete-tabs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from simulator.estate import WEBSITE, Tab
from simulator.facts import Team
from simulator.graph.answers import Answer, bad, not_found
from simulator.graph.apps import catalogue_id
from simulator.graph.query import Query, one
from simulator.graph.tabs import tab_entity, tab_id
from simulator.graph.teams import find_channel
from simulator.graph.writing.bodies import DONE, OF_APP, bound, given, text
from simulator.graph.writing.changes import writable
from simulator.graph.writing.channels import write
from simulator.world import World

Ids = Mapping[str, str]
NAME = 128
PARTS = ("entityId", "contentUrl", "removeUrl", "websiteUrl")
OF_MICROSOFT = "com.microsoft.teamspace."  # these are in every team


def add(world: World, query: Query, ids: Ids) -> Answer:
    """Its app has to be in the team, but for Microsoft's own. There may be two alike."""
    team, channel = find_channel(world, ids)
    writable(world, team)
    values = given(query, ("displayName", "configuration", "webUrl"))
    app = bound(values, "teamsApp@odata.bind", OF_APP)
    _there(world, team, app)
    parts = _configured(values)
    made = Tab(
        name=text(values, "displayName", NAME),
        app=app,
        url=parts["websiteUrl"] or ("" if app == WEBSITE else parts["contentUrl"]),
        id=str(uuid4()),
        entity=parts["entityId"],
        content=parts["contentUrl"],
        removal=parts["removeUrl"],
    )
    write(world, team, replace(channel, tabs=(*channel.tabs, made)))
    found = one(query, tab_entity(world, {}, channel, made), "tabs/$entity")
    return Answer(201, found.body)


def single(world: World, query: Query, ids: Ids) -> Answer:
    _, channel = find_channel(world, ids)
    expanded = query.expands(("teamsApp",))
    for each in channel.tabs:
        if tab_id(channel, each) == ids["tab"]:
            return one(query, tab_entity(world, expanded, channel, each), "tabs/$entity")
    raise not_found("The tab is not found.")


def delete(world: World, _: Query, ids: Ids) -> Answer:
    team, channel = find_channel(world, ids)
    writable(world, team)
    rest = tuple(each for each in channel.tabs if tab_id(channel, each) != ids["tab"])
    if len(rest) == len(channel.tabs):
        raise not_found("The tab is not found.")
    write(world, team, replace(channel, tabs=rest))
    return DONE


def _there(world: World, team: Team, app: str) -> None:
    if app == catalogue_id(world):
        installed = team.id in world.installs.teams
    else:
        installed = app in {each.id for each in team.apps} or app.startswith(OF_MICROSOFT)
    if not installed:
        raise bad("The app of the tab is not installed in the team.")


def _configured(values: Mapping[str, Any]) -> dict[str, str]:
    written = values.get("configuration") or {}
    if not isinstance(written, dict):
        raise bad("'configuration' is no object.")
    unknown = [name for name in written if "@" not in name and name not in PARTS]
    if unknown:
        raise bad(f"Invalid property '{unknown[0]}'.")
    return {name: text(written, name, 4096, empty=True) for name in PARTS}
