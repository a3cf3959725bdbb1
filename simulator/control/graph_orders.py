"""Reads what a rehearsal orders of Graph: limits, permissions, pages. What is absent stays."""

from simulator.mistakes import Body, Mistake
from simulator.tenant import Tenant

GRAPH = (
    "channel_messages",
    "denied",
    "page_size",
    "empty_pages",
    "order",
    "lag_reads",
    "lag_seconds",
)
LIMITS = ("on", "graph", "fractional")


def order_limits(tenant: Tenant, body: Body) -> None:
    """`on` is the Connector's, `graph` Graph's; `fractional` is how Graph says Retry-After."""
    _know(body, LIMITS)
    limits = tenant.world.graph.limits
    if "on" in body.values:
        tenant.limits(body.flag("on"))
    on = body.flag("graph") if "graph" in body.values else limits.on
    fractional = body.flag("fractional") if "fractional" in body.values else limits.fractional
    tenant.graph_limits(on, fractional=fractional)


def order_graph(tenant: Tenant, body: Body) -> None:
    _know(body, GRAPH)
    if "channel_messages" in body.values:
        tenant.world.switches.reads_channel_messages = body.flag("channel_messages")
    if "denied" in body.values:
        tenant.deny(*body.texts("denied"))

    lag = tenant.world.graph.lag
    reads, seconds = body.number("lag_reads", lag.reads), body.number("lag_seconds", lag.seconds)
    tenant.lag(int(reads or 0), seconds or 0.0)
    paging = tenant.world.graph.paging
    empty = body.number("empty_pages", paging.empty) or 0.0
    most, order = body.number("page_size", paging.most), body.number("order", paging.order)
    if most is not None and most < 1:
        raise Mistake("“page_size” is at least 1, or null.")
    tenant.pages(None if most is None else int(most), empty, None if order is None else int(order))


def _know(body: Body, names: tuple[str, ...]) -> None:
    if not body.values or set(body.values) - set(names):
        raise Mistake(f"Give one or more of {', '.join(names)}.")
