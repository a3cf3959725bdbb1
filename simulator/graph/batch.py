"""JSON batching: up to twenty requests in one, answered in no particular order."""

import base64
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from simulator.graph.answers import Answer, bad
from simulator.graph.query import Query
from simulator.graph.router import answer
from simulator.world import World

MOST = 20


def batch(world: World, body: Any) -> Answer:
    """The envelope is 200 whatever its parts say; 400 for a malformed envelope.

    A part that was told to give no answer at all is missing.
    """
    requests = body.get("requests") if isinstance(body, dict) else None
    if not isinstance(requests, list) or not requests:
        raise bad("A batch needs a list of requests.")
    if len(requests) > MOST:
        raise bad(f"Number of batch request steps exceeds the max value of {MOST}.")
    ids = [str(each.get("id", "")).lower() for each in requests if isinstance(each, dict)]
    if len(ids) != len(requests) or "" in ids or len(set(ids)) < len(ids):
        raise bad("Every request needs an id of its own.")
    if any("dependsOn" in each for each in requests):
        raise bad("Requests that depend on each other are not simulated.")

    world.graph.counts.batches += 1
    answers = [(each["id"], _answer(world, each)) for each in requests]
    responses = [_part(id_, given) for id_, given in answers if not given.silent]
    world.graph.dice.shuffle(responses)
    return Answer(200, {"responses": responses})


def _answer(world: World, request: dict[str, Any]) -> Answer:
    """A part has its own headers; those of the envelope do not count for it."""
    url = urlsplit(str(request.get("url", "")))
    path = "/" + unquote(url.path).strip("/")
    address = f"{world.switches.url}/graph/v1.0{url.path if url.path[:1] == '/' else path}"
    given = request.get("headers")
    named = given.items() if isinstance(given, dict) else ()
    headers = {str(name).lower(): str(value) for name, value in named}
    options, paging = dict(parse_qsl(url.query)), world.graph.paging
    query = Query(address, options, headers, paging, request.get("body"))
    return answer(world, str(request.get("method", "")).upper(), path, query)


def _part(id_: Any, given: Answer) -> dict[str, Any]:
    """What is no JSON comes in Base64; half an answer as the text it is."""
    body = given.body
    if given.text is not None:
        plain = given.kind == "application/json"
        body = given.text if plain else base64.b64encode(given.text.encode()).decode()
    headers = {"Content-Type": given.kind, **given.headers}
    return {"id": id_, "status": given.status, "headers": headers, "body": body}
