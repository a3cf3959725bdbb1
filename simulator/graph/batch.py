"""JSON batching: up to twenty requests in one, answered in no particular order."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from simulator.graph.answers import Answer, bad
from simulator.graph.query import Query
from simulator.graph.router import answer
from simulator.world import World

MOST = 20


def batch(world: World, body: Any) -> Answer:
    """The envelope is 200 whatever its parts say; 400 for a malformed envelope."""
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or not requests:
        raise bad("A batch needs a list of requests.")
    if len(requests) > MOST:
        raise bad(f"Number of batch request steps exceeds the max value of {MOST}.")
    ids = [str(each.get("id", "")).lower() for each in requests if isinstance(each, dict)]
    if len(ids) != len(requests) or "" in ids or len(set(ids)) < len(ids):
        raise bad("Every request needs an id of its own.")

    responses = [_part(world, each) for each in reversed(requests)]
    return Answer(200, {"responses": responses})


def _part(world: World, request: dict[str, Any]) -> dict[str, Any]:
    url = urlsplit(str(request.get("url", "")))
    path = "/" + unquote(url.path).lstrip("/")
    address = f"{world.switches.url}/graph/v1.0{url.path if url.path[:1] == '/' else path}"
    query = Query(address, dict(parse_qsl(url.query)))
    given = answer(world, str(request.get("method", "")).upper(), path, query)
    headers = {"Content-Type": "application/json"} | given.headers
    return {"id": request["id"], "status": given.status, "headers": headers, "body": given.body}
