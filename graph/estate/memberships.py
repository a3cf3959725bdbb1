"""Who is what in a team or a channel: memberships are found by person, and set by their own id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, NotWritten
from graph.estate.keeping import kept, known, word
from graph.remedies import Way
from graph.wire.asks import Ask, Json, Kind, Write
from graph.wire.client import GraphClient
from graph.wire.decode import all_with_ids, id_of, text
from graph.wire.look_requests import written_at
from graph.wire.pages import entries
from graph.wire.requests import user

if TYPE_CHECKING:
    from kiota_abstractions.base_request_builder import BaseRequestBuilder
    from msgraph.graph_service_client import GraphServiceClient as Sdk

OWNER, MEMBER, NEITHER = "owner", "member", ""
GUEST = "guest"
OWNED_BEFORE = "owned"  # told of who owns the group already and is in nobody's list of members
A_GUEST = "guests are not made owners here; choose somebody of the organisation"
LAST = "nobody else owns it, and Microsoft lets no last owner go; make somebody else an owner first"
OWNED = (
    "they owned the group before they were in the team, and taking them out would end that too; do "
    "it by hand in Microsoft Entra"
)
TYPE = {"@odata.type": "#microsoft.graph.aadUserConversationMember"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where memberships are: what asks for them, where they are written, one of them, and how.

    The kinds are those of setting and removing by whether an owner is meant or was one.
    """

    ask: Callable[["Sdk", Change], Ask]
    all: Callable[["Sdk", Change], "BaseRequestBuilder"]
    one: Callable[["Sdk", Change, str], "BaseRequestBuilder"]
    sets: Mapping[bool, Kind]
    removes: Mapping[bool, Kind]


def membership(place: Place) -> Way:
    """The role of one person, by their id: owner, member, or empty for neither."""

    async def look(client: GraphClient, change: Change) -> Look:
        found = await entries(client, place.ask(client.sdk, change))
        for each in all_with_ids(found, "userId"):
            if text(each, "userId").lower() == change.target.lower():
                return _found(each)
        return Look(NEITHER)

    async def put(client: GraphClient, change: Change, value: Value, now: Look) -> None:
        owners = OWNER in (value, now.value)
        if now.value == NEITHER:
            content = await _added(client, change, value, now)
            path = written_at(place.all(client.sdk, change))
            await client.write(Write("POST", place.sets[owners], path, change.team_id, content))
            return

        there = await known("membership", now, look, client, change)
        path = written_at(place.one(client.sdk, change, word(there, "membership")))
        if value == NEITHER:
            await client.write(Write("DELETE", place.removes[owners], path, change.team_id))
            return
        await _patched(client, change, place.sets[owners], path, value, there)

    async def holds_back(client: GraphClient, change: Change) -> str:
        return await _held(client, place, change)

    return Way(look, put, holds_back)


async def _patched(
    client: GraphClient, change: Change, kind: Kind, path: str, value: Value, there: Look
) -> None:
    """A guest who owned the team before is told as one only when Graph refuses it."""
    content = {**TYPE, "roles": _roles(value, guest=kept(there, GUEST) is True)}
    try:
        await client.write(Write("PATCH", kind, path, change.team_id, content))
    except NotWritten as error:
        if type(error) is NotWritten and value == OWNER and await _guest(client, change):
            raise NotWritten(A_GUEST) from error
        raise


async def _held(client: GraphClient, place: Place, change: Change) -> str:
    """Of an owner who was made. Who owns a team goes with their membership of it."""
    if change.extra.get(OWNED_BEFORE) is True:
        return OWNED
    if change.after != OWNER:
        return ""
    there = await entries(client, place.ask(client.sdk, change))
    owners = {text(each, "userId").lower() for each in there if _found(each).value == OWNER}
    return "" if owners - {change.target.lower()} else LAST


def _found(item: Json) -> Look:
    """A guest is a member: Graph gives them a role of their own."""
    roles = item.get("roles")
    named = {str(role).lower() for role in roles} if isinstance(roles, list) else set()
    about: dict[str, Value] = {"membership": id_of(item), GUEST: GUEST in named}
    return Look(OWNER if OWNER in named else MEMBER, about)


async def _added(client: GraphClient, change: Change, value: Value, now: Look) -> Json:
    guest = kept(now, GUEST)
    if guest is None:
        guest = await _guest(client, change)
    person = change.target.replace("'", "''")
    return {
        **TYPE,
        "roles": _roles(value, guest=guest is True),
        "user@odata.bind": f"{client.url}/users('{person}')",
    }


async def _guest(client: GraphClient, change: Change) -> bool:
    return _is_guest(await client.read(user(client.sdk, change.target)))


def _is_guest(account: Json) -> bool:
    """Old accounts have no type; a guest's name tells then."""
    type_ = text(account, "userType")
    return type_ == "Guest" or (not type_ and "#EXT#" in text(account, "userPrincipalName"))


def _roles(value: Value, *, guest: bool) -> list[str]:
    if value == OWNER and guest:
        raise NotWritten(A_GUEST)
    if value == OWNER:
        return [OWNER]
    return [GUEST] if guest else []
