"""Graph fails as it was told to: whole requests, single questions, and what stands before it."""

import base64
import json
from typing import Any

import aiohttp
import pytest

from simulator.faults import Fault, FaultKind, Where
from simulator.graph.reads import PERMISSIONS, Read
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts

GRAPH = "/graph/v1.0"
WORDS = [
    ("429", 429, "TooManyRequests", "2.128"),
    ("503", 503, "ServiceUnavailable", "2.128"),
    ("504", 504, "GatewayTimeout", None),
    ("401", 401, "InvalidAuthenticationToken", None),
    ("403", 403, "Authorization_RequestDenied", None),
    ("404", 404, "NotFound", None),
    ("408", 408, "RequestTimeout", None),
    ("409", 409, "Conflict", None),
]


def team_id(tenant: Tenant, name: str) -> str:
    return next(team.id for team in tenant.world.facts.teams if team.name == name)


@pytest.fixture
def three(tenant: Tenant) -> list[str]:
    """A question about each of three teams."""
    return [f"/teams/{team_id(tenant, name)}" for name in ("PRJ-Apollo", "PRJ-Cedar", "Sales")]


@pytest.mark.parametrize("where", [Where.GRAPH, Where.GRAPH_PART])
@pytest.mark.parametrize(("kind", "status", "code", "wait"), WORDS)
async def test_a_question_fails_in_graphs_words(
    client: Client, where: Where, kind: str, status: int, code: str, wait: str | None
) -> None:
    order = {"kind": kind, "where": where, "times": 1, "retry_after": 2.128}
    assert (await client("POST", "/control/faults", order)).status == 200
    refused = await client("GET", f"{GRAPH}/users")

    assert (refused.status, refused.code) == (status, code)
    assert refused.headers.get("Retry-After") == wait
    assert (await client("GET", f"{GRAPH}/users")).status == 200


async def test_a_429_may_name_no_time_to_wait(client: Client) -> None:
    order = {"kind": "429", "where": "graph", "retry_after": None}
    await client("POST", "/control/faults", order)
    refused = await client("GET", f"{GRAPH}/users")

    assert refused.status == 429
    assert "Retry-After" not in refused.headers


async def test_a_whole_batch_fails_or_some_of_its_parts(
    client: Client, tenant: Tenant, three: list[str]
) -> None:
    tenant.fault(Fault(FaultKind.UNAVAILABLE, times=1, where=Where.GRAPH))
    body = {"requests": [{"id": "1", "method": "GET", "url": three[0]}]}
    whole = await client("POST", f"{GRAPH}/$batch", body)
    tenant.fault(Fault(FaultKind.THROTTLE, times=1, where=Where.GRAPH_PART, retry_after=0.25))
    parts = await client.batch(*three)

    assert whole.status == 503
    assert {key: part["status"] for key, part in parts.items()} == {"0": 429, "1": 200, "2": 200}
    assert parts["0"]["headers"]["Retry-After"] == "0.25"
    assert tenant.graph_counts()["struck"] == 2


async def test_one_team_or_one_kind_of_read_may_be_forbidden(
    client: Client, tenant: Tenant, three: list[str]
) -> None:
    await client(
        "POST", "/control/faults", {"kind": "403", "where": "graph_part", "team": "PRJ-Cedar"}
    )
    cedar = team_id(tenant, "PRJ-Cedar")
    by_team = await client.batch(*three, f"/groups/{cedar}/members")
    await client("DELETE", "/control/faults")
    order = {"kind": "403", "where": "graph_part", "team": cedar, "read": "channels"}
    await client("POST", "/control/faults", order)
    by_read = await client.batch(three[1], f"{three[1]}/channels", f"{three[0]}/channels")

    assert [by_team[key]["status"] for key in "0123"] == [200, 403, 200, 403]
    assert by_team["1"]["body"]["error"]["code"] == "Forbidden"
    assert by_team["3"]["body"]["error"]["code"] == "Authorization_RequestDenied"
    assert [by_read[key]["status"] for key in "012"] == [200, 403, 200]


INSTALL = PERMISSIONS[Read.INSTALL]  # what it is for is no reading


@pytest.mark.parametrize("permission", sorted(set(PERMISSIONS.values()) - {INSTALL}))
async def test_a_missing_permission_closes_every_read_that_needs_it(
    client: Client, tenant: Tenant, permission: str
) -> None:
    await client("POST", "/control/graph", {"denied": [permission]})
    closed = {read for read, needed in PERMISSIONS.items() if needed == permission}
    paths = questions(tenant)
    alone = {read: (await client("GET", GRAPH + path)).status for read, path in paths.items()}
    asked = [*paths.values()]
    first, second = await client.batch(*asked[:20]), await client.batch(*asked[20:])
    parts = [*sorted(first.values(), key=place), *sorted(second.values(), key=place)]

    assert {read for read, status in alone.items() if status == 403} == closed
    for read, part in zip(paths, parts, strict=True):
        assert part["status"] == alone[read]
        if read in closed and not read.of_identity:
            assert permission in part["body"]["error"]["message"]
    await client("POST", "/control/graph", {"denied": []})
    assert (await client("GET", GRAPH + paths[next(iter(closed))])).status in (200, 302)


def questions(tenant: Tenant) -> dict[Read, str]:
    """One address for each read that needs a permission."""
    team = next(each for each in tenant.world.facts.teams if each.name == "PRJ-Apollo")
    group, own = f"/groups/{team.id}", f"/teams/{team.id}"
    person = f"/users/{team.owners[0]}"
    return {
        Read.GROUPS: "/groups",
        Read.GROUP: group,
        Read.GROUP_MEMBERS: f"{group}/members",
        Read.GROUP_OWNERS: f"{group}/owners",
        Read.USERS: "/users",
        Read.USER: person,
        Read.ORGANIZATION: "/organization",
        Read.APPLICATION: f"/applications(appId='{tenant.world.settings.app_id}')",
        Read.JOINED_TEAMS: f"{person}/joinedTeams",
        Read.TEAM: own,
        Read.TEAM_MEMBERS: f"{own}/members",
        Read.CHANNELS: f"{own}/channels",
        Read.CHANNEL: f"{own}/channels/{team.general}",
        Read.CHANNEL_MEMBERS: f"{own}/channels/{team.general}/members",
        Read.INSTALLED_APPS: f"{own}/installedApps",
        Read.TABS: f"{own}/channels/{team.general}/tabs",
        Read.ACTIVITY: "/reports/getTeamsTeamActivityDetail(period='D180')",
        Read.PLANS: f"{group}/planner/plans",
        Read.ORGANISATION_SETTINGS: "/groupSettings",
        Read.GROUP_SETTINGS: f"{group}/settings",
        Read.LIFECYCLE_POLICIES: "/groupLifecyclePolicies",
        Read.REPORT_SETTINGS: "/admin/reportSettings",
        Read.CATALOGUE: "/appCatalogs/teamsApps",
    }


def place(part: dict[str, Any]) -> int:
    return int(part["id"])


@pytest.mark.parametrize("kind", [FaultKind.NOTHING, FaultKind.DROP_BEFORE])
@pytest.mark.parametrize("where", [Where.GRAPH, Where.GRAPH_PART])
async def test_a_request_may_get_no_answer_at_all(
    client: Client, tenant: Tenant, kind: FaultKind, where: Where
) -> None:
    """Always, because the client here asks once more by itself."""
    tenant.fault(Fault(kind, where=where))
    with pytest.raises(aiohttp.ClientError):
        await client("GET", f"{GRAPH}/users")

    tenant.clear_faults()
    assert (await client("GET", f"{GRAPH}/users")).status == 200


async def test_a_part_without_an_answer_is_missing(
    client: Client, tenant: Tenant, three: list[str]
) -> None:
    tenant.fault(Fault(FaultKind.NOTHING, times=1, where=Where.GRAPH_PART))

    assert (await client.batch(*three)).keys() == {"1", "2"}


async def test_a_proxy_may_answer_with_a_page_of_its_own(
    client: Client, tenant: Tenant, three: list[str]
) -> None:
    tenant.fault(Fault(FaultKind.HTML, times=1, where=Where.GRAPH))
    alone = await client("GET", f"{GRAPH}/users")
    tenant.fault(Fault(FaultKind.HTML, times=1, where=Where.GRAPH_PART))
    part = (await client.batch(*three))["0"]

    assert alone.status == 200
    assert alone.headers["Content-Type"].startswith("text/html")
    assert alone.body.startswith("<!DOCTYPE html>")
    assert base64.b64decode(part["body"]).startswith(b"<!DOCTYPE html>")


async def test_an_answer_may_be_cut_in_half(
    client: Client, tenant: Tenant, three: list[str]
) -> None:
    tenant.fault(Fault(FaultKind.GARBLED, times=1, where=Where.GRAPH_PART))
    parts = await client.batch(*three)
    tenant.fault(Fault(FaultKind.GARBLED, times=1, where=Where.GRAPH))

    with pytest.raises(json.JSONDecodeError):
        json.loads(parts["0"]["body"])
    assert parts["1"]["body"]["displayName"] == "PRJ-Cedar"
    with pytest.raises(json.JSONDecodeError):
        await client("GET", f"{GRAPH}/users")


async def test_the_next_page_may_lie_on_another_host(client: Client, tenant: Tenant) -> None:
    tenant.fault(Fault(FaultKind.OTHER_HOST, where=Where.GRAPH_PART, read=Read.GROUPS))
    groups = await client("GET", f"{GRAPH}/groups")
    users = await client("GET", f"{GRAPH}/users", **{"$top": "999"})

    assert groups.body["@odata.nextLink"].startswith("http://elsewhere.example/")
    assert len(groups.body["value"]) == 27
    assert "@odata.nextLink" not in users.body


async def test_answers_take_different_times_the_same_ones_for_the_same_seed(
    begin: Starts,
) -> None:
    slow = []
    for seed in (1, 1, 2):
        async with begin(seed=seed) as tenant:
            tenant.latency(10, jitter_ms=40)
            switches, dice = tenant.world.switches, tenant.world.graph.dice
            slow.append([round(switches.slowness(dice), 6) for _ in range(5)])

    assert slow[0] == slow[1] != slow[2]
    assert len(set(slow[0])) == 5
    assert all(0.010 <= each <= 0.050 for each in slow[0])


async def test_parts_come_back_in_another_order(client: Client) -> None:
    urls = ["/organization"] * 20
    ids = list(await client.batch(*urls))

    assert ids != sorted(ids, key=int)
    assert sorted(ids, key=int) == [str(number) for number in range(20)]


ORDERS: list[dict[str, Any]] = [
    {"kind": "html"},
    {"kind": "403", "where": "graph", "team": "PRJ-Apollo"},
    {"kind": "403", "where": "graph", "about": "1f0c"},
    {"kind": "loop"},
    {"kind": "403", "where": "graph_part", "read": "planner"},
    {"kind": "429", "where": "moon"},
]


@pytest.mark.parametrize("order", ORDERS)
async def test_an_order_that_means_nothing_is_refused(
    client: Client, order: dict[str, Any]
) -> None:
    refused = await client("POST", "/control/faults", order)

    assert refused.status == 400
    assert "where" in refused.body["error"] or "read" in refused.body["error"]


async def test_an_order_for_a_team_that_is_not_there_is_refused(client: Client) -> None:
    order = {"kind": "403", "where": "graph_part", "team": "PRJ-Atlantis"}

    assert (await client("POST", "/control/faults", order)).status == 404
