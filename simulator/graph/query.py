"""OData query options: which properties, how many a page, which page, which entities."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar
from urllib.parse import quote

from simulator.graph.answers import Answer, Refusal, bad
from simulator.graph.filters import Entity, condition

T = TypeVar("T")
KNOWN = {"$select", "$top", "$filter", "$skiptoken", "$expand", "$count"}
TOKEN = re.compile(r"(\d+)(e?)")
EXPAND = re.compile(r"(\w+)(?:\(\$select=([\w,. ]*)\))?")
EACH_EXPAND = re.compile(r"[^,(]+(?:\([^)]*\))?")
READABLE = "$,():='/"  # what a link may carry unescaped


@dataclass(slots=True)
class Paging:
    """What a rehearsal does to every collection: short pages, empty ones, another order.

    `most` a page whatever was asked; `empty` is the share of pages that have nothing but a link;
    `order` is the seed of the order in which everything comes.
    """

    dice: Random
    most: int | None = None
    empty: float = 0.0
    order: int | None = None

    def in_order(self, items: Sequence[T]) -> Sequence[T]:
        if self.order is None:
            return items
        return Random(self.order).sample(items, len(items))

    def is_empty(self) -> bool:
        return self.empty > 0 and self.dice.random() < self.empty


@dataclass(frozen=True, slots=True)
class Query:
    """`address` is the request's own, for the link to the next page; headers in lower case.

    `body` is the JSON of a POST.
    """

    address: str
    options: dict[str, str]
    headers: Mapping[str, str] = field(default_factory=dict)
    paging: Paging | None = None
    body: Any = None

    @property
    def select(self) -> list[str]:
        return names(self.options.get("$select", ""))

    @property
    def advanced(self) -> bool:
        """As Entra wants it: both of them, on every page again."""
        eventual = self.headers.get("consistencylevel", "").lower() == "eventual"
        return eventual and self.options.get("$count") == "true"

    def prefers(self, what: str) -> bool:
        asked = self.headers.get("prefer", "").split(",")
        return what in (each.strip().lower() for each in asked)

    def expand(self, known: Sequence[str]) -> tuple[str, list[str]]:
        """The relationship and what is selected of it; ("", []) where nothing is expanded.

        Graph expands one relationship, and none in an advanced query.
        """
        text = self.options.get("$expand", "").strip()
        if not text:
            return "", []
        found = EXPAND.fullmatch(text)
        if self.advanced or found is None or found[1] not in known:
            raise Refusal(400, "Request_UnsupportedQuery", f"Unsupported $expand: {text}")
        return found[1], names(found[2] or "")

    def expands(self, known: Sequence[str]) -> dict[str, list[str]]:
        """Several relationships at once, as the Teams service expands them: what is selected of
        each."""
        found: dict[str, list[str]] = {}
        for text in EACH_EXPAND.findall(self.options.get("$expand", "")):
            one = EXPAND.fullmatch(text.strip())
            if one is None or one[1] not in known:
                raise bad(f"Could not find a property named '{text}' to expand.")
            found[one[1]] = names(one[2] or "")
        return found

    def top(self, default: int, most: int) -> int:
        """Graph refuses 0 and more than the most."""
        wanted = self.options.get("$top", str(default))
        if not wanted.isdigit() or not 1 <= int(wanted) <= most:
            raise bad(f"Invalid page size specified: '{wanted}'. Must be between 1 and {most}.")
        paging = self.paging
        return min(int(wanted), paging.most or most) if paging else int(wanted)


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def one(
    query: Query,
    entity: Entity,
    kind: str,
    *,
    default: Sequence[str] | None = None,
    expanded: str = "",
) -> Answer:
    """`kind` is the fragment of @odata.context; `default` the properties given unasked."""
    body = shaped(entity, _wanted(query, default, expanded))
    return Answer(200, {"@odata.context": _context(query, kind)} | body)


def many(
    query: Query,
    items: Sequence[T],
    kind: str,
    *,
    made: Callable[[T], Entity],
    judged: Callable[[T], Entity] | None = None,
    default: Sequence[str] | None = None,
    expanded: str | Sequence[str] = "",
    page: int = 100,
    most: int = 999,
) -> Answer:
    """One page, with @odata.nextLink while there are more.

    `made` makes an entity of an item; `judged` makes what $filter looks at, where that is cheaper.
    """
    cut = _Cut(query, kind, _wanted(query, default, expanded), query.top(page, most))
    text = query.options.get("$filter", "").strip()
    if text:
        holds, entity_of = condition(text, advanced=query.advanced), judged or made
        items = [item for item in items if holds(entity_of(item))]
    return _page(cut, query.paging.in_order(items) if query.paging else items, made)


def shaped(entity: Entity, wanted: Sequence[str] | None) -> Entity:
    """With these properties only; annotations stay."""
    if wanted is None or "*" in wanted:
        return entity
    return {name: value for name, value in entity.items() if name in wanted or name[0] == "@"}


@dataclass(frozen=True, slots=True)
class _Cut:
    """What a page is to be like."""

    query: Query
    kind: str
    wanted: Sequence[str] | None
    size: int


def _page(cut: _Cut, items: Sequence[T], made: Callable[[T], Entity]) -> Answer:
    query = cut.query
    begin, after_empty = _begin(query)
    empty = query.paging is not None and not after_empty and query.paging.is_empty()
    end = begin if empty else begin + cut.size
    body: Entity = {"@odata.context": _context(query, cut.kind)}
    if query.advanced and "$skiptoken" not in query.options:
        body["@odata.count"] = len(items)
    body["value"] = [shaped(made(item), cut.wanted) for item in items[begin:end]]
    if end < len(items):
        body["@odata.nextLink"] = link_to(query, f"{end}{'e' if empty else ''}")
    return Answer(200, body)


def same(entity: Entity) -> Entity:
    """For what is an entity already."""
    return entity


def _wanted(
    query: Query, default: Sequence[str] | None, expanded: str | Sequence[str]
) -> Sequence[str] | None:
    asked = query.select or default
    relations = [expanded] if isinstance(expanded, str) else expanded
    return [*asked, *relations] if asked else asked


def _begin(query: Query) -> tuple[int, bool]:
    """Where the page begins, and whether an empty one came before it."""
    found = TOKEN.fullmatch(query.options.get("$skiptoken", "0"))
    if found is None:
        raise bad("The $skiptoken is not one that was given.")
    return int(found[1]), bool(found[2])


def link_to(query: Query, token: str) -> str:
    """A page of the same, with every option again; headers are for the reader to repeat."""
    kept = {name: text for name, text in query.options.items() if name != "$skiptoken"}
    kept["$skiptoken"] = token
    options = "&".join(f"{name}={quote(text, safe=READABLE)}" for name, text in kept.items())
    return f"{query.address}?{options}"


def _context(query: Query, kind: str) -> str:
    root = query.address.partition("/v1.0")[0]
    return f"{root}/v1.0/$metadata#{kind}"
