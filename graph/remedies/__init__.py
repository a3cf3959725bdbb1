"""How each thing of a tenant is looked at and written: one file a thing, each with a `WAY`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.wire.client import GraphClient


async def nothing(_client: GraphClient, _change: Change) -> str:
    """What was made may be taken away again."""
    return ""


@dataclass(frozen=True, slots=True)
class Way:
    """One thing, by the name of `Thing`.

    `look` raises NotRead; that it is Missing means that the team, or what is set of it, is not
    there. `put` is one write that is never repeated; it may read before it where `kept` has not
    what it needs. `holds_back` is asked before what was made is taken away again.
    """

    look: Callable[[GraphClient, Change], Awaitable[Look]]
    put: Callable[[GraphClient, Change, Value, Look], Awaitable[None]]
    holds_back: Callable[[GraphClient, Change], Awaitable[str]] = nothing
