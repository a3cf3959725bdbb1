"""Why something could not be read, in sentences safe to show: the text of a gap."""

from collections.abc import Mapping

from core.errors import NotRead
from core.facts import Gap
from core.posting import installing
from core.standards.reads import Read
from graph.wire import waiting
from graph.wire.asks import Kind

SETTINGS, MEMBERS = "TeamSettings.ReadWrite.All", "TeamMember.ReadWriteNonOwnerRole.All"
OWNERS, CHANNEL_MEMBERS = "TeamMember.ReadWrite.All", "ChannelMember.ReadWrite.All"
APPS, GROUPS = "TeamsAppInstallation.ReadWriteForTeam.All", "Group.ReadWrite.All"

# The narrowest application permission of each read and write. Messages need only the app's
# resource-specific consent in the team.
PERMISSIONS: Mapping[Kind, str] = {
    Kind.GROUPS: Read.GROUPS.permission,
    Kind.GROUP: Read.GROUPS.permission,
    Kind.GROUP_OWNERS: Read.GROUPS.permission,
    Kind.GROUP_MEMBERS: Read.MEMBERS.permission,
    Kind.USERS: Read.USERS.permission,
    Kind.USER: Read.USERS.permission,
    Kind.TEAM: Read.TEAMS.permission,
    Kind.CHANNELS: Read.CHANNELS.permission,
    Kind.CHANNEL_MEMBERS: Read.CHANNEL_MEMBERS.permission,
    Kind.CHANNEL_MESSAGES: "ChannelMessage.Read.Group",
    Kind.APPLICATION: "Application.Read.All",
    Kind.CATALOGUE: installing.FIND,
    Kind.INSTALLATION: installing.INSTALL,
    Kind.INSTALLED_APPS: Read.APPS.permission,
    Kind.TABS: Read.TABS.permission,
    Kind.ACTIVITY: Read.ACTIVITY.permission,
    Kind.PLANS: Read.PLANS.permission,
    Kind.GROUP_SETTINGS: Read.GROUP_SETTINGS.permission,
    Kind.GUEST_SETTINGS: Read.GUEST_SETTINGS.permission,
    Kind.LIFECYCLE_POLICIES: Read.LIFECYCLE_POLICIES.permission,
    Kind.REPORT_SETTINGS: Read.REPORT_SETTINGS.permission,
    Kind.TEAM_MEMBERS: "TeamMember.Read.All",
    Kind.CHANNEL: Read.CHANNELS.permission,
    Kind.DELETED_GROUP: "Group.Read.All",
    Kind.POLICIES_OF_GROUP: Read.LIFECYCLE_POLICIES.permission,
    Kind.TASKS: Read.PLANS.permission,
    Kind.SET_TEAM: SETTINGS,
    Kind.ARCHIVE_TEAM: SETTINGS,
    Kind.SET_OWNER: OWNERS,
    Kind.REMOVE_OWNER: OWNERS,
    Kind.SET_MEMBER: MEMBERS,
    Kind.REMOVE_MEMBER: MEMBERS,
    Kind.SET_CHANNEL: "ChannelSettings.ReadWrite.All",
    Kind.ADD_CHANNEL: "Channel.Create",
    Kind.REMOVE_CHANNEL: "Channel.Delete.All",
    Kind.SET_CHANNEL_MEMBER: CHANNEL_MEMBERS,
    Kind.REMOVE_CHANNEL_MEMBER: CHANNEL_MEMBERS,
    Kind.ADD_TAB: "TeamsTab.Create",
    Kind.REMOVE_TAB: "TeamsTab.ReadWrite.All",
    Kind.ADD_APP: APPS,
    Kind.UPGRADE_APP: APPS,
    Kind.REMOVE_APP: APPS,
    Kind.SET_GUESTS: "GroupSettings.ReadWrite.All",
    Kind.DELETE_GROUP: GROUPS,
    Kind.RESTORE_GROUP: GROUPS,
    Kind.COVER_GROUP: "Directory.ReadWrite.All",
    Kind.RENEW_GROUP: GROUPS,
    Kind.ADD_PLAN: "Tasks.ReadWrite.All",
    Kind.REMOVE_PLAN: "Tasks.ReadWrite.All",
}

SIGN_IN_REFUSED = (
    "the sign-in was refused by Microsoft Graph; check the app id, its tenant, its secret or "
    "certificate and the consent"
)
UNREACHABLE = (
    "Microsoft Graph cannot be reached; check the network, its proxy and the setting GRAPH_URL"
)
CHANGING = "Microsoft Graph was busy changing it; try again later"
TOO_SLOW = "Microsoft Graph did not answer in time; try again later"
BROKEN = "the connection to Microsoft Graph broke off; try again later"
BUSY = "Microsoft Graph is busy and asked us to wait; try again later"
GARBLED = (
    "what answered is not Microsoft Graph; check the setting GRAPH_URL and any proxy in between"
)
ELSEWHERE = "Microsoft Graph named a next page on another host; it was not followed"
ENDLESS = "Microsoft Graph's pages did not end; try again later"
UNANSWERED = "Microsoft Graph left the question unanswered; try again later"
NOBODY = "nobody in Microsoft Entra is called so; check the address or id"
NOT_THERE = "not there any more"
NO_LIST = (
    "the teams may not be listed; give the app the application permission "
    f"{Read.GROUPS.permission} in Microsoft Entra, and consent to it"
)
TOO_YOUNG = "the team is so new that Microsoft Teams does not know it yet; try again later"
NOT_LISTED = "Microsoft Entra does not list this account"
ENABLED_UNSAID = "Microsoft Graph does not say whether the account is enabled"
GUEST_UNSAID = "Microsoft Graph does not say whether the account is a guest's"
ARCHIVED_UNSAID = "Microsoft Graph does not say whether the team is archived"
DESCRIPTION_UNSAID = "Microsoft Graph does not say whether there is a description"
CLASSIFICATION_UNSAID = "Microsoft Graph does not say whether there is a classification"
ENTRY_UNSAID = "Microsoft Graph’s list has an entry that does not say who or what it is"
ROLE_UNSAID = "Microsoft Graph does not say whether somebody owns the channel"
TENANT_UNSAID = "Microsoft Graph does not say of which organisation somebody in the channel is"
VISIBILITY_UNSAID = "Microsoft Graph does not say whether the team is private or public"
LABELS_UNSAID = "Microsoft Graph does not say which sensitivity labels the team has"
EXPIRY_UNSAID = "Microsoft Graph does not say when the team expires"
ERRORS_UNSAID = "Microsoft Graph does not say whether the team was set up without errors"
LICENCES_UNSAID = "Microsoft Graph does not say which licences the account has"
MAIL_UNSAID = "Microsoft Graph does not say which address the guest has"
INVITED_UNSAID = "Microsoft Graph does not say whether the guest has accepted the invitation"
DEPARTMENT_UNSAID = "Microsoft Graph does not say in which department the account is"
FROM_ELSEWHERE = "the account belongs to another organisation, which alone knows it"
NOT_OURS = "it is not known which organisation is ours; set APP_TENANT_ID"
NOT_OF_SOME = "is only read in an audit of all teams"
EMAIL_UNSAID = f"not permitted, needs {Read.CHANNEL_EMAILS.permission}"
FAILED = "Microsoft Graph failed with error "
NOT_SIGNED_IN = "not signed in: "
NOT_FETCHED = "the usage report did not arrive from "

# What the same question may well be answered with a few minutes later. A sign-in that is refused
# from the start ends a reading before it has asked about any team, so these were refused amid one.
PASSING = frozenset({UNREACHABLE, CHANGING, TOO_SLOW, BROKEN, BUSY, UNANSWERED, SIGN_IN_REFUSED})

# Of these the question makes no difference.
WHATEVER: Mapping[int, str] = {
    401: SIGN_IN_REFUSED,
    408: TOO_SLOW,
    409: CHANGING,
    **dict.fromkeys(waiting.BUSY, BUSY),
}


class Away(NotRead):
    """Graph as a whole cannot be asked, so other questions would fail for the same reason."""


class Broke(NotRead):
    """The answer did not arrive whole; a read may be asked again at once."""


class Declined(NotRead):
    """Graph does not answer the question as it was put; another way of asking may do."""


class Refused(NotRead):
    """The app may not read it, or it is not there: asked again, Graph says the same."""


class Missing(Refused):
    """It is not there."""


class Answered(NotRead):
    """Graph answered with the error `status`, which `reason` puts in words.

    `code` is the word that it has for it, where that was read.
    """

    def __init__(self, status: int, headers: Mapping[str, str], code: str = "") -> None:
        super().__init__(f"Microsoft Graph answered {status}")
        self.status = status
        self.headers = headers
        self.code = code


def reason(kind: Kind | None, status: int) -> str:
    """The sentence for an HTTP error; `kind` is None for a batch as a whole."""
    if status in WHATEVER:
        return WHATEVER[status]
    if status == 403:
        return _not_permitted(kind)
    if status == 404:
        return _not_there(kind)
    if status >= 500:
        return f"{FAILED}{status}; try again later"
    if status < 400:
        return GARBLED
    return f"Microsoft Graph refused the question with error {status}; check the id"


def passes(gap: Gap) -> bool:
    """Whether it was a fault that is likely to be over soon, and not a no."""
    return gap.reason in PASSING or gap.reason.startswith((FAILED, NOT_FETCHED, NOT_SIGNED_IN))


def not_read(kind: Kind | None, status: int) -> NotRead:
    """The same as an error; a refused sign-in stands for everything else that would be asked."""
    says = reason(kind, status)
    kinds = {400: Declined, 401: Away, 403: Refused, 404: Missing}
    return kinds.get(status, NotRead)(says)


def _not_permitted(kind: Kind | None) -> str:
    if kind is None:
        return "not permitted to ask"
    needs = f"not permitted, needs {PERMISSIONS[kind]}"
    # A policy that keeps the app from somebody is the same 403.
    allowed = ", and the app to be allowed for them in the Teams admin center"
    return needs + allowed if kind is Kind.INSTALLATION else needs


def _not_there(kind: Kind | None) -> str:
    if kind is None:
        return GARBLED
    if kind is Kind.GROUP:
        return "there is no such team; check the id"
    if kind in (Kind.USER, Kind.INSTALLATION):
        return NOBODY
    return NOT_THERE
