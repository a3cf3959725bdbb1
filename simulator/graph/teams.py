"""Teams, their channels, and the members of both, as the Teams service gives them."""

import base64
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from simulator.clock import iso
from simulator.facts import Channel, Kind, Person, Team
from simulator.graph.answers import Answer, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, one, same, shaped
from simulator.graph.reads import EMAILS
from simulator.graph.team_settings import settings
from simulator.world import World

Ids = Mapping[str, str]
LINK = "https://teams.contoso.example/l"
ALL_KINDS = "include-unknown-enum-members"
UNKNOWN = "unknownFutureValue"
SOURCE = "@microsoft.graph.originalSourceMembershipUrl"


def single(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    relation, wanted = query.expand(("channels", "members"))
    entity = _team(world, team)
    if relation == "channels":
        found = [channel_entity(world, query, team, each) for each in _listed(world, team)]
        entity["channels"] = [shaped(each, wanted or None) for each in found]
    if relation == "members":
        found = _people(world, team, team.channels[0])
        entity["members"] = [shaped(each, wanted or None) for each in found]
    return one(query, entity, "teams/$entity", expanded=relation)


def channels(world: World, query: Query, ids: Ids) -> Answer:
    """Without the private ones of an archived team; `shared` is told to whom prefers it."""
    team = find_team(world, ids)
    made = partial(channel_entity, world, query, team)
    answer = many(query, _listed(world, team), "channels", made=made, page=1000, most=1000)
    return _applied(query, answer)


def channel(world: World, query: Query, ids: Ids) -> Answer:
    team, found = find_channel(world, ids)
    entity = channel_entity(world, query, team, found)
    return _applied(query, one(query, entity, "channels/$entity"))


def team_members(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    return _members(world, query, team, team.channels[0])


def channel_members(world: World, query: Query, ids: Ids) -> Answer:
    """Of a shared channel only whom it was shared with themselves."""
    team, found = find_channel(world, ids)
    return _members(world, query, team, found)


def all_channel_members(world: World, query: Query, ids: Ids) -> Answer:
    """Those whom a team brings are listed with the way to it, and once more if they are direct.

    learn.microsoft.com/graph/api/channel-list-allmembers
    """
    team, found = find_channel(world, ids)
    listed = _people(world, team, found)
    for id_ in world.directory.channels.shared_with(found.id):
        brings = world.directory.teams[id_]
        source = {SOURCE: f"/tenants/{world.facts.id}/teams/{id_}/members"}
        people = world.directory.members(brings, brings.channels[0])
        listed += [member(world, found, person, owner=False) | source for person in people]
    return many(query, listed, "members", made=same)


def find_team(world: World, ids: Ids) -> Team:
    team = world.directory.teams.get(ids["team"])
    if team is None:
        raise not_found(f"No team found with Group Id {ids['team']}")
    return team


def find_channel(world: World, ids: Ids) -> tuple[Team, Channel]:
    team = find_team(world, ids)
    found = world.directory.channel(ids["channel"])
    if found is None or found[0].id != team.id:
        raise not_found("Channel not found in the team.")
    return team, found[1]


def _team(world: World, team: Team) -> Entity:
    return {
        "id": team.id,
        "createdDateTime": iso(world.graph.began - timedelta(days=team.age_days)),
        "displayName": team.name,
        "description": team.description,
        "internalId": team.general,
        "classification": team.classification or None,
        "specialization": "none",
        "visibility": team.visibility,
        "webUrl": f"{LINK}/team/{quote(team.general, safe='')}?groupId={team.id}",
        "isArchived": team.id in world.directory.channels.archived,
        "isMembershipLimitedToOwners": False,
        "tenantId": world.facts.id,
        "summary": None,
    } | settings(team)


def _listed(world: World, team: Team) -> list[Channel]:
    channels = world.directory.channels_of(team)
    if team.id not in world.directory.channels.archived:
        return channels
    return [each for each in channels if each.kind is not Kind.PRIVATE]


def _applied(query: Query, answer: Answer) -> Answer:
    if not query.prefers(ALL_KINDS):
        return answer
    return replace(answer, headers={"Preference-Applied": ALL_KINDS})


def channel_entity(world: World, query: Query, team: Team, channel: Channel) -> Entity:
    known = channel.kind is not Kind.SHARED or query.prefers(ALL_KINDS)
    email = {} if EMAILS in world.graph.denied else {"email": channel.email}
    born = channel.made_at or iso(world.graph.began - timedelta(days=team.age_days))
    layout = {"layoutType": channel.layout} if channel.layout else {}
    return (
        {
            "id": channel.id,
            "createdDateTime": born,
            "displayName": channel.name,
            "description": channel.description or None,
            "isFavoriteByDefault": None,
            "tenantId": world.facts.id,
            "webUrl": f"{LINK}/channel/{quote(channel.id, safe='')}?groupId={team.id}",
            "membershipType": channel.kind.value if known else UNKNOWN,
            "isArchived": team.id in world.directory.channels.archived,
        }
        | email
        | layout
    )


def _people(world: World, team: Team, channel: Channel) -> list[Entity]:
    owners = world.directory.owners(team, channel)
    found = world.directory.direct_members(team, channel)
    return [member(world, channel, person, person.id in owners) for person in found]


def _members(world: World, query: Query, team: Team, channel: Channel) -> Answer:
    return many(query, _people(world, team, channel), "members", made=same)


def member(world: World, channel: Channel, person: Person, owner: bool) -> Entity:
    key = f"MCMjMSMj{world.facts.id}##{channel.id}##{person.id}"
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "id": base64.b64encode(key.encode()).decode(),
        "roles": ["owner"] if owner else ["guest"] if person.guest else [],
        "displayName": person.name,
        "visibleHistoryStartDateTime": "0001-01-01T00:00:00Z",
        "userId": person.id,
        "email": person.mail,
        "tenantId": person.home or world.facts.id,
    }
