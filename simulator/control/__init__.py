"""The rehearsal's controls over HTTP: install, fail, answer, count."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulator import look_up
from simulator.chat.clock import set_clock, show_progress
from simulator.clock import iso, moment
from simulator.control.channel_orders import order_channel
from simulator.control.graph_orders import order_graph, order_limits
from simulator.control.orders import fault_of, leaders_wish_of, retro_wish_of, wish_of
from simulator.mistakes import Body, Mistake
from simulator.tenant import Tenant
from simulator.world import Progress

Act = Callable[[Body], Awaitable[Any]]


def routes(tenant: Tenant) -> list[web.RouteDef]:
    return [
        *_acting(tenant),
        *_with_cards(tenant),
        *_switching(tenant),
        *_clearing(tenant),
        *_reading(tenant),
    ]


def _acting(tenant: Tenant) -> list[web.RouteDef]:
    async def install(body: Body) -> Any:
        return await tenant.install(body.some("teams"), body.some("people"))

    async def uninstall(body: Body) -> Any:
        return await tenant.uninstall(body.some("teams"), body.some("people"))

    async def members(body: Body) -> Any:
        lists = (body.texts(name) for name in ("add", "remove", "own"))
        await tenant.change_members(body.text("team"), *lists)
        return {}

    async def retro(body: Body) -> Any:
        return {"retros": await tenant.retro(retro_wish_of(body))}

    async def leaders(body: Body) -> Any:
        return await tenant.leaders(leaders_wish_of(body))

    async def channel(body: Body) -> Any:
        await order_channel(tenant, body)

    async def archive(body: Body) -> Any:
        await tenant.reshaping.archive(body.text("team"), archived=body.flag("archived"))

    acts: dict[str, Act] = {
        "channel": channel,
        "archive": archive,
        "install": install,
        "uninstall": uninstall,
        "members": members,
        "retro": retro,
        "leaders": leaders,
    }
    return [web.post(f"/control/{name}", _posted(act)) for name, act in acts.items()]


def _with_cards(tenant: Tenant) -> list[web.RouteDef]:
    async def answer(body: Body) -> Any:
        return {"answered": await tenant.answer(wish_of(body))}

    async def press(body: Body) -> Any:
        who, conversation, verb = (body.text(name) for name in ("as", "conversation", "verb"))
        given = body.object("inputs"), body.object("data")
        return await tenant.press(who, conversation, verb, *given)

    async def delete(body: Body) -> Any:
        await tenant.delete(*(body.text(name) for name in ("as", "conversation", "verb")))

    acts: dict[str, Act] = {"answer": answer, "press": press, "delete": delete}
    return [web.post(f"/control/{name}", _posted(act)) for name, act in acts.items()]


def _switching(tenant: Tenant) -> list[web.RouteDef]:
    async def colleagues(body: Body) -> Any:
        tenant.colleagues(body.flag("on"))

    async def latency(body: Body) -> Any:
        tenant.latency(body.number("ms") or 0, body.number("jitter_ms") or 0)

    async def faults(body: Body) -> Any:
        tenant.fault(fault_of(body, lambda name: look_up.team(tenant.world, name).id))

    async def stories(body: Body) -> Any:
        tenant.begin_after(int(body.number("begin_after", 0) or 0))

    async def graph(body: Body) -> Any:
        order_graph(tenant, body)

    async def limits(body: Body) -> Any:
        order_limits(tenant, body)

    async def progress(body: Body) -> Any:
        words, at = body.optional_text("words"), body.optional_text("at")
        share = body.number("share")
        going = Progress(words, moment(at) if at else None, share) if words else None
        show_progress(tenant.world, going)

    acts: dict[str, Act] = {
        "colleagues": colleagues,
        "limits": limits,
        "latency": latency,
        "graph": graph,
        "stories": stories,
        "faults": faults,
        "progress": progress,
    }
    return [web.post(f"/control/{name}", _posted(act)) for name, act in acts.items()]


def _clearing(tenant: Tenant) -> list[web.RouteDef]:
    async def clock(body: Body) -> Any:
        try:
            set_clock(tenant.world, moment(body.text("now")))
        except ValueError as error:
            raise Mistake(str(error)) from error
        return {"now": iso(tenant.world.clock.now)}

    async def no_faults(_: web.Request) -> web.Response:
        tenant.clear_faults()
        return web.json_response({})

    async def no_counts(_: web.Request) -> web.Response:
        tenant.clear_graph_counts()
        return web.json_response({})

    return [
        web.post("/control/clock", _posted(clock)),
        web.delete("/control/faults", no_faults),
        web.delete("/control/graph_counts", no_counts),
    ]


def _reading(tenant: Tenant) -> list[web.RouteDef]:
    async def messages(request: web.Request) -> web.Response:
        return web.json_response(tenant.messages(request.query.get("conversation")))

    async def counts(_: web.Request) -> web.Response:
        return web.json_response(tenant.counts())

    async def graph_counts(_: web.Request) -> web.Response:
        return web.json_response(tenant.graph_counts())

    async def log(request: web.Request) -> web.Response:
        try:
            since = float(request.query.get("since", "0"))
        except ValueError:
            raise Mistake("“since” must be a number of seconds.") from None
        return web.json_response(tenant.log(since))

    async def visitors(_: web.Request) -> web.Response:
        world = tenant.world
        led = {world.facts.visitor, *(stop.as_person for stop in world.facts.tour)}
        return web.json_response({"here": sorted(world.hub.visitors), "led": sorted(led)})

    async def office(_: web.Request) -> web.Response:
        return web.Response(text=tenant.office(), content_type="application/yaml")

    return [
        web.get("/control/messages", messages),
        web.get("/control/counts", counts),
        web.get("/control/graph_counts", graph_counts),
        web.get("/control/log", log),
        web.get("/control/visitors", visitors),
        web.get("/control/office.yaml", office),
    ]


def _posted(act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        return web.json_response(await act(await Body.of(request)) or {})

    return handle
