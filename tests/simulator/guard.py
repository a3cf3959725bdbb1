"""Judges what is asked of the simulated Graph, and what it answers, by Graph's published schemas.

A schema lets more pass than Graph does: it does not mind a misspelt name, and its lists do not say
which kind of object is in them. So names are compared too, and objects judged by their own type.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jsonschema

from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.graph.state import Witness
from tests.simulator.published import published

Json = dict[str, Any]
REF = "#/components/schemas/"
TYPE = "@odata.type"
EXPANDED = re.compile(r"(\w+)(?:\(\$select=([\w,]*)\))?")
OTHER_FORM = re.compile(r"\('([^'=]+)'\)")  # /teams('1') is /teams/1
OPAQUE = "$skiptoken"  # only ever in a link that Graph itself gave
# In the answer that learn.microsoft.com/graph/api/team-get shows, though not in Graph's metadata.
SHOWN = {"team": {"isMembershipLimitedToOwners", "discoverySettings"}}
# Derived types of which the slice has only what they are derived from.
STUBS = ("device", "servicePrincipal", "serviceProvisioningXmlError")


@dataclass(slots=True)
class Guard:
    """Collects what is wrong instead of raising: nobody would hear it on the server's side.

    `seen` are the paths, as the schema writes them, that were answered as wanted.
    """

    wrong: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @property
    def witness(self) -> Witness:
        return self._hear

    def _hear(self, method: str, path: str, query: Query, answer: Answer) -> None:
        said = list(complaints(method, path, query, answer))
        self.wrong += [f"{method} {path} {dict(query.options)}: {each}" for each in said]
        if answer.status < 400 and not said and (template := template_of(path)):
            self.seen.add(template)


def complaints(method: str, path: str, query: Query, answer: Answer) -> Iterator[str]:
    """All that the schema has against one question and its answer."""
    template = template_of(path)
    operation = published()["paths"].get(template, {}).get(method.lower())
    if operation is None:
        yield "Graph has no such path"
        return
    if method != "GET" and answer.status != 400:
        yield from _written(operation, query.body)
    documented = {each["name"] for each in operation.get("parameters", ())} | {OPAQUE}
    yield from (f"no option {each}" for each in query.options if each not in documented)
    if answer.silent:
        return
    if answer.status >= 400:
        yield from _against(published()["components"]["responses"]["error"], answer.body)
        return
    schema = _success(operation)
    if answer.body is None and method != "GET":
        return
    if schema is None or answer.status == 302:
        return
    yield from _against_schema(schema, answer.body)
    if "$ref" in schema:
        yield from _names_asked(schema, query)
        yield from _objects(schema, answer.body)


@cache
def template_of(path: str) -> str:
    """The path as the schema has it, the most literal first; empty where it has none."""
    plain = OTHER_FORM.sub(r"/\1", path)
    found = [name for name in published()["paths"] if _pattern(name).fullmatch(plain)]
    return min(found, key=lambda name: name.count("{"), default="")


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", template)
    return re.compile("[^/]+".join(map(re.escape, parts)), re.IGNORECASE)


def _written(operation: Json, body: Any) -> Iterator[str]:
    """What is against the body of a write; Graph takes an action without one, whatever it says."""
    described = operation.get("requestBody")
    if described is None or (body is None and "$ref" not in _body(described)):
        if described is None and body is not None:
            yield "takes no body"
        return
    schema = _body(described)
    yield from _against_schema(schema, body)
    if "$ref" in schema and isinstance(body, dict):
        yield from _unknown(body, kind_of(schema))
    elif isinstance(body, dict):
        yield from (f"takes no {name}" for name in body if name not in schema["properties"])


def _body(described: Json) -> Json:
    schema: Json = described["content"]["application/json"]["schema"]
    return schema


def _unknown(entity: Json, usual: str) -> Iterator[str]:
    """Names that its type does not have, in what it holds too."""
    kind = entity.get(TYPE, "").removeprefix("#microsoft.graph.") or usual
    known = properties(kind)
    for name, value in entity.items():
        if "@" in name or name in SHOWN.get(kind, ()):
            continue
        if name not in known:
            yield f"a {kind} has no {name} to write"
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _unknown(each, _held(known[name]))


def _held(schema: Any) -> str:
    """The type of what a property holds, wherever its schema names it."""
    if isinstance(schema, list):
        return next(filter(None, map(_held, schema)), "")
    if not isinstance(schema, dict):
        return ""
    return kind_of(schema) if "$ref" in schema else _held(list(schema.values()))


def _success(operation: Json) -> Json | None:
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            content: Json = response.get("content", {})
            schema: Json | None = content.get("application/json", {}).get("schema")
            return schema
    return None


def _against(response: Json, body: Any) -> Iterator[str]:
    yield from _against_schema(response["content"]["application/json"]["schema"], body)


def _against_schema(schema: Json, body: Any) -> Iterator[str]:
    whole = schema | {"components": published()["components"]}
    for error in jsonschema.Draft202012Validator(whole).iter_errors(body):
        yield f"{error.json_path}: {error.message[:200]}"


def _objects(schema: Json, body: Any) -> Iterator[str]:
    """Each object by its own type, with no name that the type does not have."""
    entries = body.get("value", ()) if _is_list(schema) else [body]
    usual = kind_of(schema)
    for entry in entries:
        named = entry.get(TYPE, "").removeprefix("#microsoft.graph.")
        kind = usual if not named or named in STUBS else named
        yield from _against_schema({"$ref": f"{REF}microsoft.graph.{kind}"}, entry)
        if named in STUBS:
            continue
        known = properties(kind).keys() | SHOWN.get(kind, set())
        unknown = [name for name in entry if "@" not in name and name not in known]
        yield from (f"a {kind} has no {name}" for name in unknown)


def _names_asked(schema: Json, query: Query) -> Iterator[str]:
    kind = kind_of(schema)
    # A member may be any kind of directory object; what is selected are a person's properties.
    known = properties("user") if kind == "directoryObject" else properties(kind)
    yield from (f"a {kind} has no {name} to select" for name in query.select if name not in known)
    for name, selected in EXPANDED.findall(query.options.get("$expand", "")):
        if not known.get(name, {}).get("x-ms-navigationProperty"):
            yield f"a {kind} has no {name} to expand"
            continue
        target = _target(known[name])
        inside = properties("user" if target == "directoryObject" else target)
        wanted = filter(None, selected.split(","))
        yield from (f"{name} has no {each} to select" for each in wanted if each not in inside)


def kind_of(schema: Json) -> str:
    """What one object of an answer is, without `microsoft.graph.`."""
    name: str = schema["$ref"].removeprefix(f"{REF}microsoft.graph.")
    return name.removesuffix("CollectionResponse")


def _is_list(schema: Json) -> bool:
    return str(schema["$ref"]).endswith("CollectionResponse")


def _target(schema: Json) -> str:
    """What a relationship leads to."""
    inner = schema.get("items") or schema.get("allOf", [schema])[0]
    return str(inner.get("$ref", "entity")).removeprefix(f"{REF}microsoft.graph.")


@cache
def properties(kind: str) -> Json:
    """Everything that an object of a kind has, also from what it is derived from."""
    return dict(_properties(published()["components"]["schemas"][f"microsoft.graph.{kind}"]))


def _properties(schema: Json) -> Iterator[tuple[str, Json]]:
    if "$ref" in schema:
        yield from properties(kind_of(schema)).items()
    for part in schema.get("allOf", ()):
        yield from _properties(part)
    yield from schema.get("properties", {}).items()
