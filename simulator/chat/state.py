"""What one person's window shows at its opening: their teams, channels, chats, and the tour."""

from typing import Any

from aiohttp import web

from simulator import look_up
from simulator.chat.clock import clock_json
from simulator.clock import iso
from simulator.facts import Channel, Person, Team
from simulator.messages import Message
from simulator.places import PAIR
from simulator.tour import Tour
from simulator.view import bot_json, colour, group_json, initials, person_json
from simulator.world import World


def routes(world: World, tour: Tour) -> list[web.RouteDef]:
    async def state(request: web.Request) -> web.Response:
        who = look_up.person(world, request.query.get("as") or world.facts.visitor)
        return web.json_response(window(world, who) | {"tour": tour.as_json()})

    return [web.get("/chat/state", state)]


def window(world: World, who: Person) -> dict[str, Any]:
    people = [each for each in world.directory.people.values() if each.enabled]
    return {
        "organisation": world.facts.organisation,
        "bot": bot_json(world.settings.bot_name, world.bot_id),
        "slash": world.switches.slash and world.switches.slash.as_json(),
        "now": iso(world.clock.now),
        "clock": clock_json(world),
        "time_zone": world.facts.time_zone,
        "me": person_json(who),
        "people": [person_json(each) for each in people],
        "teams": [_team(world, who, team) for team in world.directory.teams_of(who.id)],
        "chats": _chats(world, who),
    }


def _team(world: World, who: Person, team: Team) -> dict[str, Any]:
    there = world.directory.channels_of(team)
    seen = [each for each in there if world.places.belongs(who.id, each.id)]
    return {
        "id": team.id,
        "name": team.name,
        "initials": initials(team.name),
        "colour": colour(team.id),
        "archived": team.id in world.directory.channels.archived,
        "channels": [_channel(world, who, channel) for channel in seen],
    }


def _channel(world: World, who: Person, channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind.value,
        "unread": world.unread(who.id, channel.id)["unread"],
    }


def _chats(world: World, who: Person) -> list[dict[str, Any]]:
    """The bot's first, then those of several, then people's, the latest first."""
    found = []
    for conversation in world.messages.conversations():
        if conversation.endswith(PAIR):
            place = look_up.place(world, conversation)
            others = [id_ for id_ in place.people if id_ != who.id]
            if who.id in place.people and others:
                other = person_json(world.directory.people[others[0]])
                found.append(_chat(world, who, conversation, other))
    found.sort(key=lambda chat: str(chat["last_at"]), reverse=True)
    bot = bot_json(world.settings.bot_name, world.bot_id)
    groups = [
        _chat(
            world,
            who,
            each.id,
            group_json(each, [world.directory.people[id_] for id_ in each.members]),
        )
        for each in world.facts.chats
        if who.id in each.members
    ]
    return [_chat(world, who, world.places.bot_chat(who.id), bot), *groups, *found]


def _chat(world: World, who: Person, conversation: str, other: dict[str, Any]) -> dict[str, Any]:
    last: Message | None = next(iter(world.messages.newest_first(conversation)), None)
    return {
        "id": conversation,
        "with": other,
        "unread": world.unread(who.id, conversation)["unread"],
        "last_at": last and iso(last.sent_at),
    }
