"""Pages come as Graph may send them: short, empty, in any order, and forgetting headers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator.tenant import Tenant
from tests.simulator.conftest import Client

GRAPH = "/graph/v1.0"
EVENTUAL = {"ConsistencyLevel": "eventual"}


async def pages(
    client: Client, path: str, headers: dict[str, str], **query: str
) -> AsyncIterator[dict[str, Any]]:
    """Page after page, with the same headers on each."""
    answer = await client.get(path, headers, **query)
    seen = set()
    while True:
        assert answer.status == 200
        yield answer.body
        if "@odata.nextLink" not in answer.body:
            return
        link = answer.body["@odata.nextLink"].removeprefix(client.address)
        assert link not in seen
        seen.add(link)
        answer = await client.get(link, headers)


async def test_pages_may_be_empty_and_still_lead_on(client: Client, tenant: Tenant) -> None:
    tenant.pages(empty=0.5)
    found = [each async for each in pages(client, f"{GRAPH}/users", {}, **{"$top": "10"})]
    ids = [each["id"] for page in found for each in page["value"]]

    assert [] in [page["value"] for page in found]
    assert len(ids) == len(set(ids)) == len(tenant.world.facts.people)


async def test_an_empty_page_is_followed_by_a_full_one(client: Client, tenant: Tenant) -> None:
    tenant.pages(empty=1.0)
    query = {"$top": "61", "$select": "id"}
    found = [each async for each in pages(client, f"{GRAPH}/users", {}, **query)]

    assert [len(page["value"]) for page in found] == [0, 61, 0, 61]


async def test_pages_may_be_shorter_than_asked_and_in_another_order(client: Client) -> None:
    usual = [each["id"] for each in (await client("GET", f"{GRAPH}/groups")).body["value"]]
    await client("POST", "/control/graph", {"page_size": 5, "order": 3})
    found = [each async for each in pages(client, f"{GRAPH}/groups", {}, **{"$top": "999"})]
    ids = [each["id"] for page in found for each in page["value"]]

    assert max(len(page["value"]) for page in found) == 5
    assert sorted(ids) == sorted(usual)
    assert ids != usual
    await client("POST", "/control/graph", {"page_size": None, "order": None})
    again = await client("GET", f"{GRAPH}/groups")
    assert [each["id"] for each in again.body["value"]] == usual


async def test_the_count_is_on_the_first_page_of_an_advanced_query_alone(client: Client) -> None:
    query = {"$count": "true", "$top": "50", "$filter": "department ne 'Product'"}
    found = [each async for each in pages(client, f"{GRAPH}/users", EVENTUAL, **query)]
    plain = await client("GET", f"{GRAPH}/users", **{"$count": "true"})

    assert [page.get("@odata.count") for page in found] == [114, None, None]
    assert "@odata.count" not in plain.body


async def test_the_next_page_of_an_advanced_query_needs_the_header_again(client: Client) -> None:
    query = {"$count": "true", "$top": "50", "$filter": "endswith(mail,'@contoso.example')"}
    first = await client.get(f"{GRAPH}/users", EVENTUAL, **query)
    link = first.body["@odata.nextLink"].removeprefix(client.address)
    forgotten = await client("GET", link)

    assert (forgotten.status, forgotten.code) == (400, "Request_UnsupportedQuery")
    assert (await client.get(link, EVENTUAL)).status == 200


async def test_the_next_page_of_channels_needs_prefer_again(client: Client, tenant: Tenant) -> None:
    tenant.pages(most=5)
    apollo = next(each for each in tenant.world.facts.teams if each.name == "PRJ-Apollo")
    prefer = {"Prefer": "include-unknown-enum-members"}
    first = await client.get(f"{GRAPH}/teams/{apollo.id}/channels", prefer)
    link = first.body["@odata.nextLink"].removeprefix(client.address)

    forgotten, repeated = await client("GET", link), await client.get(link, prefer)
    assert forgotten.body["value"][0]["membershipType"] == "unknownFutureValue"
    assert repeated.body["value"][0]["membershipType"] == "shared"


@pytest.mark.parametrize("body", [{}, {"page_size": 0}, {"pages": 3}, {"denied": ["User.Write"]}])
async def test_an_order_that_means_nothing_is_refused(client: Client, body: dict[str, Any]) -> None:
    assert (await client("POST", "/control/graph", body)).status == 400
