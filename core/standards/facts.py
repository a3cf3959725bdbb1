"""What an audit knows of the tenant. Each fact is the value, or a gap with the reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.organisation import Organisation
from core.standards.reads import NOT_ASKED

T = TypeVar("T")

# The app behind every tab that shows a page of the web
# (learn.microsoft.com/graph/teams-configuring-builtin-tabs).
WEBSITE = "com.microsoft.teamspace.tab.web"


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
    """Somebody who owns a team or is in one. `principal` and `name` are empty where not given.

    `domain` is that of a guest's address, in small letters, empty where there is none. `invited_at`
    is when a guest was invited who has not accepted yet; None for everybody else. `department` is
    empty where Entra has none.
    """

    id: str
    name: str
    principal: str
    enabled: bool | Gap
    is_guest: bool | Gap
    licensed: bool | Gap = NOT_ASKED
    domain: str | Gap = NOT_ASKED
    invited_at: datetime | Gap | None = NOT_ASKED
    department: str | Gap = NOT_ASKED

    @property
    def can_sign_in(self) -> bool:
        """Whether the account is enabled. Raises Unknown."""
        return known(self.enabled)

    @property
    def guest(self) -> bool:
        """Whether the account is a guest's. Raises Unknown."""
        return known(self.is_guest)


@dataclass(frozen=True, slots=True)
class ChannelMember:
    """Somebody in a private or shared channel; `tenant` is another one's id, empty for ours."""

    account: Account
    owner: bool | Gap
    tenant: str | Gap = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """What stands over a channel: `app` is the catalogue's id; `url` the page that it shows.

    It is empty where Graph does not say it, as of most apps that put no page of the web there.
    """

    id: str
    name: str
    app: str
    url: str = ""


class Source(StrEnum):
    """Where an app comes from, by Graph's names (teamsAppDistributionMethod)."""

    STORE = "store"
    ORGANIZATION = "organization"
    SIDELOADED = "sideloaded"


@dataclass(frozen=True, slots=True)
class App:
    """An app that is installed in a team; `id` is the catalogue's, `external_id` its manifest's.

    `version` is empty where Graph gave none.
    """

    id: str
    name: str
    external_id: str
    version: str
    source: Source | Gap


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `kind` is a gap where Graph used a word that we do not know.

    `name` is empty where Graph gave none, which is no name to be judged. `members` are those of a
    private or shared channel, in order of their ids; a standard one has its team's, and none of its
    own here. `email` is the address that it can be written to, empty where there is none.
    """

    id: str
    name: str
    description: str | Gap
    kind: ChannelKind | Gap
    members: tuple[ChannelMember, ...] | Gap = NOT_ASKED
    email: str | Gap = NOT_ASKED
    tabs: tuple[Tab, ...] | Gap = NOT_ASKED

    @property
    def called(self) -> str:
        """Its name. Raises Unknown."""
        return _said(self.name, "channel")


@dataclass(frozen=True, slots=True)
class Label:
    """A sensitivity label; the name is empty where Graph gave none."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """One team. People are in order of their ids; channels, apps and labels in that of theirs.

    `settings` has Graph's objects by name (`memberSettings`), each with its switches. An archived
    team does not list its private channels. Where Graph leaves it out, visibility is a gap and the
    name empty.

    `expires_at` is None where no policy covers the group; `errors` are what Microsoft's services
    say went wrong when they set it up. `guests_allowed` is the group's own switch, None where the
    tenant's holds. `active_on` is the last day on which anybody was active, None for never.
    `archived_since` is the day on which an audit first saw it archived, None where this is the
    first. `read_on` is the day of the reading, in UTC, from which ages count.
    """

    id: str
    name: str
    description: str | Gap
    classification: str | Gap
    created_at: datetime | None
    visibility: Visibility | Gap
    owners: tuple[Account, ...] | Gap
    members: tuple[Account, ...] | Gap
    archived: bool | Gap
    settings: Mapping[str, Mapping[str, object]] | Gap
    channels: tuple[Channel, ...] | Gap
    labels: tuple[Label, ...] | Gap = NOT_ASKED
    expires_at: datetime | Gap | None = NOT_ASKED
    errors: tuple[str, ...] | Gap = NOT_ASKED
    guests_allowed: bool | Gap | None = NOT_ASKED
    apps: tuple[App, ...] | Gap = NOT_ASKED
    plans: tuple[str, ...] | Gap = NOT_ASKED
    active_on: date | Gap | None = NOT_ASKED
    archived_since: date | Gap | None = NOT_ASKED
    read_on: date | None = None

    @property
    def called(self) -> str:
        """Its name. Raises Unknown."""
        return _said(self.name, "team")

    @property
    def today(self) -> date:
        """The day of the reading. Raises Unknown where it is not kept."""
        if self.read_on is None:
            raise Unknown("it is not known on which day this was read")
        return self.read_on

    @property
    def age(self) -> int:
        """Days since it was made, on the day of the reading. Raises Unknown."""
        if self.created_at is None:
            raise Unknown("Microsoft Graph does not say when the team was made")
        return (self.today - self.created_at.date()).days

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
    organisation: Organisation = field(default_factory=Organisation)


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
