"""Turns Graph's users and conversation members into the core's."""

from collections.abc import Collection, Iterable

from core.errors import NotRead
from core.people.rosters import Channel, ChannelKind, Member
from graph.wire import decode
from graph.wire.asks import Json
from graph.wire.decode import id_of, text

NAMES_HIDDEN = "not permitted to see who the people are, needs User.Read.All"
NO_PERSON = "what Microsoft Entra calls so is no person; check the address or id"
NAMELESS = "Microsoft Entra does not say who this is; look at the account there"
TOLD = ("displayName", "userPrincipalName", "userType")


def user(item: Json) -> Member:
    """Of whom nothing is told but the id has no name, and counts as a guest until it is.

    Raises NotRead without an id.
    """
    principal, kind = text(item, "userPrincipalName"), text(item, "userType")
    # Guests without a userType are known by the form of their principal name.
    guest = kind == "Guest" or "#EXT#" in principal or _is_bare(item)
    return Member(id_of(item), text(item, "displayName"), principal, guest)


def single(item: Json) -> Member:
    """Somebody who was looked up. Raises NotRead for what is no person, or tells nothing of one."""
    if not decode.of_type(decode.USER, [item]):
        raise NotRead(NO_PERSON)
    if _is_bare(item):
        raise NotRead(NAMELESS)
    return user(item)


def users(items: Iterable[Json]) -> tuple[Member, ...]:
    """The people of a group; devices, service principals and groups in it are left out.

    Raises NotRead where nothing is told of any of them: the app may not see it then, and Graph
    gives bare ids.
    """
    people = decode.people(items)
    if people and all(map(_is_bare, people)):
        raise NotRead(NAMES_HIDDEN)
    return tuple(map(user, people))


def ids(items: Iterable[Json]) -> frozenset[str]:
    """The ids of the people among them; service principals may own groups, too."""
    return frozenset(map(id_of, decode.people(items)))


def channels(items: Iterable[Json]) -> tuple[Channel, ...]:
    """Those that have an id. Raises NotRead where none has."""
    return tuple(map(channel, decode.with_ids(decode.of_type(decode.CHANNEL, items))))


def channel(item: Json) -> Channel:
    """A kind that we do not know counts as shared: only a standard one has its team's members."""
    found = text(item, "membershipType")
    return Channel(
        id_of(item), ChannelKind(found) if found in list(ChannelKind) else ChannelKind.SHARED
    )


def channel_members(items: Iterable[Json], home: Collection[str]) -> tuple[Member, ...]:
    """The people of a private or shared channel, each once; those of another tenant are guests.

    Members without a user id (anonymous or from Skype) are no people that could be asked. Whoever
    is in a shared channel themselves and by a team too may be listed twice.
    """
    found: dict[str, Member] = {}
    for item in items:
        if decode.own_id(item, "userId"):
            member = _channel_member(item, home)
            found.setdefault(member.id, member)
    return tuple(found.values())


def _is_bare(item: Json) -> bool:
    return not any(text(item, name) for name in TOLD)


def _channel_member(item: Json, home: Collection[str]) -> Member:
    roles = item.get("roles")
    tenant = text(item, "tenantId").lower()
    foreign = bool(tenant and home) and tenant not in home
    guest = foreign or (isinstance(roles, list) and "guest" in roles)
    return Member(id_of(item, "userId"), text(item, "displayName"), "", guest)
