"""Reads Graph's bytes ourselves: the SDK's models take a thousand times as long."""

import json
from typing import Any

from core.errors import NotRead
from graph.wire.asks import Json
from graph.wire.reasons import GARBLED


def json_object(raw: bytes) -> Json:
    """Raises NotRead for anything but a JSON object: HTML, an empty body, half an answer."""
    try:
        return as_object(json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise NotRead(GARBLED) from error


def as_object(value: Any) -> Json:
    """Raises NotRead unless `value` is a JSON object."""
    if not isinstance(value, dict):
        raise NotRead(GARBLED)
    return value


def objects(page: Json, name: str = "value") -> list[Json]:
    """The objects of a collection; raises NotRead where it is none."""
    items = page.get(name)
    if not isinstance(items, list):
        raise NotRead(GARBLED)
    return [as_object(item) for item in items]


def text(item: Json, name: str) -> str:
    """A property that may be missing, null or of another type: empty then."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def id_of(item: Json, name: str = "id") -> str:
    """A property that nothing can be done without; raises NotRead where it is missing."""
    found = text(item, name)
    if not found:
        raise NotRead(GARBLED)
    return found
