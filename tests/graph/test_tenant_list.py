"""Which teams there are: a list that cannot be read, ends early, or names what is none."""

import asyncio

import pytest

from core.errors import NotRead
from core.facts import Gap
from core.standards.reads import Read
from graph.wire import reasons
from graph.wire.client import GraphClient
from tests.graph.company import (
    EVERYTHING,
    USUAL,
    company,
    gaps,
    group,
    read,
    read_one,
    user,
)
from tests.graph.server import Graph, Reply, many, refusal


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (refusal(401), reasons.SIGN_IN_REFUSED),
        (refusal(403), reasons.NO_LIST),
        (refusal(429, Retry_After="0.01"), reasons.BUSY),
        (Reply(raw=b"<html>Welcome</html>"), reasons.GARBLED),
        (Reply(dropped=True), reasons.BROKEN),
        (Reply(hanging=True), reasons.TOO_SLOW),
    ],
)
async def test_where_no_team_can_be_listed_one_sentence_says_what_to_do_and_nothing_else_is_asked(
    graph: Graph, client: GraphClient, reply: Reply, says: str
) -> None:
    graph.on("/groups", reply)

    with pytest.raises(NotRead) as caught:
        await read(client)

    assert caught.value.says == says
    assert {request.path for request in graph.requests} == {"/v1.0/groups"}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refusal(500), "Microsoft Graph failed with error 500; try again later"),
        (Reply({"value": [{"displayName": "no id"}]}), reasons.GARBLED),
        (many(group("gemini"), link="http://127.0.0.1:9/v1.0/groups"), reasons.ELSEWHERE),
    ],
)
async def test_a_list_of_teams_that_ends_early_says_why_and_the_run_goes_on(
    graph: Graph, client: GraphClient, reply: Reply, reason: str
) -> None:
    company(graph, group("apollo"), group("gemini"))
    link = f"{graph.url}/groups?$skiptoken=1"
    graph.on("/groups", many(group("apollo"), link=link), reply)

    tenant = (await read(client)).tenant

    assert tenant.rest == Gap(reason)
    assert gaps(tenant.teams[0]) == {}


async def test_smaller_pages_are_asked_for_where_graph_declines_the_largest(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/groups", refusal(400), many(group("apollo")))

    assert gaps(await read_one(client)) == {}
    assert [each.query[-4:] for each in graph.asked if each.path == "/groups"] == ["=999", "=200"]


async def test_of_the_teams_asked_for_those_that_are_none_are_named(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"), group("plain", resourceProvisioningOptions=[]))
    graph.on("/groups/hidden", refusal(403))

    reading = await read(client, frozenset({Read.GROUPS}), "gone", "apollo", "plain", "hidden")

    assert [team.id for team in reading.tenant.teams] == ["apollo"]
    assert reading.tenant.rest == Gap(
        "the team gone was not read: there is no such team; check the id; "
        "the team plain was not read: there is no such team; check the id; "
        "the team hidden was not read: not permitted, needs GroupMember.Read.All"
    )


async def test_where_none_of_the_teams_asked_for_is_there_nothing_is_read(
    client: GraphClient,
) -> None:
    with pytest.raises(NotRead, match=r"team-1 was not read: there is no such team.* and 2 more"):
        await read(client, EVERYTHING, "team-1", "team-2", "team-3", "team-4", "team-5")


async def test_a_sign_in_that_ends_in_the_middle_leaves_gaps(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, *[group(f"team-{number}", [user("ada")]) for number in range(400)])
    graph.on("/$batch", refusal(401))

    reading = await read(client, USUAL)

    refused = dict.fromkeys(
        ("members", "archived", "settings", "channels"), reasons.SIGN_IN_REFUSED
    )
    assert [gaps(team) for team in reading.tenant.teams] == [refused] * 400
    assert reading.http_requests < 2 * 20, "each of the two times"


async def test_a_reading_that_is_cancelled_leaves_nothing_running(
    graph: Graph, client: GraphClient
) -> None:
    company(graph, group("apollo"))
    graph.on("/$batch", Reply(hanging=True))
    here = asyncio.all_tasks()

    reading = asyncio.create_task(read(client))
    await graph.hung.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    left = [str(task.get_coro()) for task in asyncio.all_tasks() - here]
    assert [each for each in left if "RequestHandler" not in each] == []
