"""Finds what answers a Graph path, for a request by itself and for one inside a batch."""

import re
from collections.abc import Callable, Mapping

from simulator.graph import groups, messages, people, teams
from simulator.graph.answers import Answer, Refusal, bad
from simulator.graph.query import KNOWN, Query
from simulator.world import World

Reader = Callable[[World, Query, Mapping[str, str]], Answer]

CHANNEL = "/teams/{team}/channels/{channel}"
READERS: dict[str, Reader] = {
    "/users": people.listed,
    "/users/{user}": people.single,
    "/users/{user}/joinedTeams": people.joined_teams,
    "/groups": groups.listed,
    "/groups/{group}": groups.single,
    "/groups/{group}/members": groups.members,
    "/groups/{group}/owners": groups.owners,
    "/teams/{team}": teams.single,
    "/teams/{team}/members": teams.team_members,
    "/teams/{team}/channels": teams.channels,
    CHANNEL: teams.channel,
    f"{CHANNEL}/members": teams.channel_members,
    f"{CHANNEL}/messages": messages.listed,
    f"{CHANNEL}/messages/{{message}}": messages.single,
    f"{CHANNEL}/messages/{{message}}/replies": messages.replies,
}
PATTERNS = [
    (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), reader)
    for path, reader in READERS.items()
]
NOT_READ = (501, "notImplemented", "The simulated Graph does not answer this path.")


def answer(world: World, method: str, path: str, query: Query) -> Answer:
    """`path` is decoded and without `/graph/v1.0`; refusals come back as answers."""
    try:
        return _reader(method, path, query)(world)
    except Refusal as refusal:
        return refusal.answer


def _reader(method: str, path: str, query: Query) -> Callable[[World], Answer]:
    if method != "GET":
        raise Refusal(*NOT_READ)
    unknown = [name for name in query.options if name.startswith("$") and name not in KNOWN]
    if unknown:
        raise bad(f"Query option '{unknown[0]}' is not supported.")

    for pattern, reader in PATTERNS:
        found = pattern.fullmatch(path)
        if found:
            ids = found.groupdict()
            return lambda world, reader=reader: reader(world, query, ids)  # type: ignore[misc]
    raise Refusal(*NOT_READ)
