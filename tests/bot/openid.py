"""An OpenID server on this machine, and tokens signed as the Bot Framework signs them."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

Sign = Callable[[bytes], bytes]

KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2048)


def jwk(kid: str, key: rsa.RSAPrivateKey = KEY, **other: Any) -> dict[str, Any]:
    """The public half of a key as the Bot Framework publishes it."""
    public = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {"kty": "RSA", "n": public["n"], "e": public["e"], "kid": kid, "use": "sig", **other}


def rs(key: rsa.RSAPrivateKey = KEY, with_hash: hashes.HashAlgorithm | None = None) -> Sign:
    """Signs as RS256, or as its siblings with another hash."""
    return lambda text: key.sign(text, padding.PKCS1v15(), with_hash or hashes.SHA256())


def hs256(text: bytes) -> bytes:
    """Signs with the public key for a secret: the oldest trick against careless readers."""
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return hmac.new(pem, text, hashlib.sha256).digest()


def nothing(_: bytes) -> bytes:
    """Signs nothing, for `alg` none."""
    return b""


def token(header: dict[str, Any], claims: dict[str, Any] | bytes, sign: Sign) -> str:
    """A token with exactly these parts; a part whose value is None is left out."""
    parts = [_part(header), claims if isinstance(claims, bytes) else _part(claims)]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = base64.urlsafe_b64encode(sign(text)).rstrip(b"=")
    return (text + b"." + signature).decode()


def _part(values: dict[str, Any]) -> bytes:
    return json.dumps({name: v for name, v in values.items() if v is not None}).encode()


@dataclass
class OpenId:
    """What the server publishes, and how often it was asked for its keys."""

    url: str = ""
    keys: Any = field(default_factory=lambda: [jwk("key-1", endorsements=["msteams"])])
    jwks_uri: str = ""
    fetches: int = 0
    other_calls: int = 0
    answer: Callable[[], web.Response] | None = None

    def metadata(self) -> web.Response:
        """The OpenID metadata."""
        self.fetches += 1
        return self.answer() if self.answer else web.json_response({"jwks_uri": self.jwks_uri})


@asynccontextmanager
async def serving() -> AsyncIterator[OpenId]:
    """Runs the server on a free port of this machine."""
    openid = OpenId()

    async def metadata(_: web.Request) -> web.Response:
        return openid.metadata()

    async def keys(_: web.Request) -> web.Response:
        return web.json_response({"keys": openid.keys})

    async def elsewhere(_: web.Request) -> web.Response:
        openid.other_calls += 1
        return web.json_response({"keys": openid.keys, "jwks_uri": openid.jwks_uri})

    app = web.Application()
    app.router.add_get("/metadata", metadata)
    app.router.add_get("/keys", keys)
    app.router.add_route("*", "/{rest:.*}", elsewhere)
    async with TestServer(app, host="127.0.0.1") as server:
        openid.url = str(server.make_url("/metadata"))
        openid.jwks_uri = str(server.make_url("/keys"))
        yield openid
