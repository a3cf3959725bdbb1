"""Reads what a rehearsal orders of a channel: the app in it, its people, with whom it is shared."""

from simulator.mistakes import Body, Mistake
from simulator.tenant import Tenant

ORDERS = ("app", "add", "remove", "share", "unshare", "deleted")


async def order_channel(tenant: Tenant, body: Body) -> None:
    """`app` and `deleted` are true or false; people and teams are named as everywhere."""
    if not set(ORDERS) & set(body.values):
        raise Mistake(f"Give one or more of {', '.join(ORDERS)}.")
    channel, reshaping = body.text("channel"), tenant.reshaping
    if "app" in body.values:
        await (reshaping.add_app if body.flag("app") else reshaping.remove_app)(channel)
    if body.texts("add") or body.texts("remove"):
        await reshaping.change_members(channel, body.texts("add"), body.texts("remove"))
    for name in ("share", "unshare"):
        if team := body.optional_text(name):
            await reshaping.share(channel, team, shared=name == "share")
    if "deleted" in body.values:
        await reshaping.delete(channel, deleted=body.flag("deleted"))
