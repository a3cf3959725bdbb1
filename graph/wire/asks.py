"""One question to Microsoft Graph, small enough to be sent alone or inside a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What is read or written; each kind has its permission and its limits."""

    GROUPS = "the groups with a team"
    GROUP = "a group"
    GROUP_OWNERS = "the owners of a group"
    GROUP_MEMBERS = "the members of a group"
    USERS = "the users"
    USER = "a user"
    TEAM = "a team"
    CHANNELS = "the channels of a team"
    CHANNEL_MEMBERS = "the members of a channel"
    CHANNEL_MESSAGES = "the messages of a channel"
    APPLICATION = "the app registration"
    CATALOGUE = "the apps of the organisation"
    INSTALLATION = "an app of a person"
    INSTALLED_APPS = "the apps of a team"
    TABS = "the tabs of a channel"
    ACTIVITY = "the usage report of teams"
    PLANS = "the plans of a group"
    GROUP_SETTINGS = "the settings of all groups"
    GUEST_SETTINGS = "the settings of a group"
    LIFECYCLE_POLICIES = "the expiration policies"
    REPORT_SETTINGS = "the settings of reports"
    # Looked at before and after a write.
    TEAM_MEMBERS = "the members of a team"
    CHANNEL = "a channel"
    DELETED_GROUP = "a group that was deleted"
    POLICIES_OF_GROUP = "the expiration policy of a group"
    TASKS = "the tasks of a plan"
    # Written.
    SET_TEAM = "what is set for a team"
    ARCHIVE_TEAM = "archiving a team"
    SET_OWNER = "an owner of a team"
    SET_MEMBER = "a member of a team"
    REMOVE_OWNER = "removing an owner"
    REMOVE_MEMBER = "removing a member"
    SET_CHANNEL = "what is set for a channel"
    ADD_CHANNEL = "a new channel"
    REMOVE_CHANNEL = "removing a channel"
    SET_CHANNEL_MEMBER = "a member of a channel"
    REMOVE_CHANNEL_MEMBER = "removing a member of a channel"
    ADD_TAB = "a new tab"
    REMOVE_TAB = "removing a tab"
    ADD_APP = "an app for a team"
    UPGRADE_APP = "a newer version of an app"
    REMOVE_APP = "removing an app"
    SET_GUESTS = "whether a team may have guests"
    DELETE_GROUP = "deleting a group"
    RESTORE_GROUP = "restoring a group"
    COVER_GROUP = "whether a group expires"
    RENEW_GROUP = "renewing a group"
    ADD_PLAN = "a new plan"
    REMOVE_PLAN = "removing a plan"


@dataclass(frozen=True, slots=True)
class Ask:
    """A GET, or where something is added a POST.

    `path` follows Graph's address, with its query; `team` is whose limits it counts for.

    `headers` go with every page of the answer: Graph forgets them from page to page.
    """

    kind: Kind
    path: str
    team: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Write:
    """One request that changes something; the fields are those of `Ask`, and what is sent."""

    method: str
    kind: Kind
    path: str
    team: str = ""
    content: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
