"""`doctor --endpoint`: each thing that may stand between Teams and us is told in one sentence."""

import asyncio
import json
import time
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.door.gate import Gate
from bot.door.gate_errors import Reason
from bot.remark import Remark
from bot.settings import Settings
from bot.way_in import LARGE
from bot.way_in_words import OURS, PATH
from tests.bot import openid
from tests.bot.conftest import settings_for
from tests.bot.site import GOOD, Site, Spoils, as_it_is, center, told
from tests.rehearsal import free_port

LOCAL = f"{GOOD}. From this machine alone: 127.0.0.1 is itself"


@pytest.fixture
def settings(keys: openid.OpenId) -> Settings:
    """Of the deployment that is looked for."""
    return settings_for(keys)


async def test_a_process_center_for_this_app_is_known_by_its_refusal(
    settings: Settings, session: ClientSession, keys: openid.OpenId
) -> None:
    site = Site(center(Gate(settings, session, time.time), as_it_is))
    async with site.at() as url:
        assert await told(settings, url, session) == Remark("way in", True, LOCAL)
        assert site.seen == 2
        assert keys.fetches == 1


async def test_a_rehearsal_without_an_app_is_known_too(
    keys: openid.OpenId, session: ClientSession
) -> None:
    without = settings_for(keys, app_id=None, allow_anonymous=True)
    async with Site(center(Gate(without, session, time.time), as_it_is)).at() as url:
        assert (await told(without, url, session)).fine


SPOILT: dict[str, tuple[Reason, Spoils]] = {
    "drops the header": (Reason.NO_TOKEN, lambda _, body: (None, body)),
    "writes its own header": (Reason.BAD_TOKEN, lambda _, body: ("Bearer other", body)),
    "changes the body": (
        Reason.CLAIMED_URL,
        lambda header, body: (header, body.replace(b".invalid", b".example")),
    ),
    "cuts the body": (Reason.MALFORMED, lambda header, body: (header, body[:20])),
}


@pytest.mark.parametrize(("reason", "spoil"), SPOILT.values(), ids=SPOILT)
async def test_what_something_in_front_changes_is_told(
    settings: Settings,
    session: ClientSession,
    reason: Reason,
    spoil: Spoils,
) -> None:
    async with Site(center(Gate(settings, session, time.time), spoil)).at() as url:
        assert await told(settings, url, session) == Remark("way in", False, OURS[reason])


OTHERS: dict[str, tuple[Reason, dict[str, str], float]] = {
    "of another app": (Reason.AUDIENCE, {"app_id": "another"}, 0.0),
    "of another cloud": (Reason.ISSUER, {"token_issuer": "https://api.botframework.us"}, 0.0),
    "with a clock that is ahead": (Reason.EXPIRED, {}, 4000.0),
    "with a clock that is behind": (Reason.EARLY, {}, -4000.0),
    "without keys": (Reason.KEYS_AWAY, {"openid_metadata_url": "http://127.0.0.1:9/"}, 0.0),
}


@pytest.mark.parametrize(("reason", "other", "ahead"), OTHERS.values(), ids=OTHERS)
async def test_another_process_center_is_told_from_this_one(
    settings: Settings,
    session: ClientSession,
    keys: openid.OpenId,
    reason: Reason,
    other: dict[str, str],
    ahead: float,
) -> None:
    gate = Gate(settings_for(keys, **other), session, lambda: time.time() + ahead)
    async with Site(center(gate, as_it_is)).at() as url:
        assert await told(settings, url, session) == Remark("way in", False, OURS[reason])


async def test_a_limit_for_bodies_is_found_though_small_ones_pass(
    settings: Settings, session: ClientSession
) -> None:
    behind = center(Gate(settings, session, time.time), as_it_is)

    async def limited(request: web.Request) -> Any:
        if (request.content_length or 0) > LARGE // 2:
            return web.Response(status=413, text="<html>too large</html>")
        return await behind(request)

    async with Site(limited).at() as url:
        found = await told(settings, url, session)
    assert found.fine is False
    assert found.says.startswith("small activities come in, one of 200 KB does not: something in")


def reply(status: int, text: str = "<html>", **headers: str) -> web.Response:
    """An answer of somebody else; underscores of a header's name stand for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(status=status, text=text, content_type="text/html", headers=named)


NOT_OURS: dict[str, tuple[web.Response, str]] = {
    "a start page": (reply(200), "something else answers there (200, text/html)"),
    "somebody's 401": (reply(401, WWW_Authenticate="Basic"), "asks for a sign-in (401)"),
    "a 401 in JSON": (
        web.json_response({"error": "no", "why": "because"}, status=401),
        "asks for a sign-in (401)",
    ),
    "a list for an answer": (web.json_response(["why"], status=401), "asks for a sign-in (401)"),
    "a why that is no word": (web.json_response({"why": [1]}, status=401), "sign-in (401)"),
    "a firewall": (reply(403), "forbids it (403)"),
    "no such path": (reply(404), "has no /api/messages (404)"),
    "another method": (reply(405), "not for POST (405)"),
    "a limit": (reply(413), "Let 256 KB pass"),
    "too many": (reply(429), "limits how often"),
    "nobody behind it": (reply(502), "Process Center is not behind it (502)"),
    "nobody behind it for now": (
        reply(503),
        ["Process", "Center", "is", "not", "behind", "it"][-1],
    ),
    "a wait in vain": (reply(504), "in vain (504)"),
    "an error": (reply(500), "something else answers there, with 500"),
    "a sign-in page": (
        reply(302, Location="https://login.microsoftonline.com/x?state=secret-word"),
        "sent on to login.microsoftonline.com (302) to sign in",
    ),
    "another address": (
        reply(301, Location="https://other.example/api/messages?key=secret-word"),
        "sent on to other.example (301), which Teams does not follow",
    ),
    "another path": (reply(308, Location="/elsewhere"), "sent on to another path (308)"),
    "nowhere": (reply(307, Location="http://[/"), "sent on to another path (307)"),
}


@pytest.mark.parametrize(("answer", "says"), NOT_OURS.values(), ids=NOT_OURS)
async def test_an_answer_that_is_not_ours_is_told_and_no_redirect_followed(
    settings: Settings, session: ClientSession, answer: web.Response, says: str
) -> None:
    async def send(_: web.Request) -> web.Response:
        copy = web.Response(body=answer.body, status=answer.status)
        copy.headers.update(answer.headers)
        return copy

    site = Site(send)
    async with site.at() as url:
        found = await told(settings, url, session)
    assert found.fine is False
    assert says in found.says
    assert "secret-word" not in found.says
    assert site.seen == 1


async def test_an_endless_answer_is_not_read_to_its_end(
    settings: Settings, session: ClientSession
) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    async with Site(endless).at() as url:
        assert "something else answers" in (await told(settings, url, session)).says


async def test_silence_ends_in_a_sentence(settings: Settings, session: ClientSession) -> None:
    async def never(_: web.Request) -> web.Response:
        await asyncio.sleep(5)
        raise AssertionError

    async with Site(never).at() as url:
        found = await told(settings, url, session, wait=0.2)
    assert found.says.startswith("nobody answers in time")


LINES = {
    "no HTTP": (b"220 mail.example ESMTP\r\n\r\n", "does not speak HTTP"),
    "nothing": (b"", "breaks off"),
    "half an answer": (b"HTTP/1.1 401 No\r\nContent-Length: 50\r\n\r\nhalf", "breaks off"),
}


@pytest.mark.parametrize(("line", "says"), LINES.values(), ids=LINES)
async def test_what_is_no_whole_answer_is_told(
    settings: Settings, session: ClientSession, line: bytes, says: str
) -> None:
    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(line)
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{PATH}"
        assert says in (await told(settings, url, session)).says


async def test_where_nobody_listens_or_no_name_is_known(
    settings: Settings, session: ClientSession
) -> None:
    nobody = await told(settings, f"http://127.0.0.1:{free_port()}{PATH}", session)
    assert nobody.says.startswith("nobody listens there")
    unknown = await told(settings, f"https://nowhere.invalid{PATH}", session)
    assert unknown.says.startswith("its name is not known")


@pytest.mark.parametrize(
    ("url", "says"),
    {
        "http://center.example/api/messages": "must be https",
        "https://ada:word@center.example/api/messages": "must be a plain https address",
        "center.example/api/messages": "must be a plain https address",
        "https://center.example/": "has to call an address that ends in /api/messages",
        "": "must be a plain https address",
    }.items(),
)
async def test_an_address_that_teams_cannot_call_is_not_called(
    settings: Settings, session: ClientSession, url: str, says: str
) -> None:
    found = await told(settings, url, session)
    assert found.fine is False
    assert says in found.says


async def test_the_token_that_is_shown_is_signed_by_nobody_and_has_no_secret(
    keys: openid.OpenId, session: ClientSession
) -> None:
    headers, bodies = [], []

    async def hear(request: web.Request) -> web.Response:
        headers.append(request.headers["Authorization"])
        bodies.append(json.loads(await request.read()))
        return reply(404)

    secret = settings_for(keys, app_password="hunter2-the-secret")
    async with Site(hear).at() as url:
        await told(secret, url, session)
    assert "hunter2" not in headers[0]
    assert not bodies[0]["text"]
    assert bodies[0]["serviceUrl"] == "https://doctor.process-center.invalid/"
