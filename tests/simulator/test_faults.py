"""Ordered failures do what they say, and what was stored before one is counted apart."""

import asyncio

import aiohttp
import pytest

from simulator.faults import Fault, FaultKind
from simulator.tenant import Tenant
from tests.simulator.conftest import Client, Starts, channel, person
from tests.simulator.tiny_bot import posted

WORDS = [
    (FaultKind.THROTTLE, 429, "TooManyRequests", 0),
    (FaultKind.ERROR_BEFORE, 500, "ServiceError", 0),
    (FaultKind.ERROR_AFTER, 500, "ServiceError", 1),
    (FaultKind.GATEWAY_AFTER, 502, "BadGateway", 1),
    (FaultKind.BLOCKED, 403, "ConversationBlockedByUser", 0),
    (FaultKind.ROSTER, 403, "BotNotInConversationRoster", 0),
    (FaultKind.GONE, 404, "ConversationNotFound", 0),
]


@pytest.mark.parametrize(("kind", "status", "code", "stored"), WORDS)
async def test_a_fault_answers_in_the_connectors_words(
    client: Client,
    tenant: Tenant,
    apollo: str,
    kind: FaultKind,
    status: int,
    code: str,
    stored: int,
) -> None:
    tenant.fault(Fault(kind, times=1))
    refused = await client.post(apollo, posted())

    assert (refused.status, refused.code) == (status, code)
    assert tenant.counts()["posts"] == tenant.counts()["stored_then_cut"] == stored
    assert (await client.post(apollo, posted())).status == 201


@pytest.mark.parametrize(
    ("kind", "stored"), [(FaultKind.DROP_BEFORE, 0), (FaultKind.DROP_AFTER, 1)]
)
async def test_a_dropped_connection_gives_no_answer(
    client: Client, tenant: Tenant, apollo: str, kind: FaultKind, stored: int
) -> None:
    tenant.fault(Fault(kind, times=1))
    with pytest.raises(aiohttp.ClientError):
        await client.post(apollo, posted())

    assert tenant.counts()["stored_then_cut"] == stored
    assert tenant.counts()["per_conversation"].get(apollo, 0) == stored


async def test_a_sender_that_dies_while_its_message_is_stored_is_counted(
    begin: Starts,
) -> None:
    ada = person("ada").id
    async with begin(latency_ms=100) as tenant, aiohttp.ClientSession() as session:
        await tenant.install(["PRJ-Apollo"], [])
        status = channel("PRJ-Apollo", "Status")
        async with tenant.world.hub.listen(ada) as page:
            sending = asyncio.create_task(Client(session, tenant.url).post(status, posted()))
            await page.events.get()
            sending.cancel()
            await asyncio.wait([sending])

    assert tenant.counts()["stored_then_cut"] == tenant.counts()["posts"] == 1
    assert tenant.log()[-1]["cut"] is True


async def test_a_hanging_request_is_answered_by_nobody(
    client: Client, tenant: Tenant, apollo: str
) -> None:
    tenant.fault(Fault(FaultKind.HANG))
    address = f"{tenant.url}/teams/v3/conversations/{apollo}/activities"
    headers = {"Authorization": f"Bearer {client.token}"}
    patience = aiohttp.ClientTimeout(total=0.1)
    with pytest.raises(TimeoutError):
        await client.session.post(address, json=posted(), headers=headers, timeout=patience)

    assert tenant.counts()["posts"] == 0


async def test_a_fault_meets_only_whom_it_was_ordered_for(client: Client, apollo: str) -> None:
    made = (await client.post(apollo, posted())).body["id"]
    order = {"kind": "429", "conversation": apollo, "method": "PUT", "retry_after": 7}
    await client("POST", "/control/faults", order)
    edit = f"/teams/v3/conversations/{apollo}/activities/{made}"

    refused = await client("PUT", edit, posted())
    assert (refused.status, refused.headers["Retry-After"]) == (429, "7")
    assert (await client.post(apollo, posted())).status == 201
    assert (await client.post(channel("PRJ-Apollo", "Build"), posted())).status == 201
    await client("DELETE", "/control/faults")
    assert (await client("PUT", edit, posted())).status == 200


async def test_graph_fails_in_its_own_words(client: Client) -> None:
    await client("POST", "/control/faults", {"kind": "429", "where": "graph", "times": 1})
    refused = await client("GET", "/graph/v1.0/users")

    assert (refused.status, refused.headers["Retry-After"]) == (429, "2")
    assert (await client("GET", "/graph/v1.0/users")).status == 200


async def test_a_share_of_requests_fails(client: Client, tenant: Tenant, apollo: str) -> None:
    tenant.limits(False)
    tenant.fault(Fault(FaultKind.ERROR_BEFORE, share=0.5))
    statuses = [(await client.post(apollo, posted())).status for _ in range(40)]

    assert 10 <= statuses.count(500) <= 30
    assert len(tenant.log()) >= 40


async def test_an_order_that_means_nothing_is_refused(client: Client) -> None:
    refused = await client("POST", "/control/faults", {"kind": "earthquake"})

    assert refused.status == 400
    assert "drop_after" in refused.body["error"]
