"""A write may be throttled, fail before or after it is done, or be seen later only."""

import json
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from simulator.faults import Fault, FaultKind, Where
from simulator.graph.limits import GraphLimits
from simulator.graph.query import Query
from simulator.graph.reads import Read
from simulator.graph.writes import Write
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Hand
from tests.simulator.writable import PLAIN
from tests.simulator.writing import GRAPH, first, listed, member, stranger, write

TEAM = f"/teams/{PLAIN.teams[0].id}"
GROUP = f"/groups/{PLAIN.teams[0].id}"
RISKS = {"displayName": "Risks"}
QUERY = Query("", {})
BEFORE = [
    (FaultKind.THROTTLE, 429),
    (FaultKind.UNAVAILABLE, 503),
    (FaultKind.GATEWAY_TIMEOUT, 504),
    (FaultKind.ERROR_BEFORE, 500),
    (FaultKind.HTML, 200),
]
AFTER = [
    (FaultKind.ERROR_AFTER, 500),
    (FaultKind.GATEWAY_AFTER, 502),
    (FaultKind.TIMEOUT_AFTER, 504),
]


def names(tenant: Tenant) -> list[str]:
    return [each.name for each in first(tenant).channels]


@pytest.mark.parametrize("where", [Where.GRAPH, Where.GRAPH_PART])
@pytest.mark.parametrize(("kind", "status"), BEFORE)
async def test_what_fails_before_it_is_done_can_be_done_again(
    writer: Client, estate: Tenant, where: Where, kind: FaultKind, status: int
) -> None:
    estate.fault(Fault(kind, times=1, where=where, method="POST"))
    failed = await write(writer, "POST", f"{TEAM}/channels", RISKS)
    there = names(estate).count("Risks")
    again = await write(writer, "POST", f"{TEAM}/channels", RISKS)

    assert (failed.status, there, again.status) == (status, 0, 201)


@pytest.mark.parametrize("where", [Where.GRAPH, Where.GRAPH_PART])
@pytest.mark.parametrize(("kind", "status"), AFTER)
async def test_what_fails_after_it_was_done_is_there(
    writer: Client, estate: Tenant, where: Where, kind: FaultKind, status: int
) -> None:
    estate.fault(Fault(kind, times=1, where=where, method="POST"))
    failed = await write(writer, "POST", f"{TEAM}/channels", RISKS)
    again = await write(writer, "POST", f"{TEAM}/channels", RISKS)

    assert (failed.status, again.status) == (status, 400)
    assert names(estate).count("Risks") == 1
    assert estate.graph_counts()["writes"] == {Write.ADD_CHANNEL: 2}
    assert estate.graph_counts()["written"] == {Write.ADD_CHANNEL: 1}


@pytest.mark.parametrize("where", [Where.GRAPH, Where.GRAPH_PART])
async def test_the_answer_to_a_write_may_be_lost(
    writer: Client, estate: Tenant, where: Where
) -> None:
    estate.fault(Fault(FaultKind.DROP_AFTER, times=1, where=where, method="POST"))
    with pytest.raises(aiohttp.ClientError):
        await write(writer, "POST", f"{TEAM}/channels", RISKS)

    assert names(estate).count("Risks") == 1


async def test_the_answer_to_a_write_may_be_cut_in_half(writer: Client, estate: Tenant) -> None:
    order = {"kind": "garbled", "where": "graph_part", "read": "add_channel", "times": 1}
    await writer("POST", "/control/faults", order)
    with pytest.raises(json.JSONDecodeError):
        await write(writer, "POST", f"{TEAM}/channels", RISKS)

    assert names(estate).count("Risks") == 1


async def test_one_kind_of_write_fails_and_reads_do_not(writer: Client, estate: Tenant) -> None:
    estate.fault(Fault(FaultKind.UNAVAILABLE, where=Where.GRAPH_PART, method="PATCH"))
    order = {"kind": "403", "where": "graph_part", "read": "add_member", "times": 1}
    await writer("POST", "/control/faults", order)
    change = await write(writer, "PATCH", TEAM, {"displayName": "Bridge"})
    added = await write(writer, "POST", f"{TEAM}/members", member(stranger(estate)))
    read = await writer("GET", GRAPH + TEAM)

    assert (change.status, added.status, read.status) == (503, 403, 200)
    assert read.body["displayName"] == PLAIN.teams[0].name


async def test_a_part_of_a_batch_may_write(writer: Client, estate: Tenant) -> None:
    part = {"id": "1", "method": "PATCH", "url": TEAM, "body": {"displayName": "Bridge"}}
    part["headers"] = {"Content-Type": "application/json"}
    answered = await write(writer, "POST", "/$batch", {"requests": [part]})

    assert answered.body["responses"][0]["status"] == 204
    assert first(estate).name == "Bridge"


PUBLISHED = [
    (Write.UPDATE_TEAM, 30, 1.0),
    (Write.ADD_CHANNEL, 30, 1.0),
    (Write.ADD_TAB, 30, 1.0),
    (Write.ADD_APP, 30, 1.0),
    (Write.ADD_MEMBER, 30, 1.0),
    (Write.REMOVE_MEMBER, 30, 1.0),
    (Write.DELETE_CHANNEL, 15, 1.0),
    (Write.DELETE_TAB, 15, 1.0),
    (Write.REMOVE_APP, 15, 1.0),
    (Write.DELETE_GROUP, 3000, 150.0),
    (Write.RENEW_GROUP, 3000, 150.0),
]


@pytest.mark.parametrize(("kind", "most", "seconds"), PUBLISHED)
def test_a_kind_of_write_has_its_requests(kind: Write, most: int, seconds: float) -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    waits = [limits.admit(kind, f"team {n}", QUERY, hand.now).wait for n in range(most + 1)]

    assert waits == [0.0] * most + [seconds]


def test_a_team_has_four_a_second_over_its_reads_and_writes() -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    asked = (Read.TEAM, Write.UPDATE_TEAM, Write.ADD_TAB, Read.TABS, Write.DELETE_TAB)

    assert [limits.admit(each, "one", QUERY, hand.now).wait for each in asked] == [0, 0, 0, 0, 1]


def test_writes_of_entra_and_its_reads_have_budgets_of_their_own() -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    for _ in range(3000):
        limits.admit(Write.RENEW_GROUP, None, QUERY, hand.now)

    assert limits.admit(Write.DELETE_GROUP, None, QUERY, hand.now).wait == 150
    assert limits.admit(Read.GROUP, None, QUERY, hand.now).wait == 0
    assert limits.admit(Write.ADD_PLAN, None, QUERY, hand.now).wait == 0


async def test_what_was_throttled_was_not_written(writer: Client, estate: Tenant) -> None:
    estate.graph_limits(True)
    change = {"description": "Builds the bridge."}
    answers = [await write(writer, "PATCH", TEAM, change) for _ in range(5)]

    assert [each.status for each in answers] == [204, 204, 204, 204, 429]
    assert answers[4].headers["Retry-After"] == "1"
    counts = estate.graph_counts()
    assert (counts["writes"], counts["written"], counts["throttled"]) == (
        {Write.UPDATE_TEAM: 5},
        {Write.UPDATE_TEAM: 4},
        1,
    )


async def test_a_change_is_seen_after_some_reads_of_that_team(
    writer: Client, estate: Tenant
) -> None:
    await writer("POST", "/control/graph", {"lag_reads": 2})
    was, team = PLAIN.teams[0].name, first(estate)
    estate.world.installs.add_team(team.id)
    await write(writer, "PATCH", TEAM, {"displayName": "Bridge"})
    at_once = (await writer("GET", f"/teams/v3/teams/{team.general}")).body["name"]
    await writer("GET", f"{GRAPH}/teams/{PLAIN.teams[1].id}")
    seen = [(await writer("GET", GRAPH + TEAM)).body["displayName"] for _ in range(3)]

    assert at_once == "Bridge"
    assert seen == [was, was, "Bridge"]


async def test_lists_and_what_they_lead_to_lag_too(writer: Client, estate: Tenant) -> None:
    estate.lag(reads=2)
    made = await write(writer, "POST", f"{TEAM}/channels", RISKS)
    person = stranger(estate)
    one = await write(writer, "GET", f"{TEAM}/channels/{made.body['id']}")
    await write(writer, "POST", f"{TEAM}/members", member(person))
    known = [
        person in {m["userId"] for m in await listed(writer, f"{TEAM}/members")} for _ in "abc"
    ]
    again = await write(writer, "POST", f"{TEAM}/channels", RISKS)

    assert (made.status, one.status, again.status) == (201, 404, 400)
    assert known == [False, False, True]


async def test_a_deleted_group_is_still_listed_for_a_while(writer: Client, estate: Tenant) -> None:
    estate.lag(reads=2)
    await write(writer, "DELETE", GROUP)
    deleted = f"/directory/deletedItems/{first_id()}"
    seen = [
        (await write(writer, "GET", GROUP)).status,
        (await write(writer, "GET", deleted)).status,
        (await write(writer, "GET", GROUP)).status,
        (await write(writer, "GET", deleted)).status,
    ]

    assert seen == [200, 404, 404, 200]
    assert first_id() not in estate.world.directory.teams


def first_id() -> str:
    return PLAIN.teams[0].id


async def test_the_index_is_behind_for_longer(writer: Client, estate: Tenant) -> None:
    estate.lag(reads=2)
    await write(writer, "PATCH", TEAM, {"displayName": "Bridge"})
    path = f"{GRAPH}/groups"
    eventual = {"ConsistencyLevel": "eventual"}

    async def known(options: dict[str, str], headers: dict[str, str]) -> bool:
        found: Any = (await writer.get(path, headers, **options)).body["value"]
        return "Bridge" in {each["displayName"] for each in found}

    plain = [await known({}, {}) for _ in range(3)]
    counted = [await known({"$count": "true"}, eventual) for _ in range(7)]

    assert plain == [False, False, True]
    assert counted == [False] * 6 + [True]


async def test_a_change_is_seen_once_the_tenants_clock_went_on(
    writer: Client, estate: Tenant
) -> None:
    await writer("POST", "/control/graph", {"lag_seconds": 600})
    await write(writer, "PATCH", TEAM, {"displayName": "Bridge"})
    seen = []
    for _ in range(2):
        seen.append((await writer("GET", GRAPH + TEAM)).body["displayName"])
        estate.set_clock(estate.world.clock.now + timedelta(seconds=601))

    seen.append((await writer("GET", GRAPH + TEAM)).body["displayName"])
    assert seen == [PLAIN.teams[0].name, "Bridge", "Bridge"]
