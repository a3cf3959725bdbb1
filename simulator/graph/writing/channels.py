"""Channels of a team: made, renamed, deleted. The name of a deleted one stays taken.

learn.microsoft.com/graph/api/channel-post, channel-patch, channel-delete
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from simulator.clock import iso
from simulator.facts import Channel, Kind, Team
from simulator.graph.answers import Answer, Refusal, bad
from simulator.graph.query import Query, one
from simulator.graph.teams import channel_entity, find_channel, find_team
from simulator.graph.writing.bodies import DONE, given, text
from simulator.graph.writing.changes import begin, put, tell, writable
from simulator.graph.writing.members import person_of
from simulator.world import World

Ids = Mapping[str, str]
FIELDS = ("displayName", "description", "membershipType", "isFavoriteByDefault", "members")
NAME, DESCRIPTION = 50, 1024
FORBIDDEN = frozenset("~#%&*{}+/\\:<>?|'\"")
LAYOUTS = ("post", "chat")


def add(world: World, query: Query, ids: Ids) -> Answer:
    """A private or shared one needs an owner, whom the app has to name."""
    team = find_team(world, ids)
    writable(world, team)
    values = given(query, (*FIELDS, "layoutType"))
    name = _name(team, values)
    owners, members = _people(world, values)
    kind = values.get("membershipType", Kind.STANDARD)
    if kind not in list(Kind):
        raise bad("Invalid membershipType.")
    if kind != Kind.STANDARD and not owners:
        raise bad("A private or shared channel needs a member who is an owner.")
    made = Channel(
        id=f"19:{uuid4().hex}@thread.tacv2",
        name=name,
        kind=Kind(kind),
        description=text(values, "description", DESCRIPTION, empty=True),
        owners=() if kind == Kind.STANDARD else owners,
        members=() if kind == Kind.STANDARD else members,
        made_at=iso(world.clock.now),
        layout=_layout(values),
    )
    changed = replace(team, channels=(*team.channels, made))
    put(world, changed)
    tell(world, (changed, made), "channelCreated")
    found = one(query, channel_entity(world, query, changed, made), "channels/$entity")
    return Answer(201, found.body)


def update(world: World, query: Query, ids: Ids) -> Answer:
    team, channel = find_channel(world, ids)
    writable(world, team)
    values = given(query, FIELDS)
    changed = channel
    if "displayName" in values and values["displayName"] != channel.name:
        if channel.id == team.general:
            raise bad("The General channel cannot be renamed.")
        changed = replace(changed, name=_name(team, values, channel.id))
    if "description" in values:
        written = text(values, "description", DESCRIPTION, empty=True)
        changed = replace(changed, description=written)
    at = write(world, team, changed)
    if changed.name != channel.name:
        tell(world, at, "channelRenamed")
    return DONE


def delete(world: World, _: Query, ids: Ids) -> Answer:
    team, channel = find_channel(world, ids)
    writable(world, team)
    if channel.id == team.general:
        raise bad("The General channel cannot be deleted.")
    begin(world, team)
    world.directory.channels.delete(channel.id, deleted=True)
    tell(world, (team, channel), "channelDeleted")
    return DONE


def write(world: World, team: Team, changed: Channel) -> tuple[Team, Channel]:
    """In place of the channel of that id."""
    channels = tuple(changed if each.id == changed.id else each for each in team.channels)
    now = replace(team, channels=channels)
    put(world, now)
    return now, changed


def _name(team: Team, values: Mapping[str, Any], own: str = "") -> str:
    name = text(values, "displayName", NAME).strip()
    if FORBIDDEN & set(name) or name[0] in "._" or name[-1] == "." or ".." in name:
        raise bad("Channel name has characters that are not allowed.")
    taken = {each.name.casefold() for each in team.channels if each.id != own}
    if name.casefold() in taken:
        says = "Channel name already existed, please use other name."
        refused = Refusal(400, "BadRequest", says)
        refused.answer.body["error"]["innerError"]["code"] = "NameAlreadyExists"
        raise refused
    return name


def _layout(values: Mapping[str, Any]) -> str:
    layout = values.get("layoutType") or ""
    if layout and layout not in LAYOUTS:
        raise bad("Invalid layoutType.")
    return str(layout)


def _people(world: World, values: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Owners, and all."""
    given_ = values.get("members") or []
    if not isinstance(given_, list) or not all(isinstance(each, dict) for each in given_):
        raise bad("'members' is no list of members.")
    people = [(person_of(world, each).id, "owner" in each.get("roles", ())) for each in given_]
    owners = tuple(id_ for id_, owns in people if owns)
    return owners, tuple(dict.fromkeys(id_ for id_, _ in people))
