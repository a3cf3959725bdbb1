"""Whatever the Connector answers, the sender gets an id or one of our errors."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import unused_port

from bot.chat.connector import MAX_MESSAGE, Connector
from bot.chat.connector_errors import MAX_DELAY
from bot.credentials import FixedToken
from core.errors import (
    Ambiguous,
    NotDelivered,
    NotSignedIn,
    Refused,
    Throttled,
    TooBig,
    Transient,
)
from core.posting.addresses import Address
from tests.bot.connector_cases import (
    ANSWERS,
    CARD,
    SAID,
    SECRET,
    THREAD,
    Teams,
    error,
)
from tests.bot.connector_ground import connector, connector_of, refusal, teams

__all__ = ["connector", "teams"]


async def test_a_message_is_posted_and_its_id_is_given(connector: Connector, teams: Teams) -> None:
    assert await connector.send(teams.thread, CARD) == "m1"
    assert teams.asked == [
        (
            "POST",
            "/amer/v3/conversations/19%3Aabc%40thread.tacv2%3Bmessageid%3D1700000000000/activities",
            {
                "type": "message",
                "from": {"id": "28:app"},
                "conversation": {"id": THREAD},
                **CARD,
            },
            f"Bearer {SECRET}-0",
        )
    ]


async def test_a_message_is_edited_by_its_id(connector: Connector, teams: Teams) -> None:
    teams.answer = lambda: web.Response(text="")
    await connector.edit(teams.thread, "m/../1 ?#", CARD)
    method, path, body, _ = teams.asked[0]
    assert method == "PUT"
    assert path.endswith("/activities/m%2F..%2F1%20%3F%23")
    assert body["id"] == "m/../1 ?#"


@pytest.mark.parametrize(("answer", "sent", "edited"), ANSWERS.values(), ids=ANSWERS)
async def test_every_answer_is_one_of_our_errors_and_repeats_nothing_it_heard(
    connector: Connector,
    teams: Teams,
    answer: Callable[[], web.Response],
    sent: type[NotDelivered],
    edited: type[NotDelivered] | None,
) -> None:
    teams.answer = answer
    says = await refusal(connector.send(teams.thread, CARD), sent)
    if edited is None:
        await connector.edit(teams.thread, "m1", CARD)
    else:
        says += await refusal(connector.edit(teams.thread, "m1", CARD), edited)
    assert SAID not in says
    assert SECRET not in says
    assert teams.elsewhere == 0


@pytest.mark.parametrize(
    ("asked", "delay"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0.25"}, 0.25),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "Mon, 21 Sep 2026 14:13:50 GMT"}, 30.0),
        ({"Retry-After": "Mon, 21 Sep 2020 14:13:50 GMT"}, 1.0),
        ({"Retry-After": "999999"}, MAX_DELAY),
        ({"Retry-After": "-5"}, 1.0),
        ({"Retry-After": "nan"}, 1.0),
        ({"Retry-After": "soon"}, 1.0),
        ({}, 1.0),
    ],
)
async def test_being_throttled_says_for_how_long(
    connector: Connector, teams: Teams, asked: dict[str, str], delay: float
) -> None:
    teams.answer = error(429, "Throttled", **asked)
    with pytest.raises(Throttled) as caught:
        await connector.send(teams.thread, CARD)
    assert caught.value.delay == delay


async def test_a_refused_token_is_renewed_once(connector: Connector, teams: Teams) -> None:
    answers = iter([web.Response(status=401), web.json_response({"id": "m2"})])
    teams.answer = lambda: next(answers)
    assert await connector.send(teams.thread, CARD) == "m2"
    assert [token for *_, token in teams.asked] == [f"Bearer {SECRET}-0", f"Bearer {SECRET}-1"]

    teams.answer = error(401)
    with pytest.raises(NotSignedIn):
        await connector.send(teams.thread, CARD)
    assert len(teams.asked) == 4


async def test_a_token_that_cannot_be_renewed_is_not_tried_twice(
    session: ClientSession, teams: Teams
) -> None:
    teams.answer = error(401)
    with pytest.raises(NotSignedIn):
        await Connector(session, FixedToken(SECRET)).send(teams.thread, CARD)
    assert len(teams.asked) == 1


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        ({"text": "a" * (MAX_MESSAGE // 2)}, TooBig),
        ({"text": "\N{GRINNING FACE}" * (MAX_MESSAGE // 4)}, TooBig),
        ({"text": float("nan")}, Refused),
        ({"text": object()}, Refused),
        ({"text": "\ud800"}, Refused),
    ],
    ids=["100 KB", "100 KB of faces", "not a number", "no JSON", "half a character"],
)
async def test_what_teams_would_not_take_is_not_sent(
    connector: Connector, teams: Teams, activity: dict[str, Any], kind: type[NotDelivered]
) -> None:
    await refusal(connector.send(teams.thread, activity), kind)
    assert not teams.asked


@pytest.mark.parametrize(
    "service_url",
    ["http://evil.example/", "https://evil.example/", "https://127.0.0.1@evil.example/", "", "x"],
)
async def test_no_other_host_gets_the_token(
    connector: Connector, teams: Teams, service_url: str
) -> None:
    address = Address(THREAD, service_url, "28:app", "home")
    await refusal(connector.send(address, CARD), Refused)
    assert not teams.asked


async def test_an_id_that_no_address_can_hold_is_refused(
    connector: Connector, teams: Teams
) -> None:
    address = Address("19:\ud800", teams.url, "28:app", "home")
    await refusal(connector.send(address, CARD), Refused)


async def test_a_closed_door_is_tried_again(connector: Connector) -> None:
    address = Address(THREAD, f"http://127.0.0.1:{unused_port()}/", "28:app", "home")
    await refusal(connector.send(address, CARD), Transient)
    await refusal(connector.edit(address, "m1", CARD), Transient)


BROKEN = {
    "hangs up": b"",
    "speaks something else": b"SSH-2.0-OpenSSH\r\n",
    "answers half a head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "answers half a body": b'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"id": "m1"',
    "answers a false length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
}


@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN)
async def test_a_message_that_may_have_arrived_is_not_taken_for_lost(
    connector: Connector, said: bytes
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}]}")
        writer.write(said)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        address = Address(THREAD, f"http://127.0.0.1:{port}/", "28:app", "home")
        await refusal(connector.send(address, CARD), Ambiguous)


async def test_silence_ends_in_a_timeout(session: ClientSession) -> None:
    go_on = asyncio.Event()

    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await go_on.wait()
        writer.close()

    hasty = connector_of(session, ClientTimeout(total=0.1))
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        address = Address(THREAD, f"http://127.0.0.1:{port}/", "28:app", "home")
        await refusal(hasty.send(address, CARD), Ambiguous)
        await refusal(hasty.edit(address, "m1", CARD), Transient)
        go_on.set()
