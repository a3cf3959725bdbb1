"""Who is in a team or a channel, as Graph told us, or why we do not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.facts import Gap


class ChannelKind(StrEnum):
    """What kind of channel; only a standard one has its team's members."""

    STANDARD = "standard"
    PRIVATE = "private"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a roster. `principal` is the user principal name, empty where not given.

    Of whom Graph gave neither name it told nothing, so they are a `guest` only until it does.
    """

    id: str
    name: str
    principal: str
    guest: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a team."""

    id: str
    kind: ChannelKind


@dataclass(frozen=True, slots=True)
class Roster:
    """A team as it was read: each part is what Graph gave, or a gap with its reason.

    `own` has the members of private and shared channels, by channel id; `owners` the Entra object
    ids of who owns the team.
    """

    team_id: str
    members: tuple[Member, ...] | Gap
    channels: tuple[Channel, ...] | Gap
    own: Mapping[str, tuple[Member, ...] | Gap]
    owners: frozenset[str] | Gap
