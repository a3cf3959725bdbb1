"""A channel's messages, for an app that has the resource-specific consent to read them."""

import json
from collections.abc import Mapping
from html import escape

from simulator.clock import iso
from simulator.graph.answers import Answer, forbidden, not_found
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, one, same
from simulator.graph.teams import find_channel
from simulator.messages import BOT, Message
from simulator.world import World

CARD = "application/vnd.microsoft.card.adaptive"


def listed(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    """Root messages, the newest first; 20 a page unless asked for, at most 50."""
    found = [each for each in _readable(world, ids) if each.thread == each.id]
    shown = [_message(world, ids, each) for each in reversed(found)]
    return many(query, shown, "messages", made=same, page=20, most=50)


def replies(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    found = [
        each
        for each in _readable(world, ids)
        if each.thread == ids["message"] and each.id != each.thread
    ]
    shown = [_message(world, ids, each) for each in reversed(found)]
    return many(query, shown, "replies", made=same, page=20, most=50)


def single(world: World, query: Query, ids: Mapping[str, str]) -> Answer:
    for each in _readable(world, ids):
        if each.id == ids["message"]:
            return one(query, _message(world, ids, each), "messages/$entity")
    raise not_found("The message was not found.")


def _readable(world: World, ids: Mapping[str, str]) -> list[Message]:
    team, channel = find_channel(world, ids)
    if not world.switches.reads_channel_messages or team.id not in world.installs.teams:
        raise forbidden(MISSING)
    return [each for each in world.messages.of(channel.id) if each.only is None]


MISSING = (
    "Missing role permissions on the request. API requires one of "
    "'ChannelMessage.Read.All, Group.Read.All, Group.ReadWrite.All, ChannelMessage.Read.Group'."
)


def _message(world: World, ids: Mapping[str, str], message: Message) -> Entity:
    content = message.content
    cards = [_attachment(message, number, card) for number, card in enumerate(content.cards)]
    marks = "".join(f'<attachment id="{card["id"]}"></attachment>' for card in cards)
    edited = message.edited_at and iso(message.edited_at)
    return {
        "id": message.id,
        "replyToId": None if message.thread == message.id else message.thread,
        "etag": message.id,
        "messageType": "message",
        "createdDateTime": iso(message.sent_at),
        "lastModifiedDateTime": edited or iso(message.sent_at),
        "lastEditedDateTime": edited,
        "deletedDateTime": None,
        "subject": None,
        "summary": content.summary or None,
        "chatId": None,
        "importance": "normal",
        "locale": "en-us",
        "from": _sender(world, message),
        "body": {"contentType": "html", "content": escape(content.text) + marks},
        "channelIdentity": {"teamId": ids["team"], "channelId": ids["channel"]},
        "attachments": cards,
        "mentions": [],
        "reactions": [],
    }


def _attachment(message: Message, number: int, card: Entity) -> Entity:
    """The card's JSON is a string, as Graph gives it."""
    return {
        "id": f"{message.id}-{number}",
        "contentType": CARD,
        "contentUrl": None,
        "content": json.dumps(card, ensure_ascii=False),
        "name": None,
        "thumbnailUrl": None,
        "teamsAppId": None,
    }


def _sender(world: World, message: Message) -> Entity:
    if message.sender == BOT:
        app = {
            "@odata.type": "#microsoft.graph.teamworkApplicationIdentity",
            "id": world.settings.app_id,
            "displayName": world.settings.bot_name,
            "applicationIdentityType": "bot",
        }
        return {"application": app, "device": None, "user": None}

    person = world.directory.people[message.sender]
    user = {
        "@odata.type": "#microsoft.graph.teamworkUserIdentity",
        "id": person.id,
        "displayName": person.name,
        "userIdentityType": "aadUser",
        "tenantId": world.facts.id,
    }
    return {"application": None, "device": None, "user": user}
