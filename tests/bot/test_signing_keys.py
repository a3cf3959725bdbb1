"""The signing keys are kept, and their server is asked as rarely as it can be."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.door.gate_errors import KeysAway
from bot.door.signing_keys import BETWEEN_FETCHES, BETWEEN_FIRST_FETCHES, KEEP, SigningKeys
from tests.bot import openid
from tests.bot.conftest import Clock
from tests.bot.openid import OpenId


@pytest.fixture
def clock() -> Clock:
    """A clock that the test moves."""
    return Clock()


@pytest.fixture
def signing(keys: OpenId, session: ClientSession, clock: Clock) -> SigningKeys:
    """Keys from the server of the test."""
    return SigningKeys(keys.url, session, clock)


def away() -> web.Response:
    return web.Response(status=503)


async def test_a_key_is_fetched_once_a_day(
    signing: SigningKeys, keys: OpenId, clock: Clock
) -> None:
    for _ in range(3):
        assert await signing.find("key-1")
        clock.now += KEEP / 3 - 1
    assert keys.fetches == 1

    clock.now += 3
    assert await signing.find("key-1")
    assert keys.fetches == 2


async def test_a_new_key_is_found_but_an_unknown_one_is_not_asked_for_again_and_again(
    signing: SigningKeys, keys: OpenId, clock: Clock
) -> None:
    assert await signing.find("key-1")
    keys.keys.append(openid.jwk("key-2", endorsements=["msteams"]))
    assert await signing.find("key-2") is None

    clock.now += BETWEEN_FETCHES
    assert await signing.find("key-2")
    for number in range(50):
        assert await signing.find(f"made-up-{number}") is None
    assert keys.fetches == 2


async def test_old_keys_stay_in_use_while_their_server_is_away(
    signing: SigningKeys, keys: OpenId, clock: Clock
) -> None:
    assert await signing.find("key-1")
    keys.answer = away
    clock.now += 3 * KEEP
    for _ in range(10):
        assert await signing.find("key-1")
    assert keys.fetches == 2


async def test_without_any_key_nobody_comes_in_until_there_is_one(
    signing: SigningKeys, keys: OpenId, clock: Clock
) -> None:
    keys.answer = away
    for _ in range(10):
        with pytest.raises(KeysAway) as caught:
            await signing.find("key-1")
        assert caught.value.status == 503
    assert keys.fetches == 1

    keys.answer = None
    clock.now += BETWEEN_FIRST_FETCHES
    assert await signing.find("key-1")


async def test_a_clock_that_was_put_back_does_not_stop_the_fetching(
    signing: SigningKeys, keys: OpenId, clock: Clock
) -> None:
    assert await signing.find("key-1")
    clock.now -= KEEP
    assert await signing.find("key-2") is None
    assert keys.fetches == 2


def answering(**options: Any) -> Callable[[OpenId], None]:
    def set_up(keys: OpenId) -> None:
        keys.answer = lambda: web.Response(**options)

    return set_up


def telling(status: int = 200, pad: int = 0) -> Callable[[OpenId], None]:
    """The right metadata, but for this."""

    def set_up(keys: OpenId) -> None:
        said = json.dumps({"jwks_uri": keys.jwks_uri}) + " " * pad
        keys.answer = lambda: web.Response(text=said, status=status)

    return set_up


def with_a_name(keys: OpenId) -> None:
    keys.jwks_uri = keys.jwks_uri.replace("http://", "http://name:word@")


def pointing(url: str) -> Callable[[OpenId], None]:
    def set_up(keys: OpenId) -> None:
        keys.jwks_uri = url

    return set_up


def publishing(found: Any) -> Callable[[OpenId], None]:
    def set_up(keys: OpenId) -> None:
        keys.keys = found

    return set_up


USELESS: dict[str, Callable[[OpenId], None]] = {
    "a redirect": answering(status=302, headers={"Location": "/elsewhere"}),
    "an error": telling(status=500),
    "something else than 200": telling(status=203),
    "a page": answering(text="<html>", content_type="text/html"),
    "a list": answering(text="[]"),
    "no UTF-8": answering(body=b"\xff"),
    "an endless nest": answering(text="[" * 100_000),
    "more than a server of keys sends": telling(pad=300_000),
    "a broken packing": answering(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
    "keys over http from afar": pointing("http://keys.example/keys"),
    "keys behind a name": with_a_name,
    "keys from a file": pointing("file:///etc/passwd"),
    "no keys": publishing([]),
    "keys that are no list": publishing("key-1"),
    "a key that is text": publishing(["key-1"]),
    "a key without a number": publishing([{"kty": "RSA", "kid": "key-1", "e": "AQAB"}]),
    "a key with a strange number": publishing([{"kty": "RSA", "kid": "key-1", "n": 5, "e": {}}]),
    "a small key": publishing([{"kty": "RSA", "kid": "key-1", "n": "x" * 43, "e": "AQAB"}]),
    "a key for encryption": publishing([openid.jwk("key-1") | {"use": "enc"}]),
    "a key for RS512": publishing([openid.jwk("key-1", alg="RS512")]),
    "a secret for a key": publishing([{"kty": "oct", "kid": "key-1", "k": "AAAA"}]),
    "a key with a list for a name": publishing([openid.jwk("key-1") | {"kid": ["key-1"]}]),
}


@pytest.mark.parametrize("set_up", USELESS.values(), ids=USELESS)
async def test_useless_answers_are_no_keys_and_lead_nowhere_else(
    signing: SigningKeys, keys: OpenId, set_up: Callable[[OpenId], None]
) -> None:
    set_up(keys)
    with pytest.raises(KeysAway):
        await signing.find("key-1")
    assert keys.other_calls == 0


async def test_one_broken_key_does_not_cost_the_others(signing: SigningKeys, keys: OpenId) -> None:
    keys.keys = [{"kid": "bad"}, 7, *keys.keys, openid.jwk("key-1", endorsements=["other"])]
    found = await signing.find("key-1")
    assert found is not None
    assert found.endorsements == frozenset({"msteams"})


async def test_endorsements_that_are_no_list_of_names_endorse_nothing(
    signing: SigningKeys, keys: OpenId
) -> None:
    keys.keys = [openid.jwk("text", endorsements="msteams"), openid.jwk("list", endorsements=[[]])]
    for kid in ("text", "list"):
        found = await signing.find(kid)
        assert found is not None
        assert found.endorsements == frozenset()
        assert not found.may_sign_for("msteams")


async def test_a_server_that_is_not_there_is_no_answer(
    session: ClientSession, clock: Clock
) -> None:
    with pytest.raises(KeysAway):
        await SigningKeys("http://127.0.0.1:9/metadata", session, clock).find("key-1")


class Slow:
    """A key server that says when it was asked, and answers when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()
        self.calls = 0

    async def answer(self, request: web.Request) -> web.Response:
        self.calls += 1
        self.asked.set()
        await self.go_on.wait()
        return web.json_response({"jwks_uri": str(request.url), "keys": [openid.jwk("key-1")]})

    def server(self) -> TestServer:
        app = web.Application()
        app.router.add_get("/", self.answer)
        return TestServer(app, host="127.0.0.1")


async def test_a_slow_server_is_given_up(session: ClientSession, clock: Clock) -> None:
    slow = Slow()
    async with slow.server() as server:
        signing = SigningKeys(str(server.make_url("/")), session, clock, patience=0.05)
        with pytest.raises(KeysAway):
            await signing.find("key-1")
        slow.go_on.set()


async def test_when_the_one_who_asked_goes_away_the_next_may_ask(
    session: ClientSession, clock: Clock
) -> None:
    slow = Slow()
    async with slow.server() as server:
        signing = SigningKeys(str(server.make_url("/")), session, clock)
        first = asyncio.create_task(signing.find("key-1"))
        await slow.asked.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        slow.go_on.set()
        assert await signing.find("key-1")


async def test_nobody_waits_for_a_refresh_while_an_old_key_serves(
    session: ClientSession, clock: Clock
) -> None:
    slow = Slow()
    slow.go_on.set()
    async with slow.server() as server:
        signing = SigningKeys(str(server.make_url("/")), session, clock)
        await signing.find("key-1")
        clock.now += KEEP
        slow.go_on.clear()
        slow.asked.clear()
        refreshing = asyncio.create_task(signing.find("key-1"))
        await slow.asked.wait()
        assert await signing.find("key-1")
        assert not refreshing.done()
        slow.go_on.set()
        assert await refreshing
