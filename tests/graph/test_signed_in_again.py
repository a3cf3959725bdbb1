"""A sign-in that fails amid a run spoils nothing that can be read at its end."""

import pytest

from core.errors import SetupError, Transient
from core.facts import Gap
from core.standards.reads import Read
from graph.wire.client import GraphClient
from graph.wire.connection import AskToken, Forget
from graph.wire.pacer import Pacer
from tests.graph.company import (
    USUAL,
    company,
    group,
    read,
    read_one,
    user,
)
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, many, refusal
from tests.graph.watch import Watch

FAILED = Gap("Microsoft Graph failed with error 500; try again later")
TRIES = 3  # of the client in these tests, each time
PASSED = [refusal(500)] * TRIES
MEMBERS = "/groups/apollo/members"
REFUSED = [refusal(401)]
CHALLENGED = [refusal(401, WWW_Authenticate='Bearer realm="", claims="e30="')]


@pytest.mark.parametrize("path", [MEMBERS, "/groupSettings", "/users", "/$batch"])
@pytest.mark.parametrize("refused", [REFUSED, CHALLENGED], ids=["refused", "challenged"])
async def test_a_token_that_is_refused_amid_a_run_is_forgotten_and_what_it_was_for_read_again(
    graph: Graph, path: str, refused: list[Reply]
) -> None:
    clean = await _clean(graph)
    forgotten: list[str] = []
    answers = {"/groupSettings": many(), "/users": many(), MEMBERS: many(user("ada"))}

    async def next_token() -> str:
        return f"token {len(forgotten)}"

    async def forget(token: str) -> None:
        forgotten.append(token)
        if path == "/$batch":
            graph.on(path)

    async with _client(graph, next_token, forget) as client:
        graph.on(path, *refused, *([answers[path]] if path in answers else []))
        tenant = (await read(client, USUAL | {Read.GROUP_SETTINGS})).tenant

    assert (tenant.teams, tenant.rest, tenant.organisation) == clean
    # What is inside an envelope has no token of its own.
    assert forgotten[:1] == ([] if path == MEMBERS else ["token 0"])


@pytest.mark.parametrize("first", range(2, 6))
async def test_a_sign_in_that_is_down_for_a_while_amid_a_run_costs_no_fact(
    graph: Graph, first: int
) -> None:
    """The first sign-in is there: without one nothing is read at all."""
    clean = await _clean(graph)
    asked, down_until = 0, 0.0

    async def sometimes() -> str:
        nonlocal asked, down_until
        asked += 1
        if asked == first:
            down_until = client.now() + 50
        if client.now() < down_until:
            raise Transient("The sign-in took too long; it is tried again.")
        return "token"

    async with _client(graph, sometimes) as client:
        tenant = (await read(client, USUAL | {Read.GROUP_SETTINGS})).tenant

    assert (tenant.teams, tenant.rest, tenant.organisation) == clean
    assert asked > first


async def test_a_sign_in_that_stays_away_says_why(graph: Graph) -> None:
    company(graph, group("apollo"))
    asked = 0

    async def once() -> str:
        nonlocal asked
        asked += 1
        if asked > 1:
            raise SetupError("The secret has run out; make a new one.")
        return "token"

    async with _client(graph, once) as client:
        team = await read_one(client, USUAL)

    assert team.archived == Gap("not signed in: The secret has run out; make a new one.")


async def _clean(graph: Graph) -> tuple[object, object, object]:
    """What there is of a small company, to be read."""
    company(graph, group("apollo"), group("gemini"))
    async with _client(graph, token) as client:
        tenant = (await read(client, USUAL | {Read.GROUP_SETTINGS})).tenant
    return tenant.teams, tenant.rest, tenant.organisation


def _client(graph: Graph, token_: AskToken, forget: Forget | None = None) -> GraphClient:
    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    return GraphClient(graph.url, token_, pacer=pacer, forget=forget)
