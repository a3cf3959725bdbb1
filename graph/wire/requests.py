"""Which questions we ask Graph; their addresses are built by the SDK's request builders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from graph.wire.asks import Ask, Kind

if TYPE_CHECKING:
    from kiota_abstractions.request_information import RequestInformation
    from msgraph.graph_service_client import GraphServiceClient as Sdk

PERSON = ["id", "displayName", "userPrincipalName", "userType"]
ACCOUNT = [
    *PERSON,
    "accountEnabled",
    "assignedLicenses",
    "mail",
    "externalUserState",
    "externalUserStateChangeDateTime",
    "department",
]
GROUP = [
    "id",
    "displayName",
    "description",
    "classification",
    "createdDateTime",
    "visibility",
    "assignedLabels",
    "expirationDateTime",
    "serviceProvisioningErrors",
]
SETTINGS = ["memberSettings", "guestSettings", "messagingSettings", "funSettings"]

# Behind each team is a group that says so; the filter needs no advanced query
# (learn.microsoft.com/graph/teams-list-all-teams).
HAS_TEAM = "resourceProvisioningOptions"
TEAM = "Team"
OWNERS = f"owners($select={','.join(PERSON)})"
LARGEST_PAGE = 999
# What others fell back to where pages with owners were too large (msgraph-sdk-powershell #281).
SMALLER_PAGE = 200
LARGEST_MESSAGE_PAGE = 50
PLACE = "00000000-aaaa-bbbb-cccc-000000000000"  # where an id will stand
CHANNEL_PLACE = "00000000-aaaa-bbbb-cccc-000000000001"
PERIOD = "D180"  # the longest that there is

# Graph calls a shared channel "unknownFutureValue" unless it is asked not to
# (learn.microsoft.com/graph/best-practices-concept, "Handling future members in enumerations").
ALL_KINDS = {"Prefer": "include-unknown-enum-members"}


def about_each(build: Callable[["Sdk", str], Ask], sdk: "Sdk", ids: Iterable[str]) -> list[Ask]:
    """The same question about many: a builder takes 0.1 ms, which is felt a thousand times over."""
    pattern = build(sdk, PLACE)
    return [
        replace(
            pattern,
            path=pattern.path.replace(PLACE, quote(id_, safe="")),
            team=id_ if pattern.team else "",
        )
        for id_ in ids
    ]


def about_channels(
    build: Callable[["Sdk", str, str], Ask], sdk: "Sdk", channels: Sequence[tuple[str, str]]
) -> list[Ask]:
    """The same question about many channels, each by its team's id and its own."""
    pattern = build(sdk, PLACE, CHANNEL_PLACE)
    own = pattern.path.replace
    return [
        replace(
            pattern,
            path=own(PLACE, quote(team, safe="")).replace(CHANNEL_PLACE, quote(channel, safe="")),
            team=team,
        )
        for team, channel in channels
    ]


def team_groups(sdk: "Sdk", top: int = LARGEST_PAGE) -> Ask:
    """All groups that have a team, each with its first twenty owners."""
    info = sdk.groups.to_get_request_information()
    has_team = f"{HAS_TEAM}/Any(x:x eq '{TEAM}')"
    path = address_of(info, filter=has_team, select=GROUP, expand=[OWNERS], top=top)
    return Ask(Kind.GROUPS, path)


def group(sdk: "Sdk", team_id: str) -> Ask:
    """One of them, or a group that has no team."""
    info = sdk.groups.by_group_id(team_id).to_get_request_information()
    return Ask(Kind.GROUP, address_of(info, select=[*GROUP, HAS_TEAM], expand=[OWNERS]), team_id)


def group_owners(sdk: "Sdk", team_id: str) -> Ask:
    """All owners of the group behind a team."""
    info = sdk.groups.by_group_id(team_id).owners.to_get_request_information()
    path = address_of(info, select=PERSON, top=LARGEST_PAGE)
    return Ask(Kind.GROUP_OWNERS, path, team_id)


def group_members(sdk: "Sdk", team_id: str) -> Ask:
    """The members of the group behind a team, owners who are members too."""
    info = sdk.groups.by_group_id(team_id).members.to_get_request_information()
    path = address_of(info, select=PERSON, top=LARGEST_PAGE)
    return Ask(Kind.GROUP_MEMBERS, path, team_id)


def user(sdk: "Sdk", called: str) -> Ask:
    """A person by object id or user principal name."""
    info = sdk.users.by_user_id(called).to_get_request_information()
    return Ask(Kind.USER, address_of(info, select=PERSON))


def accounts(sdk: "Sdk") -> Ask:
    """All people and guests, with whether they can sign in."""
    info = sdk.users.to_get_request_information()
    return Ask(Kind.USERS, address_of(info, select=ACCOUNT, top=LARGEST_PAGE))


def account(sdk: "Sdk", person_id: str) -> Ask:
    """One of them."""
    info = sdk.users.by_user_id(person_id).to_get_request_information()
    return Ask(Kind.USER, address_of(info, select=ACCOUNT))


def team(sdk: "Sdk", team_id: str) -> Ask:
    """A team's settings, and whether it is archived."""
    info = sdk.teams.by_team_id(team_id).to_get_request_information()
    return Ask(Kind.TEAM, address_of(info, select=["id", "isArchived", *SETTINGS]), team_id)


def described_channels(sdk: "Sdk", team_id: str, *, emails: bool = False) -> Ask:
    """The channels that the team itself has, with what is said of them."""
    info = sdk.teams.by_team_id(team_id).channels.to_get_request_information()
    also = ["email"] if emails else []
    path = address_of(info, select=["id", "displayName", "description", "membershipType", *also])
    return Ask(Kind.CHANNELS, path, team_id, ALL_KINDS)


def channels(sdk: "Sdk", team_id: str) -> Ask:
    """The channels that the team itself has, not those shared with it."""
    info = sdk.teams.by_team_id(team_id).channels.to_get_request_information()
    path = address_of(info, select=["id", "displayName", "membershipType"])
    return Ask(Kind.CHANNELS, path, team_id, ALL_KINDS)


def channel_members(sdk: "Sdk", team_id: str, channel_id: str, *, shared: bool) -> Ask:
    """Who is in a channel of its own: of a shared one also whom a team brings with it.

    `members` has only those who were added to the channel themselves
    (learn.microsoft.com/graph/api/channel-list-allmembers).
    """
    channel = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    people = channel.all_members if shared else channel.members
    return Ask(Kind.CHANNEL_MEMBERS, address_of(people.to_get_request_information()), team_id)


def tabs(sdk: "Sdk", team_id: str, channel_id: str) -> Ask:
    """What stands over a channel, each with the app behind it."""
    channel = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    path = address_of(channel.tabs.to_get_request_information(), expand=["teamsApp"])
    return Ask(Kind.TABS, path, team_id)


def apps_of_team(sdk: "Sdk", team_id: str) -> Ask:
    """The apps that are installed in a team, each with its version there."""
    info = sdk.teams.by_team_id(team_id).installed_apps.to_get_request_information()
    path = address_of(info, expand=["teamsApp", "teamsAppDefinition"])
    return Ask(Kind.INSTALLED_APPS, path, team_id, ALL_KINDS)


def plans(sdk: "Sdk", team_id: str) -> Ask:
    """The Planner plans of the group behind a team."""
    info = sdk.groups.by_group_id(team_id).planner.plans.to_get_request_information()
    return Ask(Kind.PLANS, address_of(info, select=["title"]), team_id)


def guest_settings(sdk: "Sdk", team_id: str) -> Ask:
    """What is set for one group alone."""
    info = sdk.groups.by_group_id(team_id).settings.to_get_request_information()
    return Ask(Kind.GUEST_SETTINGS, address_of(info), team_id)


def group_settings(sdk: "Sdk") -> Ask:
    """What is set for all groups; nothing is where nobody has changed it."""
    return Ask(Kind.GROUP_SETTINGS, address_of(sdk.group_settings.to_get_request_information()))


def lifecycle_policies(sdk: "Sdk") -> Ask:
    """When groups expire."""
    info = sdk.group_lifecycle_policies.to_get_request_information()
    return Ask(Kind.LIFECYCLE_POLICIES, address_of(info))


def report_settings(sdk: "Sdk") -> Ask:
    """Whether usage reports conceal names."""
    info = sdk.admin.report_settings.to_get_request_information()
    return Ask(Kind.REPORT_SETTINGS, address_of(info))


def activity(sdk: "Sdk") -> Ask:
    """The usage report of all teams; the answer says where its file is."""
    reports = sdk.reports.get_teams_team_activity_detail_with_period(PERIOD)
    return Ask(Kind.ACTIVITY, address_of(reports.to_get_request_information()))


def whole_catalogue(sdk: "Sdk") -> Ask:
    """All apps that can be installed, each with its versions."""
    info = sdk.app_catalogs.teams_apps.to_get_request_information()
    return Ask(Kind.CATALOGUE, address_of(info, expand=["appDefinitions"]))


def channel_messages(sdk: "Sdk", team_id: str, channel_id: str) -> Ask:
    """Root messages, those first whose conversation changed last."""
    channel = sdk.teams.by_team_id(team_id).channels.by_channel_id(channel_id)
    path = address_of(channel.messages.to_get_request_information(), top=LARGEST_MESSAGE_PAGE)
    return Ask(Kind.CHANNEL_MESSAGES, path, team_id)


def application(sdk: "Sdk", app_id: str) -> Ask:
    """An app's own registration: its secrets, of which Graph tells all but the secret itself."""
    info = sdk.applications_with_app_id(app_id).to_get_request_information()
    return Ask(Kind.APPLICATION, address_of(info, select=["passwordCredentials"]))


def catalogue(sdk: "Sdk", app_id: str) -> Ask:
    """The organisation's apps that have this id in their manifest."""
    info = sdk.app_catalogs.teams_apps.to_get_request_information()
    return Ask(Kind.CATALOGUE, address_of(info, filter=f"externalId eq '{app_id}'", select=["id"]))


def installed_apps(sdk: "Sdk", person_id: str) -> Ask:
    """Where an app is added for somebody."""
    teamwork = sdk.users.by_user_id(person_id).teamwork
    info = teamwork.installed_apps.to_get_request_information()
    return Ask(Kind.INSTALLATION, address_of(info))


def app(sdk: "Sdk", catalogue_id: str) -> str:
    """An app of the organisation, by the id that it has there."""
    app_ = sdk.app_catalogs.teams_apps.by_teams_app_id(catalogue_id)
    return address_of(app_.to_get_request_information())


def address_of(info: "RequestInformation", **options: list[str] | str | int) -> str:
    """The address after Graph's own, as batches want it."""
    info.path_parameters["baseurl"] = ""
    for name, value in options.items():
        info.query_parameters[f"%24{name}"] = value
    # The builders escape the $ of $select, which not every Graph service reads inside a batch.
    return info.url.replace("?%24", "?$").replace("&%24", "&$")
