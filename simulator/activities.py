"""Activities as Teams sends them to a bot (schema: Bot Framework's `Activity`)."""

import base64
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from simulator.clock import iso
from simulator.facts import Channel, Person, Team, is_meeting, mri
from simulator.messages import Message
from simulator.places import Place, PlaceKind
from simulator.world import World

Activity = dict[str, Any]
At = tuple[Team, Channel]


def message(world: World, place: Place, said: Message, person: Person) -> Activity:
    """What a person wrote, with the mention of the bot as Teams marks it."""
    text, mentions = _marked(world, said.content.text)
    activity = _in_place(world, place, person, said.thread)
    activity |= {"type": "message", "id": said.id, "text": text, "textFormat": "plain"}
    activity["entities"] = [*mentions, *activity["entities"]]
    if said.only is not None:
        activity["recipient"]["isTargeted"] = True
    return activity


def deleted(world: World, place: Place, said: Message, person: Person) -> Activity:
    """What a person had written and took away; it names the message and says nothing of it."""
    activity = _in_place(world, place, person, said.thread)
    activity["channelData"]["eventType"] = "softDeleteMessage"
    return activity | {"type": "messageDelete", "id": said.id}


def submitted(
    world: World, place: Place, said: Message, person: Person, value: dict[str, Any]
) -> Activity:
    """A plain `Action.Submit`: a message with a value and no text."""
    activity = _in_place(world, place, person, said.thread)
    return activity | {"type": "message", "id": fresh_id(), "replyToId": said.id, "value": value}


def invoke(
    world: World, place: Place, said: Message, person: Person, name: str, value: dict[str, Any]
) -> Activity:
    """`task/submit` names no card that it came from, as Teams was seen to do."""
    activity = _in_place(world, place, person, said.thread)
    activity |= {"type": "invoke", "id": fresh_id(), "name": name, "value": value}
    if name != "task/submit":
        activity["replyToId"] = said.id
    return activity


def installation(world: World, place: Place, person: Person, action: str) -> Activity:
    activity = _in_place(world, place, person, None)
    return activity | {"type": "installationUpdate", "id": fresh_id(), "action": action}


def members_changed(
    world: World, place: Place, person: Person, added: list[str], removed: list[str]
) -> Activity:
    """`added` and `removed` are Teams ids: `28:…` the bot's, `29:…` people's."""
    activity = _in_place(world, place, person, None)
    activity |= {"type": "conversationUpdate", "id": fresh_id()}
    if place.kind is PlaceKind.CHANNEL:
        event = "teamMemberAdded" if added else "teamMemberRemoved"
        activity["channelData"]["eventType"] = event
    return activity | _members(world, added, removed)


def channel_members_changed(
    world: World, at: At, person: Person, added: list[str], removed: list[str]
) -> Activity:
    """The same of a private or shared channel, in that channel's own conversation.

    As Microsoft wrote it down for shared channels: github.com/microsoft/teams.net/issues/100
    """
    event = "channelMemberAdded" if added else "channelMemberRemoved"
    activity = reshaped(world, at, person, event)
    activity["conversation"]["id"] = at[1].id
    return activity | _members(world, added, removed)


def reshaped(world: World, at: At, person: Person, event: str, **more: Any) -> Activity:
    """A team, or a channel of one, is another than before; told in the team's conversation.

    The team is named by the thread of General alone, a channel where it is about one
    (learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events).
    """
    team, channel = at
    activity = _in_place(world, world.places.channel(team, team.channels[0]), person, None)
    about: dict[str, Any] = {"team": {"id": team.general, "name": team.name}}
    if not event.startswith("team"):
        named = {"id": channel.id, "name": channel.name, "type": channel.kind.value}
        about = {"channel": named, "team": {"id": team.general}}
    data = about | more | {"eventType": event, "tenant": {"id": world.facts.id}}
    return activity | {"type": "conversationUpdate", "id": fresh_id(), "channelData": data}


def _members(world: World, added: list[str], removed: list[str]) -> Activity:
    lists = (("membersAdded", added), ("membersRemoved", removed))
    return {name: [_account(world, id_) for id_ in ids] for name, ids in lists if ids}


def fresh_id() -> str:
    return f"f:{uuid4()}"


def _in_place(world: World, place: Place, person: Person, thread: str | None) -> Activity:
    now = world.clock.now
    zone = ZoneInfo(world.facts.time_zone)
    return {
        "channelId": "msteams",
        "serviceUrl": world.service_url,
        "timestamp": iso(now),
        "localTimestamp": now.astimezone(zone).isoformat(timespec="milliseconds"),
        "localTimezone": world.facts.time_zone,
        "locale": "en-US",
        "from": {"id": mri(person.id), "name": person.name, "aadObjectId": person.id},
        "recipient": {"id": world.bot_id, "name": world.settings.bot_name},
        "conversation": _conversation(world, place, thread),
        "channelData": _channel_data(world, place),
        "entities": [_client(world)],
    }


def _conversation(world: World, place: Place, thread: str | None) -> dict[str, Any]:
    id_ = f"{place.id};messageid={thread}" if thread and place.channel else place.id
    conversation = {"id": id_, "conversationType": place.kind.value, "tenantId": world.facts.id}
    group = place.kind in (PlaceKind.CHANNEL, PlaceKind.GROUP_CHAT)
    return conversation | ({"isGroup": True} if group else {})


def _channel_data(world: World, place: Place) -> dict[str, Any]:
    data: dict[str, Any] = {"tenant": {"id": world.facts.id}}
    if place.team is not None and place.channel is not None:
        data |= {"team": team_info(place.team), "channel": {"id": place.channel.id}}
        data["settings"] = {"selectedChannel": {"id": place.channel.id}}
    if is_meeting(place.id):
        data["meeting"] = {"id": base64.b64encode(f"0#{place.id}#0".encode()).decode()}
    return data


def team_info(team: Team) -> dict[str, Any]:
    return {"id": team.general, "aadGroupId": team.id, "name": team.name}


def _client(world: World) -> dict[str, Any]:
    return {
        "type": "clientInfo",
        "locale": "en-US",
        "country": "US",
        "platform": "Web",
        "timezone": world.facts.time_zone,
    }


def _account(world: World, id_: str) -> dict[str, Any]:
    person = world.directory.person(id_)
    if person is None:
        return {"id": id_, "name": world.settings.bot_name}
    return {"id": id_, "aadObjectId": person.id}


def _marked(world: World, text: str) -> tuple[str, list[dict[str, Any]]]:
    name = world.settings.bot_name
    if f"@{name}" not in text:
        return text, []

    mark = f"<at>{name}</at>"
    mention = {"type": "mention", "mentioned": {"id": world.bot_id, "name": name}, "text": mark}
    return text.replace(f"@{name}", mark), [mention]
