"""The app is added for people through Graph, against the simulated tenant."""

from collections.abc import AsyncIterator

import pytest

from core.errors import NotRead
from graph.people.installs import NOT_IN_CATALOGUE, Installs
from graph.wire.client import GraphClient
from graph.wire.waiting import Waits
from simulator.app import start
from simulator.faults import Fault, FaultKind, Where
from simulator.settings import Settings
from simulator.tenant import Tenant

APP_ID = "11111111-2222-4333-8444-555555555555"
TOKEN = "only-for-tests"  # noqa: S105 it opens nothing but the simulated tenant


async def token() -> str:
    return TOKEN


@pytest.fixture
async def tenant() -> AsyncIterator[Tenant]:
    """The sample company; nobody listens at the bot's address."""
    bot = "http://127.0.0.1:9/api/messages"
    async with start(Settings(bot_url=bot, app_id=APP_ID, token=TOKEN)) as running:
        yield running


@pytest.fixture
async def client(tenant: Tenant) -> AsyncIterator[GraphClient]:
    patience = Waits(tries=2)
    async with GraphClient(f"{tenant.url}/graph/v1.0", token, patience=patience) as running:
        yield running


def people(tenant: Tenant) -> list[str]:
    """Everybody, by their id."""
    return [each.id for each in tenant.world.facts.people if not each.guest]


async def test_it_is_added_and_who_has_it_keeps_it(tenant: Tenant, client: GraphClient) -> None:
    installs, (ada, kim, *_) = Installs(client, APP_ID), people(tenant)
    for person in (ada, ada, kim):
        await installs.install(person)

    assert tenant.world.installs.people == {ada, kim}
    reads = tenant.graph_counts()["reads"]
    assert reads == {"catalogue": 1, "install": 3}, "the app is looked up once"


async def test_an_app_that_the_organisation_has_not_is_said(
    tenant: Tenant, client: GraphClient
) -> None:
    with pytest.raises(NotRead, match="the organisation has no such app") as caught:
        await Installs(client, "another app").install(people(tenant)[0])
    assert caught.value.says == NOT_IN_CATALOGUE


@pytest.mark.parametrize(
    ("denied", "says"),
    [
        ("AppCatalog.Read.All", "not permitted, needs AppCatalog.Read.All"),
        (
            "TeamsAppInstallation.ReadWriteSelfForUser.All",
            "not permitted, needs TeamsAppInstallation.ReadWriteSelfForUser.All, and the app to be "
            "allowed for them in the Teams admin center",
        ),
    ],
)
async def test_what_is_not_permitted_is_named(
    tenant: Tenant, client: GraphClient, denied: str, says: str
) -> None:
    installs = Installs(client, APP_ID)
    tenant.deny(denied)
    with pytest.raises(NotRead) as caught:
        await installs.install(people(tenant)[0])
    assert caught.value.says == says

    tenant.deny()
    await installs.install(people(tenant)[0])


async def test_somebody_whom_entra_does_not_know_is_said(client: GraphClient) -> None:
    with pytest.raises(NotRead, match="nobody in Microsoft Entra is called so"):
        await Installs(client, APP_ID).install("00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize(
    "kind", [FaultKind.ERROR_BEFORE, FaultKind.DROP_BEFORE, FaultKind.THROTTLE]
)
async def test_what_passes_is_tried_again(
    tenant: Tenant, client: GraphClient, kind: FaultKind
) -> None:
    tenant.fault(Fault(kind, where=Where.GRAPH, method="POST", times=1, retry_after=0.1))
    await Installs(client, APP_ID).install(people(tenant)[0])
    assert len(tenant.world.installs.people) == 1


async def test_what_stays_is_given_up_with_its_reason(tenant: Tenant, client: GraphClient) -> None:
    tenant.fault(Fault(FaultKind.UNAVAILABLE, where=Where.GRAPH, method="POST", retry_after=None))
    with pytest.raises(NotRead, match="Microsoft Graph is busy"):
        await Installs(client, APP_ID).install(people(tenant)[0])
