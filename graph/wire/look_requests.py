"""What is looked at before and after a write, and where it is written."""

from typing import TYPE_CHECKING

from graph.wire.asks import Ask, Kind
from graph.wire.requests import SETTINGS, address_of

if TYPE_CHECKING:
    from kiota_abstractions.base_request_builder import BaseRequestBuilder
    from msgraph.graph_service_client import GraphServiceClient as Sdk


def whole_team(sdk: "Sdk", team_id: str) -> Ask:
    """All of a team that we may set."""
    info = sdk.teams.by_team_id(team_id).to_get_request_information()
    said = ["id", "displayName", "description", "classification", "visibility", "isArchived"]
    return Ask(Kind.TEAM, address_of(info, select=[*said, *SETTINGS]), team_id)


def team_members(sdk: "Sdk", team_id: str) -> Ask:
    """The members of a team, each with the id of the membership."""
    info = sdk.teams.by_team_id(team_id).members.to_get_request_information()
    return Ask(Kind.TEAM_MEMBERS, address_of(info), team_id)


def channel(sdk: "Sdk", team_id: str, channel_id: str) -> Ask:
    """What a channel is called."""
    found = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    path = address_of(found.to_get_request_information(), select=["id", "displayName"])
    return Ask(Kind.CHANNEL, path, team_id)


def whole_plans(sdk: "Sdk", team_id: str) -> Ask:
    """The plans of a group, each with the mark by which it can be deleted."""
    info = sdk.groups.by_group_id(team_id).planner.plans.to_get_request_information()
    return Ask(Kind.PLANS, address_of(info), team_id)


def tasks(sdk: "Sdk", plan_id: str) -> Ask:
    """What is to be done by a plan."""
    info = sdk.planner.plans.by_planner_plan_id(plan_id).tasks.to_get_request_information()
    return Ask(Kind.TASKS, address_of(info))


def expiry(sdk: "Sdk", team_id: str) -> Ask:
    """When a group expires."""
    info = sdk.groups.by_group_id(team_id).to_get_request_information()
    return Ask(Kind.GROUP, address_of(info, select=["id", "expirationDateTime"]), team_id)


def deleted_group(sdk: "Sdk", team_id: str) -> Ask:
    """A group that was deleted, and can be restored."""
    info = sdk.directory.deleted_items.by_directory_object_id(team_id).to_get_request_information()
    return Ask(Kind.DELETED_GROUP, address_of(info, select=["id"]), team_id)


def policies_of_group(sdk: "Sdk", team_id: str) -> Ask:
    """The expiration policy that covers a group."""
    info = sdk.groups.by_group_id(team_id).group_lifecycle_policies.to_get_request_information()
    return Ask(Kind.POLICIES_OF_GROUP, address_of(info), team_id)


def written_at(builder: "BaseRequestBuilder") -> str:
    """Where something is written, after Graph's own address."""
    from kiota_abstractions.method import Method
    from kiota_abstractions.request_information import RequestInformation

    return address_of(
        RequestInformation(Method.POST, builder.url_template, builder.path_parameters)
    )
