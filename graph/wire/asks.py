"""One question to Microsoft Graph, small enough to be sent alone or inside a batch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]


class Kind(StrEnum):
    """What is read, or added; each kind has its permission and its limits."""

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
