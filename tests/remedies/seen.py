"""What people see of the tenant, without the ids of what was made anew."""

from typing import Any

from simulator.channels import Roster
from simulator.facts import Channel, Kind, Team
from simulator.graph.team_settings import settings
from simulator.world import World

PLAIN = ("name", "description", "classification", "visibility", "guests_allowed", "expires_in")


def seen(world: World) -> dict[str, Any]:
    """All of every team, and which were deleted."""
    directory = world.directory
    return {
        "teams": {id_: _team(world, each) for id_, each in directory.teams.items()},
        "deleted": sorted(directory.gone),
    }


def _team(world: World, team: Team) -> dict[str, Any]:
    directory = world.directory
    return {
        **{name: getattr(team, name) for name in (*PLAIN, "renewed_at")},
        "settings": settings(team),
        "archived": team.id in directory.channels.archived,
        "people": _roles(directory.rosters[team.id]),
        "apps": sorted((each.id, each.version) for each in team.apps),
        "plans": sorted([*team.plans, *(each.title for each in team.made)]),
        "channels": {each.name: _channel(world, each) for each in directory.channels_of(team)},
    }


def _channel(world: World, channel: Channel) -> dict[str, Any]:
    own = channel.kind is not Kind.STANDARD
    return {
        "kind": channel.kind,
        "description": channel.description,
        "people": _roles(world.directory.channels.rosters[channel.id]) if own else {},
        "tabs": sorted((each.name, each.app, each.content or each.url) for each in channel.tabs),
    }


def _roles(roster: Roster) -> dict[str, str]:
    owners = dict.fromkeys(roster.owners, "owner")
    return {id_: owners.get(id_, "member") for id_ in sorted({*roster.members, *owners})}
