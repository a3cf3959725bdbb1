"""Turns Graph's users and conversation members into the core's."""

from collections.abc import Collection, Iterable

from core.errors import NotRead
from core.people.rosters import Channel, ChannelKind, Member
from graph.wire.asks import Json
from graph.wire.decode import id_of, text

USER = "#microsoft.graph.user"
NAMES_HIDDEN = "not permitted to see who the people are, needs User.Read.All"


def user(item: Json) -> Member:
    """Raises NotRead for a person whose names the app may not see: Graph then gives the bare id."""
    name, principal = text(item, "displayName"), text(item, "userPrincipalName")
    if not name and not principal:
        raise NotRead(NAMES_HIDDEN)
    # Guests without a userType are known by the form of their principal name.
    guest = text(item, "userType") == "Guest" or "#EXT#" in principal
    return Member(id_of(item), name, principal, guest)


def users(items: Iterable[Json]) -> tuple[Member, ...]:
    """The people of a group; devices, service principals and groups in it are left out."""
    return tuple(user(item) for item in items if item.get("@odata.type", USER) == USER)


def ids(items: Iterable[Json]) -> frozenset[str]:
    """The ids of the people among them; service principals may own groups, too."""
    return frozenset(id_of(item) for item in items if item.get("@odata.type", USER) == USER)


def channel(item: Json) -> Channel:
    """A kind that we do not know counts as shared: only a standard one has its team's members."""
    found = text(item, "membershipType")
    return Channel(
        id_of(item), ChannelKind(found) if found in list(ChannelKind) else ChannelKind.SHARED
    )


def channel_members(items: Iterable[Json], tenants: Collection[str]) -> tuple[Member, ...]:
    """The people of a private or shared channel; those of another tenant are guests.

    Members without a user id (anonymous or from Skype) are no people that could be asked.
    """
    return tuple(_channel_member(item, tenants) for item in items if text(item, "userId"))


def _channel_member(item: Json, tenants: Collection[str]) -> Member:
    roles = item.get("roles")
    home = text(item, "tenantId")
    foreign = bool(home and tenants) and home not in tenants
    guest = foreign or (isinstance(roles, list) and "guest" in roles)
    return Member(id_of(item, "userId"), text(item, "displayName"), "", guest)
