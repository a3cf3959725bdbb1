"""Reads the body of a write, and refuses what Graph would not take."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.graph.answers import Answer, bad
from simulator.graph.query import Query

Values = Mapping[str, Any]
OF_USER = re.compile(r"/v1\.0/users(?:/([^/]+)|\('([^']+)'\))$")
OF_APP = re.compile(r"/v1\.0/appCatalogs/teamsApps(?:/([^/]+)|\('([^']+)'\))$")
OF_GROUP = re.compile(r"/v1\.0/groups(?:/([^/]+)|\('([^']+)'\))$")
DONE = Answer(204, text="")


def given(query: Query, known: Sequence[str]) -> Values:
    """The JSON object; annotations are let through."""
    if not isinstance(query.body, dict):
        raise bad("Empty Payload. JSON content expected.")
    for name in query.body:
        if "@" not in name and name not in known:
            raise bad(f"Invalid property '{name}'.")
    return query.body


def text(values: Values, name: str, most: int, *, empty: bool = False) -> str:
    """Raises Refusal for none, for one that is empty unless it may be, and for one too long."""
    found = values.get(name)
    if found is None and empty:
        return ""
    if not isinstance(found, str) or not (found.strip() or empty):
        raise bad(f"'{name}' is missing or is no text.")
    if len(found) > most:
        raise bad(f"'{name}' is longer than {most} characters.")
    return found


def bound(values: Values, name: str, form: re.Pattern[str]) -> str:
    """The id in the address that an `…@odata.bind` gives."""
    found = form.search(str(values.get(name, "")))
    if found is None:
        raise bad(f"Bad '{name}': give the address of one.")
    return found[1] or found[2]
