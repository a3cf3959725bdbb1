"""Sign-in: who is let in, and what the bot can check."""

import time

import aiohttp
import jwt
import pytest

from simulator.tenant import Tenant
from tests.simulator.conftest import APP_ID, TOKEN, Client
from tests.simulator.tiny_bot import TinyBot, posted

DOOR = {"/teams/v3/conversations/x/members", "/graph/v1.0/users"}


@pytest.mark.parametrize("token", ["", "wrong", "a.b.c"])
async def test_a_wrong_or_absent_token_is_refused(client: Client, token: str) -> None:
    stranger = Client(client.session, client.address, token)

    assert {(await stranger("GET", path)).status for path in DOOR} == {401}


async def test_a_token_of_somebody_else_or_one_that_ran_out_is_refused(
    client: Client, tenant: Tenant
) -> None:
    past = int(time.time()) - 10
    sign = tenant.world.sign_in.sign
    for token in (sign({"appid": "another"}), sign({"appid": APP_ID, "exp": past})):
        stranger = Client(client.session, client.address, token)
        assert (await stranger("GET", "/graph/v1.0/users")).status == 401


async def test_the_app_gets_a_token_for_its_secret_and_may_use_it(
    client: Client, apollo: str
) -> None:
    address = f"{client.address}/sign-in/contoso/oauth2/v2.0/token"
    form = {
        "grant_type": "client_credentials",
        "client_id": APP_ID,
        "client_secret": TOKEN,
        "scope": "https://api.botframework.com/.default",
    }
    async with client.session.post(address, data=form) as response:
        given = await response.json()
    async with client.session.post(address, data=form | {"client_secret": "no"}) as response:
        assert response.status == 401

    bearer = Client(client.session, client.address, given["access_token"])
    assert (await bearer.post(apollo, posted())).status == 201


async def test_what_the_bot_gets_is_signed_by_a_published_key(tenant: Tenant, bot: TinyBot) -> None:
    await tenant.install(["PRJ-Apollo"], [])
    token = bot.tokens[-1].removeprefix("Bearer ")
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{tenant.url}/sign-in/.well-known/openidconfiguration") as found:
            metadata = await found.json()
        async with session.get(metadata["jwks_uri"]) as found:
            key = (await found.json())["keys"][0]

    claims = jwt.decode(
        token, jwt.PyJWK(key), ["RS256"], audience=APP_ID, issuer=metadata["issuer"]
    )
    assert key["kid"] == jwt.get_unverified_header(token)["kid"]
    assert key["endorsements"] == ["msteams"]
    assert claims["serviceurl"] == bot.heard[-1]["serviceUrl"] == tenant.service_url
    assert claims["exp"] > time.time()


async def test_other_web_sites_cannot_reach_the_controls(client: Client, tenant: Tenant) -> None:
    address = f"{tenant.url}/control/limits"
    async with client.session.post(address, data=b'{"on": false}') as response:
        assert response.status == 403
    async with client.session.get(
        f"{tenant.url}/chat/state", headers={"Host": "evil.example"}
    ) as r:
        assert r.status == 403
