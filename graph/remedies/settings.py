"""The switches of a team: Graph sets those that are named, and leaves the others."""

from collections.abc import Mapping

from core.errors import NotRead
from core.standards.changes.model import Change, Value
from core.standards.changes.ports import Look
from graph.estate.team import UNSAID, patch, read
from graph.remedies import Way
from graph.wire.client import GraphClient


async def look(client: GraphClient, change: Change) -> Look:
    """Only the switches that the change is about."""
    found = (await read(client, change)).get(change.target)
    if not isinstance(found, dict):
        raise NotRead(UNSAID)
    return Look({name: found.get(name) for name in _named(change)})


async def put(client: GraphClient, change: Change, value: Value, _now: Look) -> None:
    """`target` is the object of settings, by Graph's name."""
    await patch(client, change, {change.target: value})


def _named(change: Change) -> list[str]:
    objects = (change.before, change.after)
    return sorted({name for each in objects if isinstance(each, Mapping) for name in each})


WAY = Way(look, put)
