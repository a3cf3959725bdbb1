"""Whatever the order in which Graph gives things, what was read of the tenant is the same."""

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.standards.facts import Tenant
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.waiting import Waits
from tests.graph import server
from tests.graph.company import account, company, group, read, user
from tests.graph.conftest import token
from tests.graph.server import Graph, Reply, many, refusal
from tests.graph.watch import Watch

PEOPLE = [f"person-{number:02}" for number in range(30)]
TEAMS = [f"team-{number:02}" for number in range(23)]


def serve(graph: Graph, dice: Random) -> None:
    """The same company each time: `dice` decide on order, pages and what is throttled first."""
    groups = [
        group(id_, mixed(dice, [user(person) for person in PEOPLE[place : place + 3]]))
        for place, id_ in enumerate(TEAMS)
    ]
    company(graph, *groups)
    paged(graph, dice, "/groups", groups)
    paged(graph, dice, "/users", [account(id_, enabled=id_ > "person-05") for id_ in PEOPLE[:-3]])
    for place, id_ in enumerate(TEAMS):
        people = [user(person) for person in PEOPLE[place % 7 : place % 7 + 9]]
        paged(graph, dice, f"/groups/{id_}/members", people)
        channels = [
            {"id": f"19:{number}", "displayName": f"{id_} {number}", "membershipType": "standard"}
            for number in range(4)
        ]
        paged(graph, dice, f"/teams/{id_}/channels", channels)
        team = Reply({"id": id_, "isArchived": place % 5 == 0, "funSettings": {"n": place % 3}})
        busy = refusal(429, Retry_After=f"{dice.random() / 50:.3f}")
        graph.on(f"/teams/{id_}", *([busy] if dice.random() < 0.2 else []), team)
    graph.on(f"/teams/{TEAMS[3]}", refusal(403))
    graph.on(f"/groups/{TEAMS[4]}/members", refusal(403))


def paged(graph: Graph, dice: Random, path: str, items: Sequence[Any]) -> None:
    """Pages of any size, empty ones too, and one item that moved and so comes twice."""
    left = [*mixed(dice, items), dice.choice(items)]
    pages: list[list[Any]] = []
    while left:
        size = dice.choice((0, 5, 25))
        pages.append(left[:size])
        left = left[size:]
    link = f"{graph.url}{path}?$skiptoken="
    last = len(pages) - 1
    replies = [
        many(*page, link=None if number == last else f"{link}{number}")
        for number, page in enumerate(pages)
    ]
    graph.on(path, *replies)


def mixed(dice: Random, items: Sequence[Any]) -> list[Any]:
    """In another order."""
    return dice.sample(items, len(items))


async def tenant(seed: int) -> Tenant:
    """The company as it is read when everything comes as that seed has it."""
    watch = Watch()
    patience = Waits(tries=4, answer=5)
    async with server.serving() as graph:
        dice = Random(seed)  # noqa: S311 the order of answers is no secret
        graph.dice, graph.latency = dice, 0.01
        serve(graph, dice)
        pacer = Pacer(watch, watch.sleep)
        async with GraphClient(graph.url, token, patience=patience, pacer=pacer) as client:
            return (await read(client)).tenant


@settings(deadline=None, max_examples=12)
@given(st.integers(1, 1_000_000))
async def test_pages_parts_and_delays_in_any_order_give_the_same_tenant(seed: int) -> None:
    found = await tenant(seed)

    assert found.rest is None
    assert [team.id for team in found.teams] == TEAMS
    assert found == await tenant(0)
