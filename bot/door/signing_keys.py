"""The Bot Framework's signing keys: fetched when needed, kept, and never asked for too often."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

from bot.door.bounded_reading import TooLong, read_up_to
from bot.door.gate_errors import KeysAway
from bot.door.web_addresses import BadAddress, host_of, is_loopback
from bot.proxies import proxy_for
from core.errors import SetupError

KEEP = 24 * 3600.0  # seconds; the Bot Framework asks for a refresh at least once a day
BETWEEN_FETCHES = 300.0  # seconds, however many tokens name a key that we do not know
BETWEEN_FIRST_FETCHES = 5.0  # seconds, while we have no key at all and refuse everybody
PATIENCE = 5.0  # seconds for both calls of a fetch; Teams waits 15 for our answer
MAX_BYTES = 256 * 1024
MAX_KEYS = 200
MIN_BITS = 2048

FAILURES = (
    ClientError,
    OSError,
    TimeoutError,
    TooLong,
    ValueError,
    RecursionError,
    SetupError,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """A key, parsed once, and the channels it may sign for: None where that is not said.

    Each is equal to itself alone, also where another fetch brought the same.
    """

    public: RSAPublicKey
    endorsements: frozenset[str] | None

    def may_sign_for(self, channel: str) -> bool:
        """Any where it is not said: Microsoft left the list out once, and strict bots fell silent.

        Issuer, app and service address bind a token all the same. An empty list names no channel.
        (github.com/MicrosoftDocs/bot-docs/issues/2300)
        """
        return self.endorsements is None or channel in self.endorsements


class Unfetched(Exception):
    """The keys could not be fetched this time; the text is for the log."""


class SigningKeys:
    """The keys behind one OpenID metadata address.

    `clock` gives seconds since 1970; a fetch is given up after `patience` seconds.
    """

    def __init__(
        self,
        url: str,
        session: ClientSession,
        clock: Callable[[], float],
        patience: float = PATIENCE,
    ) -> None:
        self._url = url
        self._session = session
        self._clock = clock
        self._patience = patience
        self._keys: dict[str, SigningKey] = {}
        self._fetched_at = self._asked_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that id, or None when the newest keys that we may ask for have none.

        Keys are refreshed after a day and for an unknown id, both at most once in five minutes.
        A refresh that fails leaves the old keys in use. Raises KeysAway when there never were any.
        """
        if kid not in self._keys or self._are_old():
            await self._refresh(kid)
        if not self._keys:
            raise KeysAway
        return self._keys.get(kid)

    async def _refresh(self, kid: str) -> None:
        if kid in self._keys and self._fetching.locked():
            return  # somebody is at it already, and an old key serves until they are back
        async with self._fetching:
            if (kid in self._keys and not self._are_old()) or not self._may_ask():
                return
            before, self._asked_at = self._asked_at, self._clock()
            try:
                async with asyncio.timeout(self._patience):
                    self._keys = await self._fetch()
                self._fetched_at = self._clock()
            except (Unfetched, TimeoutError) as error:
                why = str(error) or "too slow"
                log.warning("signing keys not fetched kept=%d why=%s", len(self._keys), why)
            except asyncio.CancelledError:
                self._asked_at = before  # the one who asked went away; the next may ask
                raise

    def _are_old(self) -> bool:
        return not 0 <= self._clock() - self._fetched_at < KEEP

    def _may_ask(self) -> bool:
        pause = BETWEEN_FETCHES if self._keys else BETWEEN_FIRST_FETCHES
        return not 0 <= self._clock() - self._asked_at < pause

    async def _fetch(self) -> dict[str, SigningKey]:
        metadata = await self._get(self._url)
        url = metadata.get("jwks_uri")
        if not isinstance(url, str) or not self._is_trusted(url):
            raise Unfetched("the metadata has no usable jwks_uri")
        found = (await self._get(url)).get("keys")
        keys = _parsed(found[:MAX_KEYS]) if isinstance(found, list) else {}
        if not keys:
            raise Unfetched("there is no usable key")
        return keys

    def _is_trusted(self, url: str) -> bool:
        """https, or this machine when the metadata are on this machine too."""
        try:
            return not is_loopback(host_of(url)) or is_loopback(host_of(self._url))
        except BadAddress:
            return False

    async def _get(self, url: str) -> dict[str, Any]:
        try:
            proxy = proxy_for(url)
            async with self._session.get(url, allow_redirects=False, proxy=proxy) as response:
                if response.status != 200:
                    raise Unfetched(f"status {response.status}")
                found = json.loads(await read_up_to(response.content, MAX_BYTES))
        except FAILURES as error:
            raise Unfetched(type(error).__name__) from error
        if not isinstance(found, dict):
            raise Unfetched("the answer is no object")
        return found


def _parsed(found: list[Any]) -> dict[str, SigningKey]:
    """The usable ones by id; one broken key does not cost the others, the first of an id holds."""
    keys: dict[str, SigningKey] = {}
    for jwk in found:
        key = _key(jwk) if isinstance(jwk, dict) else None
        if key is not None and isinstance(jwk.get("kid"), str):
            keys.setdefault(jwk["kid"], key)
    return keys


def _key(jwk: dict[str, Any]) -> SigningKey | None:
    if jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig":
        return None
    if jwk.get("alg", "RS256") != "RS256":
        return None
    try:
        public = RSAAlgorithm.from_jwk({name: jwk[name] for name in ("kty", "n", "e")})
    except (PyJWTError, KeyError, TypeError, ValueError, AttributeError):
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < MIN_BITS:
        return None
    return SigningKey(public, _endorsements(jwk.get("endorsements")))


def _endorsements(said: object) -> frozenset[str] | None:
    """What is no list of names endorses nothing; it is there, so somebody meant to restrict."""
    if said is None:
        return None
    named = said if isinstance(said, list) else []
    return frozenset(name for name in named if isinstance(name, str))
