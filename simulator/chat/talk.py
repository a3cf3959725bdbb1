"""Reading and writing messages, pressing buttons, sending dialogs."""

from collections.abc import Awaitable, Callable, Iterable
from itertools import dropwhile, islice

from aiohttp import web

from simulator import look_up
from simulator.acts import Acts
from simulator.messages import Message
from simulator.mistakes import Body, Mistake
from simulator.tour import Tour
from simulator.world import World

MESSAGES = "/chat/conversations/{conversation}/messages"
MOST = 200
LONGEST = 28_000


def routes(world: World, acts: Acts, tour: Tour) -> list[web.RouteDef]:
    async def press(request: web.Request) -> web.Response:
        body = await Body.of(request)
        who, conversation = body.text("as"), body.text("conversation")
        action = body.object("action")
        given = body.text("message"), action, body.object("inputs")
        world.played.act(look_up.person(world, who).id)
        result = await acts.press(who, conversation, *given)
        tour.pressed(who, conversation, str(look_up.verb_of(action)), result)
        return web.json_response(result)

    async def dialog(request: web.Request) -> web.Response:
        body = await Body.of(request)
        who, conversation = body.text("as"), body.text("conversation")
        data = body.object("data")
        world.played.act(look_up.person(world, who).id)
        result = await acts.submit(who, conversation, body.text("message"), data)
        tour.pressed(who, conversation, str(data.get("verb")), result)
        return web.json_response(result)

    return [
        web.get(MESSAGES, _listing(world)),
        web.post(MESSAGES, _writing(acts, tour, world)),
        web.post("/chat/conversations/{conversation}/read", _reading(world)),
        web.post("/chat/press", press),
        web.post("/chat/dialog", dialog),
    ]


Handler = Callable[[web.Request], Awaitable[web.Response]]


def _listing(world: World) -> Handler:
    async def messages(request: web.Request) -> web.Response:
        """The newest `limit` (50) before the message `before`, oldest first."""
        who = look_up.person(world, request.query.get("as") or world.facts.visitor)
        place = look_up.place_of(world, who, request.match_info["conversation"])
        said = world.messages.newest_first(place.id)
        found: Iterable[Message] = (each for each in said if each.seen_by(who.id, world.clock.now))
        if before := request.query.get("before"):
            look_up.message(world, place, before, who)
            found = islice(dropwhile(lambda each: each.id != before, found), 1, None)
        limit = _limit(request.query.get("limit", "50"))
        page = list(islice(found, limit + 1))
        shown = [world.shown(message) for message in reversed(page[:limit])]
        return web.json_response({"messages": shown, "more": len(page) > limit})

    return messages


def _writing(acts: Acts, tour: Tour, world: World) -> Handler:
    async def write(request: web.Request) -> web.Response:
        body = await Body.of(request)
        text = body.text("text").strip()
        if not text or len(text) > LONGEST:
            raise Mistake(f"Write something, up to {LONGEST:,} characters.")
        who, conversation = body.text("as"), request.match_info["conversation"]
        world.played.act(look_up.person(world, who).id)
        private = "private" in body.values and body.flag("private")
        thread = body.optional_text("thread")
        said = await acts.say(who, conversation, text, thread, private=private)
        tour.said(who, conversation, text)
        return web.json_response(world.shown(said), status=201)

    return write


def _reading(world: World) -> Handler:
    async def read(request: web.Request) -> web.Response:
        body = await Body.of(request)
        who = look_up.person(world, body.text("as", request.query.get("as", "")))
        place = look_up.place_of(world, who, request.match_info["conversation"])
        world.reading.read(who.id, place.id)
        world.hub.tell_person(who.id, "unread", world.unread(who.id, place.id))
        return web.json_response({"unread": 0})

    return read


def _limit(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise Mistake("“limit” must be a number from 1.")
    return min(int(text), MOST)
