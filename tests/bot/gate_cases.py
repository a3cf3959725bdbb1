"""Who knocks at the gate: a name, what they bring, and for the unwelcome the answer they get."""

import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes

from bot.door.gate_errors import Reason
from tests.bot import openid
from tests.bot.conftest import NOW, SERVICE_URL, Door

EVIL = "https://evil.example/amer/"
Knock = Callable[[Door], tuple[str | None, Any]]


def with_token(**changes: Any) -> Knock:
    return lambda door: (door.header(**changes), door.activity())


def with_activity(**changes: Any) -> Knock:
    """A valid token, for the serviceUrl that the activity has."""
    claimed = changes.get("serviceUrl", SERVICE_URL)
    return lambda door: (door.header(serviceurl=claimed), door.activity(**changes))


def with_body(body: bytes) -> Knock:
    return lambda door: (door.header(), body)


def with_header(header: str | None) -> Knock:
    return lambda door: (header, door.activity())


def in_tenants(conversation: str | None, data: Any) -> Knock:
    conversation_ = {"id": "19:a@thread.tacv2", "tenantId": conversation}
    return with_activity(conversation=conversation_, channelData=data)


def raw(**changes: str) -> Knock:
    """The activity as text, with a piece of it replaced."""
    return lambda door: (
        door.header(),
        json.dumps(door.activity()).replace('"help"', changes["text"]).encode(),
    )


# The rows of what botbuilder 4.17 was measured to let through or to answer with 500.
TOKENS: dict[str, tuple[Knock, int, Reason, int]] = {
    "no header": (with_header(None), 401, Reason.NO_TOKEN, 0),
    "a header without a token": (with_header("Bearer "), 401, Reason.NO_TOKEN, 0),
    "an empty header": (with_header(""), 401, Reason.NO_TOKEN, 0),
    "another scheme": (with_header("Basic YTpi"), 401, Reason.NO_TOKEN, 0),
    "a wrong issuer": (with_token(iss="https://evil.example"), 401, Reason.ISSUER, 0),
    "no issuer": (with_token(iss=None), 401, Reason.ISSUER, 0),
    "a wrong audience": (with_token(aud="other"), 401, Reason.AUDIENCE, 0),
    "no audience": (with_token(aud=None), 401, Reason.AUDIENCE, 0),
    "a list of audiences": (with_token(aud=["app", "other"]), 401, Reason.AUDIENCE, 0),
    "another serviceurl": (with_token(serviceurl=EVIL), 401, Reason.CLAIMED_URL, 0),
    "no serviceurl": (with_token(serviceurl=None), 401, Reason.CLAIMED_URL, 0),
    "a serviceurl that is no text": (with_token(serviceurl=[EVIL]), 401, Reason.CLAIMED_URL, 0),
    "expired for longer than clocks differ": (
        with_token(exp=int(NOW) - 301),
        401,
        Reason.EXPIRED,
        0,
    ),
    "no expiry": (with_token(exp=None), 401, Reason.EXPIRED, 0),
    "an expiry that is no number": (with_token(exp="2099-01-01"), 401, Reason.BAD_TOKEN, 0),
    "an expiry that is true": (with_token(exp=True), 401, Reason.BAD_TOKEN, 0),
    "an endless expiry": (with_token(exp=float("inf")), 401, Reason.BAD_TOKEN, 0),
    "not valid yet": (with_token(nbf=int(NOW) + 301), 401, Reason.EARLY, 0),
    "garbage": (with_header("Bearer garbage"), 401, Reason.BAD_TOKEN, 0),
    "garbage in three parts": (with_header("Bearer a.b.c"), 401, Reason.BAD_TOKEN, 0),
    "letters beyond ASCII": (with_header("Bearer é\udc80"), 401, Reason.BAD_TOKEN, 0),
    "a token without end": (with_token(more="a" * 20_000), 401, Reason.BAD_TOKEN, 0),
    "a bad signature": (
        lambda door: (door.header()[:-8] + "AAAAAAAA", door.activity()),
        401,
        Reason.SIGNATURE,
        1,
    ),
    "signed by somebody else": (
        with_token(sign=openid.rs(openid.OTHER_KEY)),
        401,
        Reason.SIGNATURE,
        1,
    ),
    "an unknown kid": (with_token(head={"kid": "key-9"}), 401, Reason.KEY, 1),
    "no kid": (with_token(head={"kid": None}), 401, Reason.BAD_TOKEN, 0),
    "a kid that is no text": (with_token(head={"kid": ["key-1"]}), 401, Reason.BAD_TOKEN, 0),
    "HS256 with the public key": (
        with_token(sign=openid.hs256, head={"alg": "HS256"}),
        401,
        Reason.ALGORITHM,
        0,
    ),
    "no algorithm": (
        with_token(sign=openid.nothing, head={"alg": "none"}),
        401,
        Reason.ALGORITHM,
        0,
    ),
    "RS512": (
        with_token(sign=openid.rs(with_hash=hashes.SHA512()), head={"alg": "RS512"}),
        401,
        Reason.ALGORITHM,
        0,
    ),
    "something critical that we do not know": (
        with_token(head={"crit": ["exp"]}),
        401,
        Reason.BAD_TOKEN,
        0,
    ),
    "something critical that is harmless": (
        with_token(head={"crit": ["b64"], "b64": True}),
        401,
        Reason.BAD_TOKEN,
        0,
    ),
    "the Emulator's issuer with our id": (
        with_token(
            iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
            appid="app",
            serviceurl=None,
        ),
        401,
        Reason.ISSUER,
        0,
    ),
    "a channel that its key does not endorse": (
        with_token(head={"kid": "web-chat"}),
        401,
        Reason.ENDORSEMENT,
        1,
    ),
    "a key of an empty list of channels": (
        with_token(head={"kid": "none"}),
        401,
        Reason.ENDORSEMENT,
        1,
    ),
    "a key whose channels are no list": (
        with_token(head={"kid": "text"}),
        401,
        Reason.ENDORSEMENT,
        1,
    ),
    "a forged token from a foreign host": (
        lambda door: (
            door.header(openid.rs(openid.OTHER_KEY), serviceurl=EVIL),
            door.activity(serviceUrl=EVIL),
        ),
        401,
        Reason.SIGNATURE,
        1,
    ),
    "an activity without channelId": (with_activity(channelId=None), 400, Reason.MALFORMED, 0),
    "an activity without serviceUrl": (
        lambda door: (door.header(), door.activity(serviceUrl=None)),
        400,
        Reason.MALFORMED,
        0,
    ),
    "a replay with another serviceUrl": (
        lambda door: (
            door.header(),
            door.activity(serviceUrl="https://smba.trafficmanager.net/emea/"),
        ),
        401,
        Reason.CLAIMED_URL,
        0,
    ),
    "a replay with a foreign serviceUrl": (
        lambda door: (door.header(), door.activity(serviceUrl=EVIL)),
        401,
        Reason.CLAIMED_URL,
        0,
    ),
}
PLACES: dict[str, tuple[Knock, int, Reason, int]] = {
    "another channel": (with_activity(channelId="webchat"), 403, Reason.CHANNEL, 1),
    "a foreign tenant": (in_tenants("away", {"tenant": {"id": "away"}}), 403, Reason.TENANT, 1),
    "one foreign tenant of two": (
        in_tenants("home", {"tenant": {"id": "away"}}),
        403,
        Reason.TENANT,
        1,
    ),
    "the other foreign tenant": (
        in_tenants("away", {"tenant": {"id": "home"}}),
        403,
        Reason.TENANT,
        1,
    ),
    "no tenant": (in_tenants(None, {}), 403, Reason.TENANT, 1),
    "a host that is not Teams'": (with_activity(serviceUrl=EVIL), 403, Reason.HOST, 1),
}
for _name, _url in {
    "a name before the host": "https://smba.trafficmanager.net@evil.example/",
    "a password before the host": "https://smba.trafficmanager.net:443@evil.example/",
    "a backslash": "https://evil.example\\@smba.trafficmanager.net/",
    "a host that only ends like ours": "https://evil-smba.trafficmanager.net/",
    "a host below one without a star": "https://evil.smba.trafficmanager.net/",
    "the starred name itself": "https://teams.example/",
    "a name glued to the starred one": "https://evilteams.example/",
    "a dot at the end": "https://smba.trafficmanager.net./",
    "plain http": "http://smba.trafficmanager.net/",
    "another scheme": "file://smba.trafficmanager.net/",
    "a fragment": "https://smba.trafficmanager.net/#.evil.example",
    "a query": "https://smba.trafficmanager.net/?to=",
    "a line break": "https://smba.trafficmanager.net/\n",
    "letters that look alike": "https://ѕmba.trafficmanager.net/",
    "a number for an address": "http://2130706433/",
}.items():
    PLACES[f"a serviceUrl with {_name}"] = (with_activity(serviceUrl=_url), 403, Reason.HOST, 1)

BODIES: dict[str, Knock] = {
    "nothing": with_body(b""),
    "no JSON": with_body(b"{"),
    "no object": with_body(b"[]"),
    "a number": with_body(b"1"),
    "no UTF-8": with_body(b'{"type": "\xff"}'),
    "UTF-16": with_body(json.dumps({"type": "message"}).encode("utf-16")),
    "nested without end": with_body(b"[" * 100_000),
    "nested too deep": raw(text='"help", "value": ' + "[" * 80 + "]" * 80),
    "nested too deep in objects": raw(text='"help", "value": ' + '{"a":' * 80 + "1" + "}" * 80),
    "NaN": raw(text='"help", "value": NaN'),
    "minus infinity": raw(text='"help", "value": -Infinity'),
    "infinity by its size": raw(text='"help", "value": 1e999'),
    "a number of 5,000 digits": raw(text='"help", "value": ' + "9" * 5000),
    "a number beyond 64 bits": raw(text='"help", "value": ' + "9" * 20),
    "a name twice": raw(text='"help", "type": "invoke"'),
    "half a character": raw(text='"\\ud800"'),
    "half a character in a name": raw(text='"help", "value": {"\\udfff": 1}'),
    "a NUL": raw(text='"\\u0000"'),
    "text that is a number": with_activity(text=7),
    "a type that is a list": with_activity(type=["message"]),
    "no type": with_activity(type=None),
    "no sender": with_activity(**{"from": None}),
    "a sender without an id": with_activity(**{"from": {"name": "Ada"}}),
    "a conversation that is text": with_activity(conversation="19:a"),
    "a conversation without an id": with_activity(conversation={"tenantId": "home"}),
    "a conversation with an id that is a number": with_activity(conversation={"id": 1}),
    "a tenant that is a list": with_activity(channelData={"tenant": ["home"]}),
    "a tenant id that is a number": with_activity(channelData={"tenant": {"id": 1}}),
    "members that are text": with_activity(membersAdded="ada"),
    "a member that is text": with_activity(membersAdded=["ada"]),
    "an id longer than any": with_activity(id="1" * 501),
}

WELCOME: dict[str, Knock] = {
    "as usual": with_token(),
    "expired within five minutes": with_token(exp=int(NOW) - 299),
    "valid within five minutes": with_token(nbf=int(NOW) + 299),
    "without nbf": with_token(nbf=None),
    "signed with a key that names no channel": with_token(head={"kid": "bare"}),
    "of another own tenant": in_tenants("SECOND", {"tenant": {"id": "home"}}),
    "with the tenant in one place": in_tenants("home", None),
    "with the tenant in the other place": in_tenants(None, {"tenant": {"id": "home"}}),
    "from below a starred host": with_activity(serviceUrl="https://a.b.teams.example:8443/x/"),
    "from this machine": with_activity(serviceUrl="http://127.0.0.1:5000/"),
    "with a whole character in two halves": raw(text='"\\ud83d\\ude00"'),
    "with a backslash before u0000": raw(text='"\\\\u0000"'),
    "with nulls": raw(text='"help", "membersAdded": null, "replyToId": null'),
    "with many lists": with_activity(attachments=[{"contentType": "a"}] * 100),
}
