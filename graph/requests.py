"""Which questions we ask Graph; their addresses are built by the SDK's request builders."""

from typing import TYPE_CHECKING

from graph.asks import Ask, Kind

if TYPE_CHECKING:
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.graph_service_client import GraphServiceClient as Sdk

PERSON = ["id", "displayName", "userPrincipalName", "userType"]
LARGEST_PAGE = 999
LARGEST_MESSAGE_PAGE = 50

# Graph calls a shared channel "unknownFutureValue" unless it is asked not to
# (learn.microsoft.com/graph/best-practices-concept, "Handling future members in enumerations").
ALL_KINDS = {"Prefer": "include-unknown-enum-members"}


def group_members(sdk: "Sdk", team_id: str) -> Ask:
    """The members of the group behind a team, owners who are members too."""
    info = sdk.groups.by_group_id(team_id).members.to_get_request_information()
    path = _path(info, select=PERSON, top=LARGEST_PAGE)
    return Ask(Kind.GROUP_MEMBERS, path, team_id)


def user(sdk: "Sdk", called: str) -> Ask:
    """A person by object id or user principal name."""
    info = sdk.users.by_user_id(called).to_get_request_information()
    return Ask(Kind.USER, _path(info, select=PERSON))


def channels(sdk: "Sdk", team_id: str) -> Ask:
    """The channels that the team itself has, not those shared with it."""
    info = sdk.teams.by_team_id(team_id).channels.to_get_request_information()
    path = _path(info, select=["id", "displayName", "membershipType"])
    return Ask(Kind.CHANNELS, path, team_id, ALL_KINDS)


def channel_members(sdk: "Sdk", team_id: str, channel_id: str) -> Ask:
    """The members of a private or shared channel."""
    channel = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    return Ask(Kind.CHANNEL_MEMBERS, _path(channel.members.to_get_request_information()), team_id)


def channel_messages(sdk: "Sdk", team_id: str, channel_id: str) -> Ask:
    """Root messages, those first whose conversation changed last."""
    channel = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    path = _path(channel.messages.to_get_request_information(), top=LARGEST_MESSAGE_PAGE)
    return Ask(Kind.CHANNEL_MESSAGES, path, team_id)


def _path(info: "RequestInformation", **options: list[str] | int) -> str:
    """The address after Graph's own, as batches want it."""
    info.path_parameters["baseurl"] = ""
    for name, value in options.items():
        info.query_parameters[f"%24{name}"] = value
    # The builders escape the $ of $select, which not every Graph service reads inside a batch.
    return info.url.replace("?%24", "?$").replace("&%24", "&$")
