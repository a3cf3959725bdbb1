"""The few forms of $filter that are read here; every other one is refused in Graph's words."""

import re
from collections.abc import Callable
from typing import Any

from simulator.graph.answers import Refusal

Entity = dict[str, Any]
Holds = Callable[[Entity], bool]
EQUALS = re.compile(r"(\w+) eq '((?:[^']|'')*)'")
IS = re.compile(r"(\w+) eq (true|false|null)")
DIFFERS = re.compile(r"(\w+) ne '((?:[^']|'')*)'")
IS_ONE_OF = re.compile(r"(\w+) in \(([^)]*)\)")
BEGINS = re.compile(r"startswith\((\w+), ?'((?:[^']|'')*)'\)", re.IGNORECASE)
ENDS = re.compile(r"endswith\((\w+), ?'((?:[^']|'')*)'\)", re.IGNORECASE)
HAS = re.compile(r"(\w+)/any\((\w+): ?\2 eq '([^']*)'\)", re.IGNORECASE)
LITERALS = {"true": True, "false": False, "null": None}
MISSING = (
    "The required parameters might be missing. Try adding $count=true query parameter and "
    "ConsistencyLevel:eventual header."
)


def condition(text: str, *, advanced: bool) -> Holds:
    """Says of an entity whether it is wanted; `advanced` queries may ask for more."""
    holds = [_condition(part, advanced) for part in re.split(r"\s+and\s+", text.strip())]
    return lambda entity: all(each(entity) for each in holds)


def _condition(text: str, advanced: bool) -> Holds:
    if found := EQUALS.fullmatch(text):
        name, value = found[1], _plain(found[2])
        return lambda entity: str(entity.get(name)).lower() == value
    if found := IS.fullmatch(text):
        of, literal = found[1], LITERALS[found[2]]
        return lambda entity: entity.get(of) is literal
    if found := IS_ONE_OF.fullmatch(text):
        key, values = found[1], {value.strip(" '").lower() for value in found[2].split(",")}
        return lambda entity: str(entity.get(key)).lower() in values
    if found := HAS.fullmatch(text):
        list_, item = found[1], found[3]
        return lambda entity: item in (entity.get(list_) or [])
    return _of_text(text, advanced)


def _of_text(text: str, advanced: bool) -> Holds:
    if found := BEGINS.fullmatch(text):
        field, start = found[1], _plain(found[2])
        return lambda entity: str(entity.get(field) or "").lower().startswith(start)
    if (found := ENDS.fullmatch(text)) and _allowed(advanced):
        name, end = found[1], _plain(found[2])
        return lambda entity: str(entity.get(name) or "").lower().endswith(end)
    if (found := DIFFERS.fullmatch(text)) and _allowed(advanced):
        key, value = found[1], _plain(found[2])
        return lambda entity: str(entity.get(key)).lower() != value
    raise Refusal(400, "Request_UnsupportedQuery", f"Unsupported or invalid filter: {text}")


def _allowed(advanced: bool) -> bool:
    if not advanced:
        raise Refusal(400, "Request_UnsupportedQuery", MISSING)
    return True


def _plain(text: str) -> str:
    return text.replace("''", "'").lower()
