"""What a look keeps for putting back, read again where it was not kept."""

from collections.abc import Awaitable, Callable, Mapping

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look, MovedOn
from graph.wire.client import GraphClient
from graph.wire.writes import GONE


def kept(look: Look, name: str) -> Value:
    """A part of what was kept; None where it was not."""
    return look.kept.get(name) if isinstance(look.kept, Mapping) else None


def word(look: Look, name: str) -> str:
    """The same of a text; empty without."""
    found = kept(look, name)
    return found if isinstance(found, str) else ""


def extra(change: Change, name: str) -> str:
    """A text that the change brings with it; empty without."""
    found = change.extra.get(name)
    return found if isinstance(found, str) else ""


async def known(
    name: str,
    now: Look,
    look: Callable[[GraphClient, Change], Awaitable[Look]],
    client: GraphClient,
    change: Change,
) -> Look:
    """A look that knows `name`: the one at hand, else a new one.

    What is put back comes with what was kept before there was such a thing. Raises MovedOn where
    there is none now, and NotRead.
    """
    if word(now, name):
        return now
    found = await look(client, change)
    if not word(found, name):
        raise MovedOn(GONE)
    return found
