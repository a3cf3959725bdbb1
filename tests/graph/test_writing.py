"""One write through the client: done once, surely not done, or not known to be either."""

import socket
from typing import Any

import pytest

from core.errors import CenterError, NotRead
from core.standards.changes.ports import MovedOn, NotPermitted, NotWritten, Unsure
from graph.wire import reasons
from graph.wire.asks import Kind, Write
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.quotas import ONE_TEAM_PER_SECOND, QUOTAS, RATES, WRITES, Bucket
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, refusal
from tests.graph.watch import Watch

METHODS = ["POST", "PUT", "PATCH", "DELETE"]
PATH = "/teams/apollo"
WRITE = Write("PATCH", Kind.SET_TEAM, PATH, "apollo", {"displayName": "Apollo"})
WRITTEN = [kind for kind in Kind if QUOTAS[kind].bucket in WRITES]


def refused(status: int, **headers: str) -> Reply:
    """As Graph refuses; its sentence may quote somebody."""
    reply = refusal(status, "BadRequest", **headers)
    return Reply({"error": {"code": "BadRequest", "message": "Ada said no"}}, status, reply.headers)


@pytest.mark.parametrize("method", METHODS)
async def test_it_is_sent_once_with_what_is_set(
    graph: Graph, client: GraphClient, method: str
) -> None:
    graph.on(PATH, Reply({"value": True}, 201))
    content: dict[str, Any] | None = None if method == "DELETE" else {"displayName": "Apollo"}

    answer = await client.write(Write(method, Kind.SET_TEAM, PATH, "apollo", content))

    assert answer == {"value": True}
    assert graph.written == [(method, PATH, content)]
    headers = graph.requests[0].headers
    assert headers["Authorization"] == "Bearer secret-token"
    assert "x-ms-throttle-priority" not in headers


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_an_empty_answer_is_an_answer(graph: Graph, client: GraphClient, status: int) -> None:
    graph.on(PATH, Reply(status=status, raw=b""))
    assert await client.write(WRITE) == {}


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (400, NotWritten, "refused it with error 400 (BadRequest), so nothing was changed"),
        (401, NotWritten, reasons.SIGN_IN_REFUSED),
        (403, NotPermitted, "not permitted, needs TeamSettings.ReadWrite.All"),
        (404, MovedOn, "what was to be changed is not there any more"),
        (409, MovedOn, "it is there already, or somebody else is just changing it"),
        (412, MovedOn, "somebody changed it meanwhile"),
        (423, NotWritten, "refused it with error 423 (BadRequest), so nothing was changed"),
    ],
)
async def test_a_refusal_says_why_and_is_not_asked_again(
    graph: Graph, client: GraphClient, status: int, kind: type[CenterError], says: str
) -> None:
    graph.on(PATH, refused(status, Retry_After="0"), Reply({}))

    with pytest.raises(NotWritten) as caught:
        await client.write(WRITE)

    assert type(caught.value) is kind
    assert caught.value.says.endswith(says)
    assert len(graph.written) == 1


@pytest.mark.parametrize("kind", WRITTEN)
async def test_what_is_not_permitted_names_its_permission(
    graph: Graph, client: GraphClient, kind: Kind
) -> None:
    graph.on(PATH, refusal(403))
    with pytest.raises(NotPermitted, match=f"needs {reasons.PERMISSIONS[kind]}"):
        await client.write(Write("POST", kind, PATH, "apollo", {}))


@pytest.mark.parametrize(
    "answer",
    [
        *(refusal(status, Retry_After="0") for status in (302, 408, 500, 502, 503, 504, 509)),
        Reply(status=307, headers={"Location": "/v1.0/elsewhere"}),
        Reply(dropped=True),
        Reply(hanging=True),
        Reply(dripping=True),
        Reply(raw=b"<html>sign in to the hotel"),
    ],
    ids=lambda reply: next(
        (name for name in ("dropped", "hanging", "dripping", "raw") if getattr(reply, name)),
        str(reply.status),
    ),
)
@pytest.mark.parametrize("method", METHODS)
async def test_what_may_have_been_done_is_not_sent_again_and_not_called_done(
    graph: Graph, client: GraphClient, answer: Reply, method: str
) -> None:
    graph.on(PATH, answer, Reply({}))

    with pytest.raises(Unsure, match="not known whether Microsoft Graph has done it"):
        await client.write(Write(method, Kind.SET_TEAM, PATH, "apollo", {}))

    assert len(graph.requests) == 1


async def test_a_429_was_not_done_and_is_waited_for(graph: Graph) -> None:
    watch = Watch()
    graph.on(PATH, refusal(429, Retry_After="7"), refusal(429), Reply(raw=b"", status=204))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        await client.write(WRITE)

    assert len(graph.written) == 3
    assert watch.now >= 7 + 2
    assert client.counts.throttled == 2


async def test_a_429_without_end_is_given_up_and_nothing_was_done(
    graph: Graph, client: GraphClient
) -> None:
    graph.on(PATH, refusal(429, Retry_After="1"))
    with pytest.raises(NotWritten, match="Microsoft Graph is busy"):
        await client.write(WRITE)
    assert len(graph.written) == 3


async def test_after_a_429_nothing_else_of_its_bucket_leaves(graph: Graph) -> None:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    graph.on(PATH, refusal(429, Retry_After="100"))

    async with GraphClient(graph.url, token, pacer=pacer) as client:
        for _ in range(2):
            with pytest.raises(NotWritten, match="Microsoft Graph is busy"):
                await client.write(WRITE)

    assert len(graph.written) == 1, "longer than anybody waits"


async def test_what_never_left_was_not_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1.0"
        async with GraphClient(url, token) as client:
            with pytest.raises(NotWritten) as caught:
                await client.write(WRITE)
    assert caught.value.says == reasons.UNREACHABLE


async def test_without_a_sign_in_nothing_leaves(graph: Graph) -> None:
    async def none() -> str:
        raise NotRead("there is no token")

    async with GraphClient(graph.url, none) as client:
        with pytest.raises(NotWritten, match="there is no token"):
            await client.write(WRITE)
    assert not graph.requests


@pytest.mark.parametrize("bucket", WRITES)
async def test_writes_keep_to_the_number_of_their_own_row(graph: Graph, bucket: Bucket) -> None:
    watch = Watch()
    kind = next(kind for kind in WRITTEN if QUOTAS[kind].bucket is bucket)
    most = RATES[bucket].most
    for number in range(2 * most):
        graph.on(f"/teams/{number}", Reply(raw=b"", status=204))

    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        for number in range(most):
            await client.write(Write("POST", kind, f"/teams/{number}", f"{number}"))
        assert watch.now == 0
        for number in range(most, 2 * most):
            await client.write(Write("POST", kind, f"/teams/{number}", f"{number}"))

    assert watch.now >= 1


async def test_a_team_is_written_no_faster_than_it_may_be_asked(graph: Graph) -> None:
    watch = Watch()
    graph.on(PATH, Reply(raw=b"", status=204))
    async with GraphClient(graph.url, token, pacer=Pacer(watch, watch.sleep)) as client:
        for _ in range(ONE_TEAM_PER_SECOND + 1):
            await client.write(WRITE)
    assert watch.now >= 1
