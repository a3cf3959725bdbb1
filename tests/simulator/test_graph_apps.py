"""Graph finds the app among the organisation's, and adds it for people."""

import asyncio
from typing import Any

import pytest

from simulator.tenant import Tenant
from tests.simulator.conftest import APP_ID, Client, person
from tests.simulator.published import check
from tests.simulator.tiny_bot import TinyBot

GRAPH = "/graph/v1.0"


async def found(client: Client, app_id: str) -> list[dict[str, Any]]:
    """The organisation's apps with that id in their manifest."""
    asked = {"$filter": f"externalId eq '{app_id}'"}
    answer = await client("GET", f"{GRAPH}/appCatalogs/teamsApps", **asked)
    apps: list[dict[str, Any]] = answer.body["value"]
    return apps


def wish(tenant: Tenant, app: str) -> dict[str, Any]:
    """To add this app."""
    return {"teamsApp@odata.bind": f"{tenant.url}{GRAPH}/appCatalogs/teamsApps/{app}"}


def where(upn: str) -> str:
    """The apps that somebody has."""
    return f"{GRAPH}/users/{person(upn).id}/teamwork/installedApps"


async def test_the_app_has_an_id_of_its_own_in_the_catalogue(client: Client) -> None:
    (app,) = await found(client, APP_ID)

    assert app["id"] != app["externalId"] == APP_ID
    assert await found(client, "another app") == []


async def test_it_is_added_once_and_the_bot_hears_of_it(
    client: Client, tenant: Tenant, bot: TinyBot
) -> None:
    (app,) = await found(client, APP_ID)
    first = await client("POST", where("kim"), wish(tenant, app["id"]))
    second = await client("POST", where("kim"), wish(tenant, app["id"]))

    assert (first.status, second.status) == (201, 409)
    assert second.code == "Conflict"
    await asyncio.wait_for(tenant.world.installs.unheard.join(), 5)
    told = bot.of("installationUpdate")[-1]
    assert told["from"]["aadObjectId"] == person("kim").id
    assert told["action"] == "add"


@pytest.mark.parametrize(("upn", "app", "status"), [("kim", "another", 404), ("kim", "", 404)])
async def test_another_app_is_not_added(
    client: Client, tenant: Tenant, upn: str, app: str, status: int
) -> None:
    answer = await client("POST", where(upn), wish(tenant, app))
    assert answer.status == status


async def test_without_an_app_or_a_person_nothing_is_added(client: Client, tenant: Tenant) -> None:
    (app,) = await found(client, APP_ID)
    nobody = where("kim").replace(person("kim").id, "00000000-0000-4000-8000-000000000000")

    assert (await client("POST", where("kim"), {})).status == 400
    assert (await client("POST", nobody, wish(tenant, app["id"]))).status == 404
    assert tenant.world.installs.people == set()


async def test_the_permission_to_install_is_not_the_one_to_look_up(
    client: Client, tenant: Tenant
) -> None:
    (app,) = await found(client, APP_ID)
    tenant.deny("TeamsAppInstallation.ReadWriteSelfForUser.All")
    refused = await client("POST", where("kim"), wish(tenant, app["id"]))

    assert (refused.status, refused.code) == (403, "Forbidden")
    assert await found(client, APP_ID)


async def test_an_app_is_as_graph_publishes_it(client: Client) -> None:
    for app in await found(client, APP_ID):
        check(app, "teamsApp")
