"""The strict gate in front of botbuilder: nothing reaches a turn but what was let in here.

botbuilder 4.17 by itself accepts tokens without `exp`, keys that endorse no channel and every
tenant, fetches keys with a blocking call, and answers 500 to most bad tokens.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from aiohttp import ClientSession, StreamReader
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError
from jwt import PyJWS
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

from bot.door import activity_json
from bot.door.bounded_reading import TooLong, read_up_to
from bot.door.claims import of_activity, of_token, tenants_of
from bot.door.gate_errors import (
    Forbidden,
    Malformed,
    Oversized,
    Reason,
    Refusal,
    TooSlow,
    Unproven,
)
from bot.door.signing_keys import SigningKey, SigningKeys
from bot.door.web_addresses import BadAddress, Hosts, host_of
from bot.settings import Settings

MAX_BODY = 256 * 1024  # bytes
SLOW = 5.0  # seconds for a whole body; Teams' come in one piece
MAX_TOKEN = 16 * 1024  # characters; Microsoft's have about 1,100
LEEWAY = 300.0  # seconds that clocks may differ; the Bot Framework allows five minutes
CHANNEL = "msteams"
ALGORITHM = "RS256"
TOKENS = 32  # remembered: a sender may use one again as long as it holds

_jws = PyJWS(algorithms=[ALGORITHM])
_rs256 = RSAAlgorithm(RSAAlgorithm.SHA256)


async def read_body(content: StreamReader, declared: int | None, patience: float = SLOW) -> bytes:
    """A request's body, when it is no larger than an activity may be.

    `declared` is its Content-Length: too large a one is refused before anything is read. The server
    runs with `auto_decompress=False` (Teams packs nothing, and aiohttp answers a body that does not
    unpack by hanging up). Raises Oversized, TooSlow after `patience` seconds, or Malformed for a
    body that breaks off.
    """
    if declared is not None and declared > MAX_BODY:
        raise Oversized
    try:
        async with asyncio.timeout(patience):
            return await read_up_to(content, MAX_BODY)
    except TimeoutError as error:
        raise TooSlow from error
    except TooLong as error:
        raise Oversized from error
    except (RequestPayloadError, HttpProcessingError, ConnectionError) as error:
        raise Malformed("The activity broke off.") from error


class Gate:
    """Lets in the activities that Teams sent us, for our tenants, and nothing else.

    `session` fetches the signing keys; `clock` gives seconds since 1970 (real time, also in a
    rehearsal: tokens do not follow the rehearsal clock).
    """

    def __init__(
        self, settings: Settings, session: ClientSession, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._hosts = Hosts.of(settings.service_url_hosts)
        self._keys = SigningKeys(settings.openid_metadata_url, session, clock)
        self._clock = clock

    async def admit(self, authorization: str | None, body: bytes) -> dict[str, Any]:
        """The activity in `body`, proven to be for us by the `Authorization` header.

        Raises a Refusal, and nothing else. Keys are looked up for a token alone that is right in
        all else, and what an activity is about is judged after its signature: so a refusal for its
        host, tenant or channel is about one that Microsoft signed for us. Without a header, an
        activity is let in only when anonymous ones are allowed; where it is from is checked all the
        same.
        """
        if len(body) > MAX_BODY:
            raise Oversized
        if authorization is None and self._settings.allow_anonymous:
            activity = activity_json.parse(body)
        else:
            activity = await self._proven(_read(_bearer(authorization)), body)
        self._check_place(activity)
        return activity

    async def _proven(self, token: "_Token", body: bytes) -> dict[str, Any]:
        try:
            self._check_claims(token.claims)
            activity = activity_json.parse(body)
            if token.claims["serviceurl"] != activity["serviceUrl"]:
                raise Unproven(Reason.CLAIMED_URL, "The token is for another serviceUrl.")
            await self._check_signature(token)
        except Refusal as refusal:
            refusal.claims = of_token(token.claims, refusal.reason)
            raise
        return activity

    def _check_place(self, activity: dict[str, Any]) -> None:
        if activity["channelId"] != CHANNEL:
            says = "Only the channel msteams is accepted."
            raise Forbidden(Reason.CHANNEL, says, of_activity(activity, activity["channelId"]))
        self._check_host(activity)
        self._check_tenants(activity)

    def _check_claims(self, claims: dict[str, Any]) -> None:
        if not self._settings.app_id or claims.get("aud") != self._settings.app_id:
            raise Unproven(Reason.AUDIENCE, "The token is for another bot.")
        if claims.get("iss") != self._settings.token_issuer:
            raise Unproven(Reason.ISSUER, "The token has another issuer.")
        if not isinstance(claims.get("serviceurl"), str):
            raise Unproven(Reason.CLAIMED_URL, "The token names no serviceUrl.")
        now = self._clock()
        if _seconds(claims.get("exp"), missing=float("-inf")) + LEEWAY < now:
            raise Unproven(Reason.EXPIRED, "The token has expired, or never does.")
        if _seconds(claims.get("nbf"), missing=now) - LEEWAY > now:
            raise Unproven(Reason.EARLY, "The token is not valid yet.")

    def _check_host(self, activity: dict[str, Any]) -> None:
        service_url = activity["serviceUrl"]
        try:
            allowed = self._hosts.have(host_of(service_url))
        except BadAddress as error:
            says = f"The serviceUrl {error}."
            raise Forbidden(Reason.HOST, says, of_activity(activity)) from error
        if not allowed or "?" in service_url:
            says = "The serviceUrl's host is not in SERVICE_URL_HOSTS."
            raise Forbidden(Reason.HOST, says, of_activity(activity))

    def _check_tenants(self, activity: dict[str, Any]) -> None:
        """Each tenant that the activity names must be ours, and it must name one."""
        foreign = [name for name in tenants_of(activity) if name not in self._settings.tenants]
        if foreign or not tenants_of(activity):
            says = "The activity's tenant is not in TENANTS."
            raise Forbidden(Reason.TENANT, says, of_activity(activity, tenants=foreign))

    async def _check_signature(self, token: "_Token") -> None:
        key = await self._keys.find(token.kid)
        if key is None:
            raise Unproven(Reason.KEY, "The token is signed with a key that nobody published.")
        if not _is_signed_with(key, token.signed, token.signature):
            raise Unproven(Reason.SIGNATURE, "The token's signature is wrong.")
        if not key.may_sign_for(CHANNEL):
            raise Unproven(Reason.ENDORSEMENT, "The token's key may not sign for msteams.")


@dataclass(frozen=True, slots=True)
class _Token:
    """A token taken apart; until `signature` was checked its parts are good for refusing only."""

    kid: str
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def _bearer(authorization: str | None) -> str:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unproven(Reason.NO_TOKEN, "Send the Bot Framework's token as a Bearer token.")
    if len(token) > MAX_TOKEN:
        raise Unproven(Reason.BAD_TOKEN, "The token cannot be read.")
    return token


@lru_cache(TOKENS)
def _is_signed_with(key: SigningKey, signed: bytes, signature: bytes) -> bool:
    """Said again without computing for a token that comes with every press; its key is asked for
    each time, and a key that is fetched anew is another."""
    return bool(_rs256.verify(signed, key.public, signature))


@lru_cache(TOKENS)
def _read(token: str) -> _Token:
    try:
        parts = _jws.decode_complete(token, options={"verify_signature": False})
        claims = activity_json.strict_json(parts["payload"])
    except (PyJWTError, Malformed, ValueError, RecursionError) as error:
        raise Unproven(Reason.BAD_TOKEN, "The token cannot be read.") from error

    header = parts["header"]
    if header.get("alg") != ALGORITHM:
        raise Unproven(Reason.ALGORITHM, "The token is not signed with RS256.")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid or "crit" in header or not isinstance(claims, dict):
        raise Unproven(Reason.BAD_TOKEN, "The token cannot be read.")
    return _Token(kid, claims, token.rpartition(".")[0].encode(), parts["signature"])


def _seconds(claim: object, missing: float) -> float:
    """A time claim in seconds since 1970, or `missing`; raises Unproven for what is no number."""
    if claim is None:
        return missing
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        raise Unproven(Reason.BAD_TOKEN, "The token cannot be read.")
    return float(claim)
