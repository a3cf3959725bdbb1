"""Which Graph permissions a sign-in was given, and what they cover."""

from collections.abc import Collection, Mapping

import jwt

from core.errors import SetupError

GROUPS = ("Group.Read.All", "Group.ReadWrite.All")
DIRECTORY = ("Directory.Read.All", "Directory.ReadWrite.All")
WRITING = ("Group.ReadWrite.All", "Directory.ReadWrite.All")

# What else allows the same of every team, from Graph's own map of permissions (`x-ms-permissions`
# of what is asked), and the permission tables of the reference for what that has not.
WIDER: Mapping[str, tuple[str, ...]] = {
    "GroupMember.Read.All": ("GroupMember.ReadWrite.All", *GROUPS, *DIRECTORY),
    "User.Read.All": ("User.ReadWrite.All", *DIRECTORY),
    "TeamSettings.Read.All": ("TeamSettings.ReadWrite.All", *GROUPS, *DIRECTORY),
    "Channel.ReadBasic.All": (
        "ChannelSettings.Read.All",
        "ChannelSettings.ReadWrite.All",
        *GROUPS,
        *DIRECTORY,
    ),
    "ChannelSettings.Read.All": ("ChannelSettings.ReadWrite.All", *GROUPS, *DIRECTORY),
    "ChannelMember.Read.All": ("ChannelMember.ReadWrite.All",),
    "TeamsAppInstallation.Read.All": (
        "TeamsAppInstallation.ReadForTeam.All",
        "TeamsAppInstallation.ReadWriteForTeam.All",
        "TeamsAppInstallation.ReadWriteAndConsentForTeam.All",
        *GROUPS,
        *DIRECTORY,
    ),
    "TeamsTab.Read.All": (
        "TeamsTab.ReadWrite.All",
        "TeamsTab.ReadWriteForTeam.All",
        *GROUPS,
        *DIRECTORY,
    ),
    "Tasks.Read.All": ("Tasks.ReadWrite.All",),
    "GroupSettings.Read.All": ("GroupSettings.ReadWrite.All", *GROUPS, *DIRECTORY),
    "Directory.Read.All": ("Directory.ReadWrite.All",),
    "ReportSettings.Read.All": ("ReportSettings.ReadWrite.All",),
    "AppCatalog.Read.All": ("AppCatalog.ReadWrite.All",),
    # What remedies write.
    "TeamSettings.ReadWrite.All": WRITING,
    "GroupSettings.ReadWrite.All": ("Directory.ReadWrite.All",),
    "TeamMember.ReadWriteNonOwnerRole.All": ("TeamMember.ReadWrite.All",),
    "ChannelSettings.ReadWrite.All": WRITING,
    "Channel.Create": WRITING,
    "Channel.Delete.All": WRITING,
    "TeamsTab.Create": (
        "TeamsTab.ReadWrite.All",
        "TeamsTab.ReadWriteForTeam.All",
        *WRITING,
    ),
    "TeamsTab.ReadWrite.All": ("TeamsTab.ReadWriteForTeam.All", *WRITING),
    "TeamsAppInstallation.ReadWriteForTeam.All": WRITING,
    "TeamsAppInstallation.ReadWriteSelfForUser.All": (
        "TeamsAppInstallation.ReadWriteForUser.All",
        "TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All",
        "TeamsAppInstallation.ReadWriteAndConsentForUser.All",
    ),
}


def granted(token: str) -> frozenset[str]:
    """The application permissions in a token. Raises SetupError for one that does not tell.

    The signature is Graph's to check: whoever lies to us here is refused there.
    """
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        says = "The sign-in gave a token that does not tell what it is for; ask the administrator."
        raise SetupError(says) from error
    roles = claims.get("roles")
    return frozenset(map(str, roles)) if isinstance(roles, list) else frozenset()


def covered(permission: str, has: Collection[str]) -> bool:
    """Whether it is among those that were given, or one that is wider."""
    return any(each in has for each in (permission, *WIDER.get(permission, ())))


def covers(has: Collection[str]) -> frozenset[str]:
    """What was given, and all that it covers: what a remedy needs is there if it is in this."""
    return frozenset(has) | {each for each in WIDER if covered(each, has)}
