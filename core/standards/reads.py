"""What an audit can read, and the least permission that each read takes."""

from collections.abc import Mapping
from enum import StrEnum

from core.facts import Gap

# Nobody wanted to know: no active clause needs it. A read that failed has another reason.
NOT_ASKED = Gap("was not read, because no clause needs it")


class Read(StrEnum):
    """One kind of read; the first letter is the one of the table of rules."""

    GROUPS = "G"
    MEMBERS = "M"
    USERS = "U"
    TEAMS = "T"
    CHANNELS = "C"
    CHANNEL_EMAILS = "CE"  # the same question as CHANNELS, which then needs another permission
    CHANNEL_MEMBERS = "CM"
    APPS = "A"
    TABS = "B"
    ACTIVITY = "R"
    PLANS = "P"
    GROUP_SETTINGS = "S"  # the organisation's own
    GUEST_SETTINGS = "SG"  # each group's own
    LIFECYCLE_POLICIES = "SL"
    REPORT_SETTINGS = "SR"
    CATALOGUE = "K"

    @property
    def permission(self) -> str:
        """The narrowest application permission that gives every property we ask for."""
        return PERMISSIONS[self]


# From the permissions pages of the Microsoft Graph reference, per read.
PERMISSIONS: Mapping[Read, str] = {
    Read.GROUPS: "GroupMember.Read.All",
    Read.MEMBERS: "GroupMember.Read.All",
    Read.USERS: "User.Read.All",
    Read.TEAMS: "TeamSettings.Read.All",
    Read.CHANNELS: "Channel.ReadBasic.All",
    Read.CHANNEL_EMAILS: "ChannelSettings.Read.All",
    Read.CHANNEL_MEMBERS: "ChannelMember.Read.All",
    Read.APPS: "TeamsAppInstallation.Read.All",
    Read.TABS: "TeamsTab.Read.All",
    Read.ACTIVITY: "Reports.Read.All",
    Read.PLANS: "Tasks.Read.All",
    Read.GROUP_SETTINGS: "GroupSettings.Read.All",
    Read.GUEST_SETTINGS: "GroupSettings.Read.All",
    Read.LIFECYCLE_POLICIES: "Directory.Read.All",
    Read.REPORT_SETTINGS: "ReportSettings.Read.All",
    Read.CATALOGUE: "AppCatalog.Read.All",
}
