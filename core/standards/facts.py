"""What an audit knows of the tenant. Each fact is the value, or a gap with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from core.facts import Gap
from core.people.rosters import ChannelKind

T = TypeVar("T")

# Nobody wanted to know: no active clause needs it. A read that failed has another reason.
NOT_ASKED = Gap("was not read, because no clause needs it")


class Read(StrEnum):
    """One kind of read; the letter is the one of the table of rules."""

    GROUPS = "G"
    MEMBERS = "M"
    USERS = "U"
    TEAMS = "T"
    CHANNELS = "C"

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
}


class Unknown(Exception):
    """A rule needed a fact that could not be read; the engine answers `unknown`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def known(fact: T | Gap) -> T:
    """The value. Raises Unknown for a gap, which ends the rule: it never handles missing facts."""
    if isinstance(fact, Gap):
        raise Unknown(fact.reason)
    return fact


def _said(name: str, of: str) -> str:
    if not name:
        raise Unknown(f"Microsoft Graph does not say what the {of} is called")
    return name


class Visibility(StrEnum):
    """Who can find a team and join it."""

    PRIVATE = "private"
    PUBLIC = "public"
    HIDDEN = "hiddenMembership"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who owns a team or is in one. `principal` and `name` are empty where not given."""

    id: str
    name: str
    principal: str
    enabled: bool | Gap
    is_guest: bool | Gap

    @property
    def can_sign_in(self) -> bool:
        """Whether the account is enabled. Raises Unknown."""
        return known(self.enabled)

    @property
    def guest(self) -> bool:
        """Whether the account is a guest's. Raises Unknown."""
        return known(self.is_guest)


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `kind` is a gap where Graph used a word that we do not know.

    `name` is empty where Graph gave none, which is no name to be judged.
    """

    id: str
    name: str
    description: str
    kind: ChannelKind | Gap

    @property
    def called(self) -> str:
        """Its name. Raises Unknown."""
        return _said(self.name, "channel")


@dataclass(frozen=True, slots=True)
class Team:
    """One team. People are in order of their ids, channels in that of theirs.

    `settings` has Graph's objects by name (`memberSettings`), each with its switches. An archived
    team does not list its private channels. Where Graph leaves it out, visibility is a gap and the
    name empty.
    """

    id: str
    name: str
    description: str | Gap
    classification: str
    created_at: datetime | None
    visibility: Visibility | Gap
    owners: tuple[Account, ...] | Gap
    members: tuple[Account, ...] | Gap
    archived: bool | Gap
    settings: Mapping[str, Mapping[str, object]] | Gap
    channels: tuple[Channel, ...] | Gap

    @property
    def called(self) -> str:
        """Its name. Raises Unknown."""
        return _said(self.name, "team")

    @property
    def hides_channels(self) -> bool:
        """Whether it may have private channels that are not listed, because it is archived."""
        return self.archived is True or (
            isinstance(self.archived, Gap) and self.archived is not NOT_ASKED
        )


@dataclass(frozen=True, slots=True)
class Tenant:
    """The teams that were read, by id. `rest` says why the list ends early, where it does."""

    id: str
    name: str
    teams: Sequence[Team]
    rest: Gap | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A tenant as it was read, and what that took. `whole` unless only some teams were asked for.

    `http_requests` counts batches as one, `graph_requests` the questions in them; `throttled` how
    often Graph told us to wait.
    """

    tenant: Tenant
    whole: bool
    http_requests: int
    graph_requests: int
    throttled: int
