"""OData query options: which properties, how many a page, which page, which entities."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.graph.answers import Answer, Refusal, bad

Entity = dict[str, Any]
KNOWN = {"$select", "$top", "$filter", "$skiptoken", "$expand", "$count", "$orderby"}
EQUALS = re.compile(r"(\w+) eq '((?:[^']|'')*)'")
IS_ONE_OF = re.compile(r"(\w+) in \(([^)]*)\)")
BEGINS = re.compile(r"startswith\((\w+), ?'((?:[^']|'')*)'\)", re.IGNORECASE)
HAS = re.compile(r"(\w+)/any\((\w+): ?\2 eq '([^']*)'\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """`address` is the request's own, for the link to the next page."""

    address: str
    options: dict[str, str]

    @property
    def select(self) -> list[str]:
        return [name.strip() for name in self.options.get("$select", "").split(",") if name]

    def top(self, default: int, most: int) -> int:
        """Graph refuses 0 and more than the most."""
        wanted = self.options.get("$top", str(default))
        if not wanted.isdigit() or not 1 <= int(wanted) <= most:
            raise bad(f"Invalid page size specified: '{wanted}'. Must be between 1 and {most}.")
        return int(wanted)


def one(query: Query, entity: Entity, kind: str, default: Sequence[str] | None = None) -> Answer:
    """`kind` is the fragment of @odata.context; `default` the properties given unasked."""
    return Answer(200, {"@odata.context": _context(query, kind)} | _shaped(query, entity, default))


def many(
    query: Query,
    entities: Sequence[Entity],
    kind: str,
    *,
    default: Sequence[str] | None = None,
    page: int = 100,
    most: int = 999,
) -> Answer:
    """One page, with @odata.nextLink while there are more."""
    chosen = _filtered(query, entities)
    begin = _begin(query)
    end = begin + query.top(page, most)
    body: dict[str, Any] = {
        "@odata.context": _context(query, kind),
        "value": [_shaped(query, entity, default) for entity in chosen[begin:end]],
    }
    if query.options.get("$count") == "true" and begin == 0:
        body["@odata.count"] = len(chosen)
    if end < len(chosen):
        body["@odata.nextLink"] = _link(query, end)
    return Answer(200, body)


def _shaped(query: Query, entity: Entity, default: Sequence[str] | None) -> Entity:
    names = query.select or default
    if names is None or "*" in names:
        return entity
    return {name: value for name, value in entity.items() if name in names or name.startswith("@")}


def _filtered(query: Query, entities: Sequence[Entity]) -> Sequence[Entity]:
    text = query.options.get("$filter", "").strip()
    if not text:
        return entities
    holds = [_condition(part) for part in re.split(r"\s+and\s+", text)]
    return [entity for entity in entities if all(each(entity) for each in holds)]


def _condition(text: str) -> Callable[[Entity], bool]:
    """The few forms that are read here; the others are refused in Graph's words."""
    if found := EQUALS.fullmatch(text):
        name, value = found[1], found[2].replace("''", "'").lower()
        return lambda entity: str(entity.get(name)).lower() == value
    if found := IS_ONE_OF.fullmatch(text):
        key, values = found[1], {value.strip(" '").lower() for value in found[2].split(",")}
        return lambda entity: str(entity.get(key)).lower() in values
    if found := BEGINS.fullmatch(text):
        field, start = found[1], found[2].replace("''", "'").lower()
        return lambda entity: str(entity.get(field) or "").lower().startswith(start)
    if found := HAS.fullmatch(text):
        list_, item = found[1], found[3]
        return lambda entity: item in (entity.get(list_) or [])
    raise Refusal(400, "Request_UnsupportedQuery", f"Unsupported or invalid filter: {text}")


def _begin(query: Query) -> int:
    token = query.options.get("$skiptoken", "0")
    if not token.isdigit():
        raise bad("The $skiptoken is not one that was given.")
    return int(token)


def _link(query: Query, begin: int) -> str:
    kept = [f"{name}={value}" for name, value in query.options.items() if name != "$skiptoken"]
    return f"{query.address}?{'&'.join([*kept, f'$skiptoken={begin}'])}"


def _context(query: Query, kind: str) -> str:
    root = query.address.partition("/v1.0")[0]
    return f"{root}/v1.0/$metadata#{kind}"
