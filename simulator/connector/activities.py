"""Posting, editing and deleting messages in a conversation."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from simulator.connector.answers import (
    NOT_IN_ROSTER,
    READ_ONLY,
    UNKNOWN_ACTIVITY,
    UNKNOWN_CONVERSATION,
    Answer,
    Refusal,
    bad,
)
from simulator.connector.gate import Gate
from simulator.connector.incoming import content, read_object
from simulator.connector.private import check_answered, is_gone, is_private, only_reader
from simulator.limits import Use
from simulator.messages import BOT, Message
from simulator.places import Place, base, thread
from simulator.world import World

IN_CONVERSATION = "/teams/v3/conversations/{conversation}/activities"
ONE = IN_CONVERSATION + "/{activity}"


def routes(world: World, gate: Gate) -> list[web.RouteDef]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            activity = {} if request.method == "DELETE" else await read_object(request)
        except Refusal as refusal:
            return refusal.response()
        conversation = request.match_info["conversation"]
        id_ = request.match_info.get("activity", "")
        alone = is_private(request)
        acts = {
            "POST": lambda: _send(world, conversation, id_, activity, alone=alone),
            "PUT": lambda: _edit(world, conversation, id_, activity, alone=alone),
            "DELETE": lambda: _delete(world, conversation, id_, alone=alone),
        }
        return await gate.serve(request, Use.SEND, base(conversation), acts[request.method])

    return [
        web.post(IN_CONVERSATION, handle),
        web.post(ONE, handle),
        web.put(ONE, handle),
        web.delete(ONE, handle),
    ]


def reached(world: World, conversation: str) -> Place:
    """The place, or the Connector's refusal: 404 unknown, 403 where the app is not installed."""
    place = world.places.find(conversation)
    if place is None:
        raise Refusal(*UNKNOWN_CONVERSATION)
    if not world.installs.reach(place):
        raise Refusal(*NOT_IN_ROSTER)
    return place


def writable(world: World, place: Place) -> None:
    """Refused in a team that is archived: everything in it can be read, and nothing written."""
    if place.team is not None and place.team.id in world.directory.channels.archived:
        raise Refusal(*READ_ONLY)


def post(
    world: World,
    place: Place,
    root: str | None,
    activity: dict[str, Any],
    only: str | None = None,
) -> Answer:
    """Text with an attachment becomes two messages, and the answer then has no id, as in Teams."""
    if not world.installs.reach(place):
        raise Refusal(*NOT_IN_ROSTER)
    writable(world, place)
    said = content(activity)
    check_answered(world, place, said)
    if said.text and said.attachments:
        world.post(place.id, BOT, replace(said, attachments=()), root, only=only)
        return Answer(201, {}, world.post(place.id, BOT, replace(said, text=""), root, only=only))

    message = world.post(place.id, BOT, said, root, only=only)
    return Answer(201, {"id": message.id}, message)


def _send(
    world: World, conversation: str, id_: str, activity: dict[str, Any], *, alone: bool
) -> Answer:
    """The reply form may name any id, also one that never was: the SDK makes ids up."""
    place = reached(world, conversation)
    if activity.get("type") == "typing":
        typing = {"conversation": place.id, "name": world.settings.bot_name}
        world.hub.tell(place.id, "typing", typing)
        return Answer(201, {"id": ""})
    if activity.get("type", "message") != "message":
        raise bad("Only messages and typing can be sent.")
    only = only_reader(world, place, activity) if alone else None
    return post(world, place, _root(world, place, conversation, id_, only), activity, only)


def _root(world: World, place: Place, conversation: str, id_: str, only: str | None) -> str | None:
    """The thread that the conversation names, else that of the message replied to, if any.

    Under what one person alone sees nothing can stand for others.
    """
    if place.channel is None:
        return None

    root = thread(conversation)
    named = world.messages.find(place.id, root or id_)
    if (root is not None and named is None) or (named and named.only not in (None, only)):
        raise Refusal(*UNKNOWN_CONVERSATION)
    return named.thread if named else None


def _edit(
    world: World, conversation: str, id_: str, activity: dict[str, Any], *, alone: bool
) -> Answer:
    """For whom a private message is cannot be changed, so nobody is named."""
    message = _own(world, conversation, id_, alone=alone)
    if alone and "recipient" in activity:
        raise bad("A recipient cannot be given for a change.")
    world.edit(message, content(activity))
    return Answer(200, {"id": message.id})


def _delete(world: World, conversation: str, id_: str, *, alone: bool) -> Answer:
    world.delete(_own(world, conversation, id_, alone=alone))
    return Answer(200)


def _own(world: World, conversation: str, id_: str, *, alone: bool) -> Message:
    place = reached(world, conversation)
    writable(world, place)
    message = world.messages.find(place.id, id_)
    if message is None or is_gone(world, message) or (message.only is not None) is not alone:
        raise Refusal(*UNKNOWN_ACTIVITY)
    if message.sender != BOT:
        raise Refusal(403, "NotEnoughPermissions", "The message is not the bot's own.")
    return message
