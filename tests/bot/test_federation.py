"""A registration without a secret signs in by a token that Azure gives the machine."""

import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.clouds import Cloud
from bot.federation import FederatedCredential, TokenOfFile
from core.errors import SetupError, Transient
from tests.bot.login import Login, signing_in

KIND = {"app_type": "Federated"}
OF_IDENTITY = {**KIND, "app_identity_id": "identity"}
FILE = "AZURE_FEDERATED_TOKEN_FILE"
HOUR = 3600


@dataclass
class Identity:
    """Where App Service and Container Apps give out the tokens of a managed identity."""

    asked: list[dict[str, str]] = field(default_factory=list)
    lasts: int = HOUR
    instead: web.Response | None = None

    async def answer(self, request: web.Request) -> web.Response:
        """A token, each time another."""
        self.asked.append(dict(request.query))
        if self.instead:
            return self.instead
        granted = {"access_token": f"vouch-{len(self.asked)}", "token_type": "Bearer"}
        ends = str(int(time.time()) + self.lasts)
        return web.json_response(granted | {"expires_on": ends, "resource": "r"})


@pytest.fixture
async def login(tmp_path: Path) -> AsyncIterator[Login]:
    """Microsoft's sign-in."""
    async with signing_in(tmp_path) as made:
        yield made


@pytest.fixture
async def identity(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Identity]:
    """The machine's identity, found as Azure tells a process."""
    made = Identity()
    app = web.Application()
    app.router.add_get("/msi/token", made.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        monkeypatch.setenv("IDENTITY_ENDPOINT", str(server.make_url("/msi/token")))
        monkeypatch.setenv("IDENTITY_HEADER", "header")
        yield made


@pytest.fixture
def token_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The token of a workload identity, as Kubernetes writes it."""
    file = tmp_path / "azure-identity-token"
    file.write_text("vouch-1\n")
    monkeypatch.setenv(FILE, str(file))
    return file


AUDIENCES = {
    Cloud.PUBLIC: "api://AzureADTokenExchange",
    Cloud.USGOV: "api://AzureADTokenExchangeUSGov",
    Cloud.CHINA: "api://AzureADTokenExchangeChina",
}


@pytest.mark.parametrize("cloud", Cloud)
async def test_a_managed_identity_vouches_for_the_registration_with_the_audience_of_its_cloud(
    login: Login, identity: Identity, cloud: Cloud
) -> None:
    credentials = login.credentials(**OF_IDENTITY, cloud=cloud)

    assert [await credentials.connector.get(), await credentials.graph.get()] == ["t1", "t2"]
    assert {(each["resource"], each["client_id"]) for each in identity.asked} == {
        (AUDIENCES[cloud], "identity")
    }
    assert [each["client_id"] for each in login.asked] == ["app", "app"]
    assert login.asked[0]["client_assertion"] == "vouch-1"
    assert not any("client_secret" in each for each in login.asked)
    await credentials.close()


@pytest.mark.usefixtures("token_file")
async def test_a_token_file_vouches_for_the_registration(login: Login) -> None:
    credentials = login.credentials(**KIND)

    assert await credentials.connector.get() == "t1"
    assert login.asked[0]["client_assertion"] == "vouch-1", "without the end of its line"
    await credentials.close()


async def test_where_an_identity_is_named_the_token_file_is_left_alone(
    login: Login, identity: Identity, token_file: Path
) -> None:
    written(token_file, "of somebody else")
    credentials = login.credentials(**OF_IDENTITY)

    assert await credentials.connector.get() == "t1"
    assert len(identity.asked) == 1
    await credentials.close()


async def test_a_token_that_vouches_is_kept_while_it_holds_and_then_renewed(
    login: Login, identity: Identity
) -> None:
    identity.lasts = 60
    credentials = login.credentials(**OF_IDENTITY)
    first = await credentials.connector.get()
    assert await credentials.connector.get() == first
    assert len(identity.asked) == 1

    await credentials.connector.forget(first)
    assert await credentials.connector.get() == "t2"
    assert [each["client_assertion"] for each in login.asked] == ["vouch-1", "vouch-2"]
    await credentials.close()


async def test_a_token_file_that_was_written_anew_vouches_for_the_next_token(
    login: Login, token_file: Path
) -> None:
    login.lasts = 0
    options = {"authority": login.url, "connection_verify": str(login.certificate)}
    credential = FederatedCredential("home", "app", TokenOfFile(token_file), **options)
    await credential.get_token("scope")
    written(token_file, "vouch-2")
    await credential.get_token("scope")

    assert [each["client_assertion"] for each in login.asked] == ["vouch-1", "vouch-2"]
    await credential.close()


async def test_an_identity_that_is_not_there_is_one_sentence(
    login: Login, identity: Identity
) -> None:
    identity.instead = web.json_response({"message": "no such identity"}, status=400)
    credentials = login.credentials(**OF_IDENTITY)

    with pytest.raises(SetupError, match="to this machine and that PROCESS_CENTER_APP_IDENTITY_ID"):
        await credentials.connector.get()
    assert not login.asked
    await credentials.close()


@pytest.mark.parametrize("garbage", ["<html>", "[]", "{}", '{"access_token": 7}', "null", ""])
async def test_an_identity_that_answers_nonsense_is_one_sentence(
    login: Login, identity: Identity, garbage: str
) -> None:
    identity.instead = web.Response(text=garbage, content_type="application/json")
    credentials = login.credentials(**OF_IDENTITY)

    with pytest.raises((SetupError, Transient)) as caught:
        await credentials.connector.get()
    assert "<html>" not in caught.value.says
    assert not login.asked
    await credentials.close()


async def test_an_identity_that_is_away_is_asked_again_later(
    login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"http://127.0.0.1:{unused_port()}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "header")
    credentials = login.credentials(**OF_IDENTITY)

    with pytest.raises(Transient, match="cannot be reached"):
        await credentials.connector.get()
    await credentials.close()


def written(file: Path, token: str) -> None:
    """Kubernetes has renewed it."""
    file.write_text(token)


def gone(file: Path) -> None:
    """Nobody writes it any more."""
    file.unlink()


def folder(file: Path) -> None:
    """It is no file."""
    file.unlink()
    file.mkdir()


def pipe(file: Path) -> None:
    """Whoever opens it waits until somebody writes."""
    file.unlink()
    os.mkfifo(file)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (gone, "names no file"),
    "a folder": (folder, "names no file"),
    "a pipe": (pipe, "names no file"),
    "empty": (lambda file: file.write_text(" \n"), "names a file that holds no token"),
    "of bytes": (
        lambda file: file.write_bytes(b"\xff\xfe\x00"),
        "names a file that holds no token",
    ),
    "of words": (lambda file: file.write_text("not a token"), "names a file that holds no token"),
}


@pytest.mark.parametrize(("spoil", "says"), SPOILT.values(), ids=SPOILT.keys())
async def test_a_token_file_that_is_spoilt_is_one_sentence(
    login: Login, token_file: Path, spoil: Callable[[Path], object], says: str
) -> None:
    credentials = login.credentials(**KIND)
    await credentials.connector.get()
    spoil(token_file)
    with pytest.raises(SetupError, match=f"{FILE} {says}"):
        await credentials.graph.get()

    assert len(login.asked) == 1
    await credentials.close()


@pytest.mark.usefixtures("token_file")
async def test_a_registration_that_trusts_somebody_else_says_what_to_look_at(login: Login) -> None:
    login.error = "invalid_client"
    credentials = login.credentials(**KIND)

    with pytest.raises(SetupError) as caught:
        await credentials.connector.get()
    assert "AADSTS7000215" in caught.value.says
    assert "has a federated credential for this machine" in caught.value.says
    assert "the audience api://AzureADTokenExchange" in caught.value.says
    assert "vouch" not in caught.value.says
    await credentials.close()
