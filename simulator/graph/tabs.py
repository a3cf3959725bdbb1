"""The tabs of a channel and the plans of a group."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from simulator.clock import iso
from simulator.estate import WEBSITE, App, MadePlan, Tab
from simulator.facts import Channel, Team, made_id
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.apps import app
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, same, shaped
from simulator.graph.teams import LINK, find_channel
from simulator.world import World

Ids = Mapping[str, str]


def tabs(world: World, query: Query, ids: Ids) -> Answer:
    """Where a tab leads only those of websites and of files say in plain words."""
    _, channel = find_channel(world, ids)
    expanded = query.expands(("teamsApp",))
    made = partial(tab_entity, world, expanded, channel)
    return many(query, channel.tabs, "tabs", made=made, expanded=tuple(expanded))


def plans(world: World, query: Query, ids: Ids) -> Answer:
    team = world.directory.teams.get(ids["group"])
    if team is None and ids["group"] not in {each.id for each in world.facts.groups}:
        raise no_such_directory_object(ids["group"])
    found = plans_of(world, team) if team else []
    return many(query, found, "Collection(microsoft.graph.plannerPlan)", made=same)


def plans_of(world: World, team: Team) -> list[Entity]:
    """Those that were there, then those that were made."""
    first = [_plan(world, team, title) for title in team.plans]
    return first + [_plan(world, team, each.title, each) for each in team.made]


def tab_id(channel: Channel, of: Tab) -> str:
    return of.id or made_id("tab", channel.id, of.name, of.app, of.url)


def tab_entity(
    world: World, expanded: Mapping[str, list[str]], channel: Channel, of: Tab
) -> Entity:
    id_ = tab_id(channel, of)
    known = {each.id: each for each in world.facts.catalogue}
    behind = known.get(of.app) or App(of.app, "Website" if of.app == WEBSITE else of.name, "1.0")
    parts = {name: shaped(app(world, behind), each or None) for name, each in expanded.items()}
    return {
        "id": id_,
        "displayName": of.name,
        "webUrl": f"{LINK}/entity/{quote(of.app)}/{id_}?webUrl={quote(of.url, safe='')}",
        "configuration": {
            "entityId": of.entity or None,
            "contentUrl": of.content or of.url or None,
            "removeUrl": of.removal or None,
            "websiteUrl": of.url or None,
        },
    } | parts


def _plan(world: World, team: Team, title: str, made: MadePlan | None = None) -> Entity:
    """learn.microsoft.com/graph/api/resources/plannerplan: a plan's id is no GUID."""
    id_ = made.id if made else made_id("plan", team.id, title).replace("-", "")[:28]
    began = world.graph.began - timedelta(days=team.age_days)
    return {
        "@odata.etag": f'W/"{id_}"',
        "id": id_,
        "title": title,
        "owner": team.id,
        "createdDateTime": made.made_at if made else iso(began),
        "createdBy": {"user": None, "application": None, "device": None},
        "container": {
            "containerId": team.id,
            "type": "group",
            "url": f"https://graph.microsoft.com/v1.0/groups/{team.id}",
        },
    }
