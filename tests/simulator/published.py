"""Graph's published schemas, so that the simulated Graph cannot drift from the real one."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

SCHEMA = Path(__file__).parents[1] / "schemas" / "graph-teams-openapi.json"


@cache
def published() -> dict[str, Any]:
    found: dict[str, Any] = with_null(json.loads(SCHEMA.read_text(encoding="utf-8")))
    return found


def with_null(schema: Any) -> Any:
    """`nullable` is OpenAPI's word; JSON Schema says the same with a second type."""
    if isinstance(schema, list):
        return [with_null(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    said = {name: with_null(value) for name, value in schema.items()}
    return {"anyOf": [said, {"type": "null"}]} if said.pop("nullable", False) is True else said


def check(body: Any, kind: str) -> None:
    reference = {"$ref": f"#/components/schemas/microsoft.graph.{kind}"}
    jsonschema.validate(body, reference | {"components": published()["components"]})
