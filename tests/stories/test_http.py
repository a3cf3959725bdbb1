"""What is no activity of ours is refused with the right status, and never with a 500."""

import asyncio
import json
from typing import Any

import pytest

from tests.rehearsal import Rehearsal
from tests.sayings import SAVED
from tests.stories.people import Person
from tests.stories.records import answers
from tests.stories.wire import Wire, answer, open_round

WRONG: list[Any] = [None, 5, [], {"id": []}, "x" * 600]
MALFORMED = {
    "nothing": b"",
    "no JSON": b"{",
    "another encoding": '{"type": "message"}'.encode("utf-16"),
    "bytes": bytes(range(256)),
    "a list": b"[]",
    "a text": b'"message"',
    "null": b"null",
    "an empty object": b"{}",
    "NaN": b'{"type": NaN}',
    "a name twice": b'{"type": "message", "type": "invoke"}',
    "an endless number": b'{"value": 1e999}',
    "a deep list": b'{"value": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a deep object": b'{"value": ' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"}",
    "half a character": b'{"text": "\\ud800"}',
    "a NUL": b'{"text": "\\u0000"}',
}


async def test_what_is_no_activity_is_refused(wire: Wire) -> None:
    heard = {what: (await wire.post({}, raw=raw)).status for what, raw in MALFORMED.items()}

    assert heard == dict.fromkeys(MALFORMED, 400)


async def test_more_than_256_kb_is_too_much(wire: Wire, noor: Person) -> None:
    assert (await wire.post({}, raw=b" " * 300_000)).status == 413
    big = wire.press(noor, {"listen": "x" * 300_000})
    assert (await wire.post(big)).status == 413


@pytest.mark.parametrize("kind", ["message", "invoke", "conversationUpdate", "installationUpdate"])
async def test_a_field_of_the_wrong_type_is_the_sender_s_mistake(
    monday: Rehearsal, wire: Wire, noor: Person, kind: str
) -> None:
    """Or it is not looked at; but it is never ours."""
    for name, wrong in _wrongs(_full(wire, noor, kind)):
        heard = await wire.post(wrong)
        accepted = (400, 401, 403) if name.startswith("serviceUrl") else (200, 400, 403, 501)
        assert heard.status in accepted, (name, heard)

    assert await answers(monday) == {}


async def test_data_of_any_shape_gets_an_answer_in_words(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    round_id = await open_round(monday)
    for name in answer(round_id, listen="", attention_owner="", progress="", forecast="", mood=""):
        for wrong in (*WRONG, True, 1.5, 10**18, -1, "\ud7ff\n\t", "0" * 5000, [[]], {"a": {}}):
            data = answer(round_id, schedule="blue") | {name: wrong}
            heard = await wire.post(wire.press(noor, data))
            assert heard.status == 200, (name, wrong)
            assert "Something went wrong" not in str(heard.body), (name, wrong)


async def test_a_foreign_tenant_address_or_channel_is_forbidden(wire: Wire, noor: Person) -> None:
    message = wire.message(noor, "<at>Process Center</at> help")
    foreign: list[dict[str, Any]] = [
        {"conversation": message["conversation"] | {"tenantId": "11111111-0000-0000-0000-0"}},
        {"channelData": message["channelData"] | {"tenant": {"id": "11111111-0000-0000-0000-0"}}},
        {"conversation": {"id": "19:x"}, "channelData": {}},
        {"serviceUrl": "https://evil.example/teams/"},
        {"serviceUrl": "http://127.0.0.1.evil.example/"},
        {"serviceUrl": "file:///etc/passwd"},
        {"channelId": "emulator"},
    ]
    heard = [await wire.post(message | each) for each in foreign]

    assert [each.status for each in heard] == [403] * len(foreign)


async def test_without_a_good_token_nothing_is_read(
    center: Rehearsal, wire: Wire, noor: Person
) -> None:
    url, message = f"{center.url}/api/messages", wire.message(noor, "<at>Process Center</at> help")
    good = center.tenant.world.sign_in.token_for_bot(center.tenant.service_url)
    bad = [None, "", "Bearer", "Bearer x", f"Basic {good}", good, f"Bearer {good[:-8]}AAAAAAAA"]
    for token in bad:
        headers = {} if token is None else {"Authorization": token}
        async with wire.session.post(url, json=message, headers=headers) as heard:
            assert heard.status == 401, token
    stolen = message | {"serviceUrl": "http://127.0.0.1:1/"}
    async with wire.session.post(
        url, json=stolen, headers={"Authorization": f"Bearer {good}"}
    ) as heard:
        assert heard.status == 401, "a token is good for one serviceUrl alone"
    await center.settled()
    assert center.cards(noor.channel) == []


async def test_other_ways_in_are_closed(center: Rehearsal, wire: Wire) -> None:
    async with wire.session.get(f"{center.url}/api/messages") as heard:
        assert heard.status == 405
    async with wire.session.get(f"{center.url}/.env") as heard:
        assert heard.status == 404


async def test_a_sender_that_hangs_up_half_way_harms_nobody(
    monday: Rehearsal, wire: Wire, noor: Person
) -> None:
    port = int(monday.url.rpartition(":")[2])
    for sent in ("", "{", '{"type": '):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        head = "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n"
        writer.write(f"{head}{sent}".encode())
        writer.close()
        await writer.wait_closed()

    assert (await wire.post(wire.press(noor, answer(await open_round(monday))))).says == SAVED


def _full(wire: Wire, noor: Person, kind: str) -> dict[str, Any]:
    message = wire.message(noor, "<at>Process Center</at> help", type=kind)
    account = {"id": "29:x", "aadObjectId": noor.account.id, "name": "Noor"}
    more = {"membersAdded": [account], "membersRemoved": [account], "action": "add"}
    data = {"verb": "checkin.submit", "round": "x", "nonce": "y"}
    action = {"type": "Action.Execute", "verb": "checkin.no_change", "data": data}
    value = {"data": data, "action": action}
    return {**message, **more, "name": "task/submit", "value": value}


def _wrongs(activity: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The activity with one field at a time wrong, at every depth."""
    found = []
    for path in _paths(activity):
        for wrong in WRONG:
            copy = json.loads(json.dumps(activity))
            part = copy
            for step in path[:-1]:
                part = part[step]
            part[path[-1]] = wrong
            found.append((f"{'.'.join(map(str, path))}={wrong!r:.20}", copy))
    return found


def _paths(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = part.items() if isinstance(part, dict) else enumerate(part)
    found = []
    for step, value in steps if isinstance(part, dict | list) else ():
        deeper = _paths(value, (*path, step)) if isinstance(value, dict | list) else []
        found += [(*path, step), *deeper]
    return found
