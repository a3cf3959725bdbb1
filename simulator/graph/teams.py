"""Teams, their channels, and the members of both, as the Teams service gives them."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote

from simulator.clock import iso
from simulator.facts import Channel, Person, Team
from simulator.graph.answers import Answer, not_found
from simulator.graph.query import Entity, Query, many, one
from simulator.world import World

Ids = Mapping[str, str]
LINK = "https://teams.contoso.example/l"


def single(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    entity = {
        "id": team.id,
        "createdDateTime": iso(world.clock.wall - timedelta(days=team.age_days)),
        "displayName": team.name,
        "description": team.description,
        "internalId": team.general,
        "classification": None,
        "specialization": "none",
        "visibility": team.visibility,
        "webUrl": f"{LINK}/team/{quote(team.general, safe='')}?groupId={team.id}",
        "isArchived": team.archived,
        "tenantId": world.facts.id,
    }
    return one(query, entity, "teams/$entity")


def channels(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    return many(
        query, [_channel(world, team, each) for each in team.channels], "channels", page=1000,
        most=1000,
    )  # fmt: skip


def channel(world: World, query: Query, ids: Ids) -> Answer:
    team, found = find_channel(world, ids)
    return one(query, _channel(world, team, found), "channels/$entity")


def team_members(world: World, query: Query, ids: Ids) -> Answer:
    team = find_team(world, ids)
    return _members(world, query, team, team.channels[0])


def channel_members(world: World, query: Query, ids: Ids) -> Answer:
    return _members(world, query, *find_channel(world, ids))


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


def _channel(world: World, team: Team, channel: Channel) -> Entity:
    return {
        "id": channel.id,
        "createdDateTime": iso(world.clock.wall - timedelta(days=team.age_days)),
        "displayName": channel.name,
        "description": channel.description or None,
        "isFavoriteByDefault": None,
        "email": "",
        "tenantId": world.facts.id,
        "webUrl": f"{LINK}/channel/{quote(channel.id, safe='')}?groupId={team.id}",
        "membershipType": channel.kind.value,
        "isArchived": team.archived,
    }


def _members(world: World, query: Query, team: Team, channel: Channel) -> Answer:
    owners = world.directory.owners(team, channel)
    found = [
        _member(world, channel, person, person.id in owners)
        for person in world.directory.members(team, channel)
    ]
    return many(query, found, "members")


def _member(world: World, channel: Channel, person: Person, owner: bool) -> Entity:
    key = f"MCMjMSMj{world.facts.id}##{channel.id}##{person.id}"
    return {
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        "id": base64.b64encode(key.encode()).decode(),
        "roles": ["owner"] if owner else ["guest"] if person.guest else [],
        "displayName": person.name,
        "visibleHistoryStartDateTime": "0001-01-01T00:00:00Z",
        "userId": person.id,
        "email": person.mail,
        "tenantId": world.facts.id,
    }
