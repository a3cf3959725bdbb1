"""What comes through the gate: what Teams sends for our tenants, and nothing else."""

import asyncio
import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.door.gate import MAX_BODY, Gate
from bot.door.gate_errors import Forbidden, Malformed, Oversized, Reason, Refusal, Unproven
from bot.door.signing_keys import KEEP
from tests.bot import openid
from tests.bot.conftest import Door, settings_for
from tests.bot.gate_cases import BODIES, EVIL, PLACES, TOKENS, WELCOME, Knock


@pytest.fixture
def strict(door: Door) -> Door:
    """The door, with keys for another channel, for none, and for whoever."""
    door.keys.keys += [
        openid.jwk("web-chat", endorsements=["webchat"]),
        openid.jwk("none", endorsements=[]),
        openid.jwk("text", endorsements="msteams"),
        openid.jwk("bare"),
    ]
    return door


CASES = {**TOKENS, **PLACES}


@pytest.mark.parametrize(("knock", "status", "reason", "fetches"), CASES.values(), ids=CASES)
async def test_what_does_not_prove_itself_stays_out(
    strict: Door, knock: Knock, status: int, reason: Reason, fetches: int
) -> None:
    with pytest.raises(Refusal) as caught:
        await strict.knock(*knock(strict))
    assert (caught.value.status, caught.value.reason) == (status, reason)
    assert strict.keys.fetches == fetches
    assert strict.keys.other_calls == 0


@pytest.mark.parametrize("knock", BODIES.values(), ids=BODIES)
async def test_what_is_no_activity_is_refused_with_400_before_keys_are_asked_for(
    door: Door, knock: Knock
) -> None:
    with pytest.raises(Refusal) as caught:
        await door.knock(*knock(door))
    assert caught.value.status == 400
    assert door.keys.fetches == 0


async def test_an_activity_may_have_256_kb_and_no_byte_more(door: Door) -> None:
    body = json.dumps(door.activity()).encode().ljust(MAX_BODY)
    assert (await door.knock(door.header(), body))["text"] == "help"
    with pytest.raises(Oversized):
        await door.knock(door.header(), body + b" ")


@pytest.mark.parametrize("knock", WELCOME.values(), ids=WELCOME)
async def test_what_teams_sends_for_us_comes_in(strict: Door, knock: Knock) -> None:
    assert (await strict.knock(*knock(strict)))["type"] == "message"
    assert strict.keys.fetches == 1


async def test_a_token_that_came_before_is_judged_anew(door: Door) -> None:
    """Only what cannot change is remembered of it: not its time, not its key."""
    header, activity = door.header(), door.activity()
    for _ in range(2):
        assert await door.knock(header, activity)
    forged = header[:-8] + ("A" * 8 if header[-8:] != "A" * 8 else "B" * 8)
    for _ in range(2):
        with pytest.raises(Unproven) as caught:
            await door.knock(forged, activity)
        assert caught.value.reason is Reason.SIGNATURE

    lasting = door.header(exp=int(door.clock() + 2 * KEEP))
    assert await door.knock(lasting, activity)
    door.keys.keys = [openid.jwk("key-1", key=openid.OTHER_KEY, endorsements=["msteams"])]
    door.clock.now += KEEP + 1
    for known, reason in ((lasting, Reason.SIGNATURE), (header, Reason.EXPIRED)):
        with pytest.raises(Unproven) as caught:
            await door.knock(known, activity)
        assert caught.value.reason is reason


async def test_a_bot_without_an_id_believes_no_token(
    keys: openid.OpenId, session: ClientSession, door: Door
) -> None:
    open_door = Gate(settings_for(keys, app_id=None, allow_anonymous=True), session, door.clock)
    for header in (door.header(), door.header(aud=None), "Bearer ", ""):
        with pytest.raises(Refusal) as caught:
            await open_door.admit(header, json.dumps(door.activity()).encode())
        assert caught.value.status == 401
    assert keys.fetches == 0


async def test_anonymous_activities_come_in_when_allowed_but_from_nowhere_else(
    keys: openid.OpenId, session: ClientSession, door: Door
) -> None:
    anonymous = Gate(settings_for(keys, allow_anonymous=True), session, door.clock)
    come = json.dumps(door.activity()).encode()
    assert (await anonymous.admit(None, come))["text"] == "help"

    for changes in (
        {"serviceUrl": EVIL},
        {"conversation": {"id": "a", "tenantId": "away"}},
        {"channelId": "webchat"},
    ):
        with pytest.raises(Refusal) as caught:
            await anonymous.admit(None, json.dumps(door.activity(**changes)).encode())
        assert caught.value.status == 403


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["type", "channelId", "serviceUrl", "conversation", "from", "channelData", "entities", "text"]
)
PART = st.one_of(
    st.binary(max_size=60), JSON.map(lambda value: json.dumps(value, allow_nan=True).encode())
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(PART, max_size=4), loose=st.text(max_size=40), body=st.binary(max_size=80))
async def test_no_garbage_of_a_token_gets_more_than_a_refusal(
    door: Door, parts: list[bytes], loose: str, body: bytes
) -> None:
    encoded = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    for header in (loose, f"Bearer {loose}", f"Bearer {encoded}"):
        with pytest.raises(Refusal) as caught:
            await door.gate.admit(header, body)
        assert caught.value.status in {400, 401}
    assert door.keys.fetches == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=FIELDS, value=JSON, head=st.dictionaries(st.sampled_from(["kid", "alg"]), JSON))
async def test_no_garbage_in_an_activity_gets_more_than_a_refusal(
    door: Door, name: str, value: Any, head: dict[str, Any]
) -> None:
    for header in (door.header(), door.header(head=head)):
        with suppress(Malformed, Unproven, Forbidden):
            await door.knock(header, door.activity(**{name: value}))
    assert door.keys.fetches <= 1


async def test_a_hundred_unknown_keys_at_once_cause_one_fetch(door: Door) -> None:
    async def knock(number: int) -> int:
        with pytest.raises(Refusal) as caught:
            await door.knock(door.header(head={"kid": f"new-{number}"}), door.activity())
        return caught.value.status

    assert set(await asyncio.gather(*(knock(number) for number in range(100)))) == {401}
    assert door.keys.fetches == 1
