"""Groups that carry teams, with their members and owners."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from simulator.clock import iso
from simulator.facts import Team
from simulator.graph.answers import Answer, no_such_directory_object
from simulator.graph.people import UNASKED as USER_UNASKED
from simulator.graph.people import user
from simulator.graph.query import Entity, Query, many, one
from simulator.world import World


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    groups = [group(world, team) for team in world.directory.teams.values()]
    return many(query, groups, "groups")


def single(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    return one(query, group(world, _team(world, ids)), "groups/$entity")


def members(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """Owners who are members too, as Teams makes them."""
    return _people(world, query, world.directory.rosters[_team(world, ids).id].members)


def owners(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    return _people(world, query, world.directory.rosters[_team(world, ids).id].owners)


def group(world: World, team: Team) -> Entity:
    return {
        "id": team.id,
        "classification": None,
        "createdDateTime": iso(world.clock.wall - timedelta(days=team.age_days)),
        "deletedDateTime": None,
        "description": team.description or None,
        "displayName": team.name,
        "groupTypes": ["Unified"],
        "mail": f"{_nickname(team)}@{world.facts.domain}",
        "mailEnabled": True,
        "mailNickname": _nickname(team),
        "resourceProvisioningOptions": ["Team"],
        "securityEnabled": False,
        "visibility": team.visibility.capitalize(),
    }


def _people(world: World, query: Query, ids: Iterable[str]) -> Answer:
    people = [
        {"@odata.type": "#microsoft.graph.user"} | user(world.directory.people[id_])
        for id_ in ids
        if id_ in world.directory.people
    ]
    return many(query, people, "directoryObjects", default=USER_UNASKED)


def _team(world: World, ids: Mapping[str, str]) -> Team:
    team = world.directory.teams.get(ids["group"])
    if team is None:
        raise no_such_directory_object(ids["group"])
    return team


def _nickname(team: Team) -> str:
    return "".join(letter for letter in team.name if letter.isascii() and letter.isalnum())
