"""Graph's published limits: a greedy client meets 429 at each of them, alone and in a batch."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.generated import generate
from simulator.graph.limits import GraphLimits, Tokens, capacity_for, cost
from simulator.graph.query import Query
from simulator.graph.reads import Read
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Hand, Starts

GRAPH = "/graph/v1.0"
PLAIN = Query("", {})

# As Microsoft publishes them: the reads of the Teams service, requests a second.
PUBLISHED = [
    (Read.TEAM, 30),
    (Read.JOINED_TEAMS, 30),
    (Read.CHANNELS, 60),
    (Read.TEAM_MEMBERS, 60),
    (Read.CHANNEL_MEMBERS, 60),
    (Read.CHANNEL, 30),
    (Read.TABS, 30),
    (Read.INSTALLED_APPS, 30),
    (Read.CATALOGUE, 30),
    (Read.MESSAGES, 30),
]
# Resource units in ten seconds, by people.
SIZES = [(49, 3_500), (50, 5_000), (499, 5_000), (500, 8_000), (25_000, 8_000)]
# What one read costs.
COSTS = [
    (Read.USERS, {}, 2),
    (Read.USERS, {"$select": "id"}, 1),
    (Read.GROUP_MEMBERS, {}, 3),
    (Read.GROUP_MEMBERS, {"$select": "id"}, 2),
    (Read.GROUP_MEMBERS, {"$select": "id", "$top": "19"}, 1),
    (Read.GROUP_MEMBERS, {"$select": "id", "$top": "20"}, 2),
    (Read.GROUPS, {"$select": "id", "$expand": "owners"}, 1),
    (Read.GROUPS, {"$expand": "owners"}, 2),
    (Read.GROUP, {"$select": "id", "$top": "1"}, 1),
]


@pytest.fixture
async def strict(begin: Starts) -> AsyncIterator[Tenant]:
    """A generated tenant with Graph's limits, whose second lasts until the test ends it."""
    async with begin(facts=generate(100, 60, 1), graph_limits=True) as tenant:
        yield tenant


@pytest.fixture
async def greedy(strict: Tenant) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(session, strict.url)


def teams(tenant: Tenant) -> list[str]:
    return [team.id for team in tenant.world.facts.teams]


@pytest.mark.parametrize(("read", "most"), PUBLISHED)
def test_a_kind_of_read_has_its_requests_a_second(read: Read, most: int) -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    waits = [limits.admit(read, f"team {n}", PLAIN, hand.now).wait for n in range(most + 1)]

    assert waits == [0.0] * most + [1.0]


def test_channels_tabs_and_apps_share_one_row() -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    reads = (Read.CHANNEL, Read.TABS, Read.INSTALLED_APPS)
    waits = [limits.admit(reads[n % 3], f"team {n}", PLAIN, hand.now).wait for n in range(31)]

    assert waits == [0.0] * 30 + [1.0]


def test_one_report_has_fourteen_requests_in_ten_minutes() -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    waits = [limits.admit(Read.ACTIVITY, None, PLAIN, hand.now).wait for _ in range(15)]
    plans = [limits.admit(Read.PLANS, None, PLAIN, hand.now).wait for _ in range(200)]

    assert waits == [0.0] * 14 + [600.0]
    assert set(plans) == {0.0}


def test_any_one_team_has_four_a_second_over_all_its_reads() -> None:
    hand = Hand()
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    reads = (Read.TEAM, Read.CHANNELS, Read.CHANNEL_MEMBERS, Read.MESSAGES, Read.TEAM_MEMBERS)
    waits = [limits.admit(read, "one", PLAIN, hand.now).wait for read in reads]

    assert waits == [0, 0, 0, 0, 1]
    assert limits.admit(Read.TEAM, "another", PLAIN, hand.now).wait == 0


def test_refused_requests_count_as_well() -> None:
    """Four in the first second, one refused half a second later: it bars the way once more."""
    hand = Hand(0.0)
    limits = GraphLimits(hand, 60, "app/tenant", on=True)
    for _ in range(4):
        limits.admit(Read.TEAM, "one", PLAIN, 0.0)
    refused = limits.admit(Read.TEAM, "one", PLAIN, 0.5)
    in_time = [limits.admit(Read.TEAM, "one", PLAIN, 1.0).wait for _ in range(4)]

    assert refused.wait == 0.5
    assert in_time == [0, 0, 0, 0.5]


@pytest.mark.parametrize(("people", "units"), SIZES)
def test_the_identity_bucket_grows_with_the_tenant(people: int, units: int) -> None:
    assert capacity_for(people) == units


@pytest.mark.parametrize(("read", "options", "units"), COSTS)
def test_a_read_of_entra_costs_what_is_published(
    read: Read, options: dict[str, str], units: int
) -> None:
    assert cost(read, Query("", options)) == units


def test_the_bucket_fills_up_evenly_and_tells_how_long_to_wait() -> None:
    tokens = Tokens(1000.0, 1000.0, 0.0)

    assert tokens.take(1000, 0.0) == 0
    assert tokens.take(3, 0.0) == pytest.approx(0.03)
    assert tokens.take(3, 0.02) == pytest.approx(0.02)  # the refused one took a unit
    assert tokens.take(3, 0.05) == 0


async def test_a_refused_request_says_how_long_to_wait(
    greedy: Client, strict: Tenant, hand: Hand
) -> None:
    path = f"{GRAPH}/teams/{teams(strict)[0]}"
    answers = [await greedy("GET", path) for _ in range(5)]

    assert [each.status for each in answers] == [200, 200, 200, 200, 429]
    assert (answers[-1].code, answers[-1].headers["Retry-After"]) == ("TooManyRequests", "1")
    hand.now += 1
    assert (await greedy("GET", path)).status == 200


async def test_a_part_of_a_batch_is_refused_by_itself(greedy: Client, strict: Tenant) -> None:
    """The fifth request for one team; the 31st for any; the envelopes are 200 all the same."""
    first, *others = teams(strict)
    parts = await greedy.batch(
        *[f"/teams/{first}"] * 5, *[f"/teams/{each}" for each in others[:15]]
    )
    second = await greedy.batch(*[f"/teams/{each}" for each in others[15:35]])

    assert [key for key, part in parts.items() if part["status"] == 429] == ["4"]
    assert parts["4"]["headers"]["Retry-After"] == "1"
    assert parts["4"]["body"]["error"]["code"] == "TooManyRequests"
    assert [part["status"] for part in second.values()].count(429) == 10


async def test_identity_says_what_it_took_and_when_it_runs_low(
    greedy: Client, strict: Tenant
) -> None:
    """5,000 units in a tenant of sixty: a thousand fewer are left at four fifths."""
    group = f"{GRAPH}/groups/{teams(strict)[0]}/members"
    first = await greedy("GET", group)
    tokens = strict.world.graph.limits._tokens
    tokens.left = 900.0
    low = await greedy("GET", group)
    tokens.left = 1.0
    refused = await greedy("GET", group)

    assert first.headers["x-ms-resource-unit"] == "3"
    assert "x-ms-throttle-limit-percentage" not in first.headers
    assert low.headers["x-ms-throttle-limit-percentage"] == "0.82"
    assert refused.status == 429
    assert refused.headers["x-ms-throttle-information"] == "ResourceUnitLimitExceeded"
    assert refused.headers["x-ms-throttle-scope"].startswith("Tenant_Application/ReadWrite/")


async def test_retry_after_may_have_a_fraction(greedy: Client, strict: Tenant, hand: Hand) -> None:
    await greedy("POST", "/control/limits", {"fractional": True})
    path = f"{GRAPH}/teams/{teams(strict)[0]}"
    await greedy.batch(*[path.removeprefix(GRAPH)] * 4)
    hand.now += 0.25

    assert (await greedy("GET", path)).headers["Retry-After"] == "0.750"


async def test_graphs_limits_are_switched_apart_from_the_connectors(
    greedy: Client, strict: Tenant
) -> None:
    path = f"/teams/{teams(strict)[0]}"
    await greedy("POST", "/control/limits", {"on": False})
    first = await greedy.batch(*[path] * 5)
    await greedy("POST", "/control/limits", {"graph": False})
    second = await greedy.batch(*[path] * 5)

    assert [part["status"] for part in first.values()].count(429) == 1
    assert {part["status"] for part in second.values()} == {200}
    assert strict.world.limits.on is False


async def test_what_was_asked_is_counted(greedy: Client, strict: Tenant, hand: Hand) -> None:
    one, other = teams(strict)[:2]
    await greedy.batch(f"/teams/{one}", f"/teams/{one}/channels", f"/groups/{one}/members")
    hand.now += 0.9
    await greedy.batch(*[f"/teams/{one}"] * 3, f"/teams/{other}")
    hand.now += 0.2
    await greedy("GET", f"{GRAPH}/teams/{one}")
    counts = (await greedy("GET", "/control/graph_counts")).body

    assert (counts["http_requests"], counts["batches"], counts["questions"]) == (3, 2, 8)
    assert counts["reads"] == {"team": 6, "channels": 1, "group_members": 1}
    assert counts["throttled"] == 1
    assert counts["busiest_second"] == {one: 5, other: 1}
    assert counts["busiest_second_of_a_team"] == 5
    await greedy("DELETE", "/control/graph_counts")
    assert strict.graph_counts()["questions"] == 0
