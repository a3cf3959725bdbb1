"""The bot signs in once, renews early, and says what to do when Microsoft refuses."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.credentials import EARLY, NO_TOKEN_TWICE, PAUSE, Credentials, Grant, KeptToken
from bot.settings import Settings
from core.errors import SetupError, Transient
from tests.bot.conftest import Clock
from tests.bot.login import BOT, SECRET, Login, signing_in


@dataclass
class SignIn:
    """A sign-in that can be held up, refused, and counted."""

    clock: Clock
    calls: int = 0
    fresh: list[bool] = field(default_factory=list)
    fails: SetupError | Transient | None = None
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Nobody is held up at first."""
        self.go_on.set()

    async def __call__(self, fresh: bool) -> Grant:
        """A token that holds for an hour."""
        self.calls += 1
        self.fresh.append(fresh)
        await self.go_on.wait()
        if self.fails:
            raise self.fails
        return Grant(f"token-{self.calls}", self.clock() + 3600)


@pytest.fixture
def clock() -> Clock:
    """A clock that the test moves."""
    return Clock()


@pytest.fixture
def sign_in(clock: Clock) -> SignIn:
    """A sign-in that works."""
    return SignIn(clock)


@pytest.fixture
def token(sign_in: SignIn, clock: Clock) -> KeptToken:
    """The token from there."""
    return KeptToken(sign_in, clock)


async def test_a_token_is_kept_and_renewed_before_its_end(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    assert {await token.get() for _ in range(5)} == {"token-1"}
    clock.now += 3600 - EARLY
    assert await token.get() == "token-1"
    clock.now += 1
    assert await token.get() == "token-2"
    assert sign_in.calls == 2


async def test_a_hundred_who_wait_sign_in_once(token: KeptToken, sign_in: SignIn) -> None:
    sign_in.go_on.clear()
    waiting = asyncio.gather(*(token.get() for _ in range(100)))
    await asyncio.sleep(0)
    sign_in.go_on.set()
    assert set(await waiting) == {"token-1"}
    assert sign_in.calls == 1


async def test_nobody_waits_for_a_renewal_while_the_old_token_holds(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    await token.get()
    clock.now += 3600 - EARLY + 1
    sign_in.go_on.clear()
    renewing = asyncio.create_task(token.get())
    await asyncio.sleep(0)
    assert await token.get() == "token-1"
    sign_in.go_on.set()
    assert await renewing == "token-2"


async def test_a_failed_renewal_is_no_failure_while_the_old_token_holds(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    await token.get()
    sign_in.fails = Transient("away")
    clock.now += 3600 - EARLY + 1
    assert [await token.get() for _ in range(5)] == ["token-1"] * 5
    assert sign_in.calls == 2

    clock.now += EARLY
    with pytest.raises(Transient, match="away"):
        await token.get()


async def test_a_clock_that_goes_back_an_hour_keeps_nobody_from_signing_in(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    sign_in.fails = Transient("away")
    with pytest.raises(Transient):
        await token.get()
    sign_in.fails = None
    clock.now -= 3600
    kept = await token.get()
    await token.forget(kept)
    renewed = await token.get()
    clock.now -= 3600
    await token.forget(renewed)
    assert len({kept, renewed, await token.get()}) == 3


async def test_a_refused_sign_in_is_not_repeated_at_once(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    sign_in.fails = SetupError("check the password")
    for _ in range(10):
        with pytest.raises(SetupError, match="check the password"):
            await token.get()
    assert sign_in.calls == 1

    sign_in.fails = None
    clock.now += PAUSE
    assert await token.get() == "token-2"


async def test_a_token_that_was_refused_is_replaced_but_not_without_end(
    token: KeptToken, sign_in: SignIn, clock: Clock
) -> None:
    first = await token.get()
    for _ in range(50):
        await token.forget(first)
    second = await token.get()
    assert second == "token-2"

    await token.forget(second)
    assert await token.get() == second
    clock.now += NO_TOKEN_TWICE
    await token.forget(second)
    assert await token.get() == "token-3"
    clock.now += 3600
    assert await token.get() == "token-4"
    await token.forget(first)
    assert await token.get() == "token-4"
    assert sign_in.fresh == [False, True, True, False]


async def test_a_rehearsal_uses_its_one_token_for_everything() -> None:
    rehearsal = Settings.model_validate(
        {
            "static_token": SECRET,
            "graph_url": "http://127.0.0.1:1/v1.0",
            "openid_metadata_url": "http://127.0.0.1:1/",
            "service_url_hosts": "127.0.0.1",
        }
    )
    credentials = Credentials(rehearsal)
    await credentials.connector.forget(SECRET)
    assert await credentials.connector.get() == await credentials.graph.get() == SECRET
    assert SECRET not in repr(credentials)


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[Login]:
    """The sign-in server."""
    async with signing_in(tmp_path) as made:
        yield made


async def test_a_password_gets_a_token_for_each_service(login: Login) -> None:
    credentials = login.credentials(app_password=SECRET)
    assert await credentials.connector.get() == await credentials.connector.get() == "t1"
    assert await credentials.graph.get() == "t2"
    assert [asked["scope"] for asked in login.asked] == [
        "https://api.botframework.com/.default",
        "https://graph.microsoft.com/.default",
    ]
    assert login.asked[0]["client_secret"] == SECRET

    await credentials.connector.forget("t1")
    assert await credentials.connector.get() == "t3"
    await credentials.close()


async def test_a_certificate_signs_in_without_a_password(login: Login) -> None:
    credentials = login.credentials(app_certificate_path=str(login.certificate))
    assert await credentials.connector.get() == "t1"
    assert "client_assertion" in login.asked[0]
    await credentials.close()


async def test_a_refused_sign_in_says_what_to_check_and_no_secret(login: Login) -> None:
    login.error = "invalid_client"
    credentials = login.credentials(app_password=SECRET)
    with pytest.raises(SetupError) as caught:
        await credentials.connector.get()
    assert "AADSTS7000215" in caught.value.says
    assert "PROCESS_CENTER_APP_PASSWORD" in caught.value.says
    assert SECRET not in caught.value.says
    await credentials.close()


@pytest.mark.parametrize("refused", [False, True])
async def test_a_managed_identity_signs_in_with_nothing_but_its_id(
    monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if refused:
            return web.json_response({"message": "no such identity"}, status=400)
        assert request.query["client_id"] == "app"
        granted = {"access_token": "msi", "expires_on": "4000000000", "resource": "r"}
        return web.json_response({**granted, "token_type": "Bearer"})

    app = web.Application()
    app.router.add_get("/msi/token", answer)
    settings = Settings.model_validate({**BOT, "app_type": "UserAssignedMSI"})
    async with TestServer(app, host="127.0.0.1") as server:
        # How App Service tells a process where its managed identity is.
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(server.make_url("/msi/token")))
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        credentials = Credentials(settings)
        if refused:
            with pytest.raises(SetupError, match="managed identity cannot sign in"):
                await credentials.connector.get()
        else:
            assert await credentials.connector.get() == "msi"
        await credentials.close()


async def test_a_certificate_that_is_none_is_named(login: Login, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pem"
    bad.write_text("not a certificate")
    credentials = login.credentials(app_certificate_path=str(bad))
    with pytest.raises(SetupError, match="PROCESS_CENTER_APP_CERTIFICATE_PATH must be a PEM"):
        await credentials.connector.get()


async def test_without_a_registration_the_missing_setting_is_named() -> None:
    with pytest.raises(SetupError, match="PROCESS_CENTER_APP_ID is missing"):
        await Credentials(Settings()).connector.get()


async def test_a_sign_in_that_cannot_be_reached_is_tried_again_later() -> None:
    settings = Settings.model_validate({**BOT, "app_password": SECRET})
    credentials = Credentials(settings, authority=f"https://127.0.0.1:{unused_port()}")
    with pytest.raises(Transient, match="cannot be reached"):
        await credentials.connector.get()
    await credentials.close()
