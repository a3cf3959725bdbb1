"""Reads Graph's bytes ourselves: the SDK's models take a thousand times as long."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.errors import NotRead
from core.unseen import keepable
from graph.wire.asks import Json
from graph.wire.reasons import ENTRY_UNSAID, GARBLED

TYPE = "@odata.type"
USER, GROUP, CHANNEL = (f"#microsoft.graph.{name}" for name in ("user", "group", "channel"))
NEXT = "@odata.nextLink"


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
    """The objects of a collection; what else stands among them is an empty one, which says nothing.

    Raises NotRead where it is no collection, or nothing in it is an object.
    """
    items = page.get(name)
    if not isinstance(items, list) or (items and not any(isinstance(each, dict) for each in items)):
        raise NotRead(GARBLED)
    return [each if isinstance(each, dict) else {} for each in items]


def with_ids(items: Iterable[Json], name: str = "id") -> list[Json]:
    """Those that say which they are. Raises NotRead where none of them does."""
    given = list(items)
    found = [item for item in given if own_id(item, name)]
    if given and not found:
        raise NotRead(GARBLED)
    return found


def all_with_ids(items: Iterable[Json], name: str = "id") -> list[Json]:
    """The items, where each says which it is: one that does not may be whatever is looked for.

    Raises NotRead.
    """
    given = list(items)
    found = with_ids(given, name)
    if len(found) < len(given):
        raise NotRead(ENTRY_UNSAID)
    return found


def people(items: Iterable[Json]) -> list[Json]:
    """Without devices, service principals and groups, and without who has no id.

    Raises NotRead where nobody of them has one.
    """
    return with_ids(of_type(USER, items))


def of_type(name: str, items: Iterable[Json]) -> list[Json]:
    """What Graph calls so, and what it does not say the kind of."""
    return [item for item in items if item.get(TYPE) in (None, name)]


def next_page(page: Json) -> str | None:
    """The link to what follows. Raises NotRead for one that is none: the list is not whole."""
    link = page.get(NEXT)
    if link is not None and not text(page, NEXT):
        raise NotRead(GARBLED)
    return link


def moment(word: str) -> datetime | None:
    """A point in time as Graph writes it; None for what is none, or has no zone."""
    try:
        found = datetime.fromisoformat(word)
    except ValueError:
        return None
    return found if found.tzinfo else None


def text(item: Json, name: str) -> str:
    """A property that may be missing, null or of another type: empty then.

    What no database takes, a NUL or half a character, is no text either, but not all that it is in.
    """
    value = item.get(name)
    return keepable(value) if isinstance(value, str) else ""


def says(item: Json, name: str) -> bool:
    """Whether a property that was asked for is there as a text, or as null, which is none."""
    return name in item and (item[name] is None or isinstance(item[name], str))


def id_of(item: Json, name: str = "id") -> str:
    """A property that nothing can be done without; raises NotRead where it is missing."""
    found = own_id(item, name)
    if not found:
        raise NotRead(GARBLED)
    return found


def own_id(item: Json, name: str = "id") -> str:
    """An id as it was given; empty for what would have to be mended, and be another one then."""
    found = text(item, name)
    return found if found == item.get(name) else ""
