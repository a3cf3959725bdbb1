"""What can be asked here, and which permission each question needs: faults and limits go by it."""

from collections.abc import Mapping
from enum import StrEnum


class Read(StrEnum):
    """One kind of question, named as orders and counts name it."""

    GROUPS = "groups"
    GROUP = "group"
    GROUP_MEMBERS = "group_members"
    GROUP_OWNERS = "group_owners"
    USERS = "users"
    USER = "user"
    ORGANIZATION = "organization"
    JOINED_TEAMS = "joined_teams"
    TEAM = "team"
    TEAM_MEMBERS = "team_members"
    CHANNELS = "channels"
    CHANNEL = "channel"
    CHANNEL_MEMBERS = "channel_members"
    MESSAGES = "messages"
    APPLICATION = "application"
    INSTALLED_APPS = "installed_apps"
    TABS = "tabs"
    ACTIVITY = "activity"
    PLANS = "plans"
    ORGANISATION_SETTINGS = "organisation_settings"
    GROUP_SETTINGS = "group_settings"
    LIFECYCLE_POLICIES = "lifecycle_policies"
    REPORT_SETTINGS = "report_settings"
    CATALOGUE = "catalogue"
    INSTALL = "install"

    @property
    def of_identity(self) -> bool:
        """Whether Entra answers it; most others are answered by the Teams service."""
        return self in IDENTITY


IDENTITY = frozenset(
    {
        Read.GROUPS,
        Read.GROUP,
        Read.GROUP_MEMBERS,
        Read.GROUP_OWNERS,
        Read.USERS,
        Read.USER,
        Read.ORGANIZATION,
        Read.APPLICATION,
        Read.ORGANISATION_SETTINGS,
        Read.GROUP_SETTINGS,
        Read.LIFECYCLE_POLICIES,
    }
)
MEMBERS = "GroupMember.Read.All"
PEOPLE = "User.Read.All"
# Without it channels are listed all the same, but for their e-mail addresses.
EMAILS = "ChannelSettings.Read.All"

# The least application permission that gives what the read is for, from Graph's reference. The app
# is taken to hold these and no wider ones; messages go by the consent of their team instead.
PERMISSIONS: Mapping[Read, str] = {
    Read.GROUPS: MEMBERS,
    Read.GROUP: MEMBERS,
    Read.GROUP_MEMBERS: MEMBERS,
    Read.GROUP_OWNERS: MEMBERS,
    Read.USERS: PEOPLE,
    Read.USER: PEOPLE,
    Read.ORGANIZATION: PEOPLE,
    Read.APPLICATION: "Application.Read.All",
    Read.JOINED_TEAMS: "Team.ReadBasic.All",
    Read.TEAM: "TeamSettings.Read.All",
    Read.TEAM_MEMBERS: "TeamMember.Read.All",
    Read.CHANNELS: "Channel.ReadBasic.All",
    Read.CHANNEL: "Channel.ReadBasic.All",
    Read.CHANNEL_MEMBERS: "ChannelMember.Read.All",
    Read.INSTALLED_APPS: "TeamsAppInstallation.Read.All",
    Read.TABS: "TeamsTab.Read.All",
    Read.ACTIVITY: "Reports.Read.All",
    Read.PLANS: "Tasks.Read.All",
    Read.ORGANISATION_SETTINGS: "GroupSettings.Read.All",
    Read.GROUP_SETTINGS: "GroupSettings.Read.All",
    Read.LIFECYCLE_POLICIES: "Directory.Read.All",
    Read.REPORT_SETTINGS: "ReportSettings.Read.All",
    Read.CATALOGUE: "AppCatalog.Read.All",
    Read.INSTALL: "TeamsAppInstallation.ReadWriteSelfForUser.All",
}
