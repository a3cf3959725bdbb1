"""Starting a conversation: a thread in a channel, or the chat with one person."""

from typing import Any

from aiohttp import web

from simulator.connector.activities import post
from simulator.connector.answers import (
    NOT_IN_ROSTER,
    NOT_THEIR_OWN,
    UNKNOWN_CONVERSATION,
    Answer,
    Refusal,
    bad,
)
from simulator.connector.gate import Gate
from simulator.connector.incoming import read_object
from simulator.limits import Use
from simulator.places import Place, base
from simulator.world import World


def routes(world: World, gate: Gate) -> list[web.RouteDef]:
    async def create(request: web.Request) -> web.StreamResponse:
        try:
            wanted = await read_object(request)
        except Refusal as refusal:
            return refusal.response()
        conversation = _target(world, wanted)
        return await gate.serve(
            request, Use.SEND, conversation, lambda: _create(world, conversation, wanted)
        )

    return [web.post("/teams/v3/conversations", create)]


def _target(world: World, wanted: dict[str, Any]) -> str | None:
    """The channel, or the chat with the only member; None for what names neither."""
    data = wanted.get("channelData")
    channel = data.get("channel") if isinstance(data, dict) else None
    if isinstance(channel, dict) and isinstance(channel.get("id"), str):
        return base(channel["id"])

    members = wanted.get("members")
    if not isinstance(members, list) or len(members) != 1 or not isinstance(members[0], dict):
        return None
    person = world.directory.person(str(members[0].get("id", "")))
    return world.places.bot_chat(person.id) if person else "unknown"


def _create(world: World, conversation: str | None, wanted: dict[str, Any]) -> Answer:
    if conversation is None:
        raise bad("Give channelData.channel.id, or exactly one member.")
    place = world.places.find(conversation)
    if place is None:
        raise Refusal(*UNKNOWN_CONVERSATION)
    activity = wanted.get("activity")
    if place.channel is None:
        _begin(world, place.people[0], wanted)
    if not world.installs.reach(place):
        raise Refusal(*NOT_IN_ROSTER)
    if place.channel is None and not activity:
        return _started(world, place, None)
    if not isinstance(activity, dict):
        raise bad("A thread in a channel needs an activity.")
    posted = post(world, place, None, activity)
    return _started(world, place, posted)


def _begin(world: World, person: str, wanted: dict[str, Any]) -> None:
    """With whom a chat may be begun; by the Entra object id only who has the app themselves.

    Microsoft's page "Proactive messages" says both.
    """
    if _tenant(wanted) != world.facts.id:
        raise bad("Malformed tenant id.")
    if person in world.installs.people:
        return
    if wanted["members"][0]["id"] == person:
        raise Refusal(*NOT_THEIR_OWN)
    if not world.installs.may_begin(person):
        raise Refusal(*NOT_IN_ROSTER)
    world.installs.begin(person)


def _tenant(wanted: dict[str, Any]) -> object:
    data = wanted.get("channelData")
    named = data.get("tenant") if isinstance(data, dict) else None
    return wanted.get("tenantId") or (named.get("id") if isinstance(named, dict) else None)


def _started(world: World, place: Place, posted: Answer | None) -> Answer:
    body = {"id": place.id, "serviceUrl": world.service_url}
    if posted is None or posted.stored is None:
        return Answer(201, body)
    if place.channel is not None:
        body["id"] = f"{place.id};messageid={posted.stored.thread}"
    return Answer(201, body | {"activityId": posted.stored.id}, posted.stored)
