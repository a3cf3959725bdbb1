"""The sign-in service: signs what goes to the bot, hands out and checks the bot's own tokens."""

import hmac
import json
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from simulator.storage import Storage

BOT_FRAMEWORK = "https://api.botframework.com"
LIFETIME = 3600
RENEWED_AFTER = 300


class SignIn:
    """One RS256 key, kept with the tenant so that a restart does not invalidate what was cached."""

    def __init__(self, app_id: str, secret: str, storage: Storage) -> None:
        self._app_id = app_id
        self._secret = secret
        pem = storage.get("key", "rs256") or _new_key()
        storage.put("key", "rs256", pem)
        key = serialization.load_pem_private_key(
            pem.encode(), password=None, unsafe_skip_rsa_key_validation=True
        )  # our own; looking whether its numbers are prime takes 25 ms of each start
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("The stored signing key is no RSA key; start with --fresh.")
        self._key = key
        self.public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
        self.kid = self.public["n"][:16]
        self._signed: tuple[float, str] = (0.0, "")

    def token_for_bot(self, service_url: str) -> str:
        """For the Authorization header of an activity; the same one for five minutes."""
        now = time.time()
        if now - self._signed[0] > RENEWED_AFTER:
            claims = {"iss": BOT_FRAMEWORK, "aud": self._app_id, "serviceurl": service_url}
            self._signed = (now, self.sign(claims))
        return self._signed[1]

    def sign(self, claims: dict[str, Any]) -> str:
        """`nbf` and `exp` (an hour) are added unless they are given."""
        now = int(time.time())
        times = {"nbf": now - 300, "iat": now, "exp": now + LIFETIME}
        return jwt.encode(times | claims, self._key, "RS256", headers={"kid": self.kid})

    def accepts(self, authorization: str) -> bool:
        """The shared secret, or a token that `grant` gave and that has not run out."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            return False
        if hmac.compare_digest(token.encode(), self._secret.encode()):
            return True
        return self._is_ours(token)

    def grant(self, client_id: str, secret: str, scope: str, tenant: str) -> str | None:
        """None unless it is the app and its secret."""
        if client_id != self._app_id or not hmac.compare_digest(
            secret.encode(), self._secret.encode()
        ):
            return None
        return self.sign({"iss": f"sign-in/{tenant}", "aud": scope, "appid": client_id})

    def _is_ours(self, token: str) -> bool:
        try:
            claims = jwt.decode(
                token, self._key.public_key(), ["RS256"], options={"verify_aud": False}
            )
        except jwt.PyJWTError:
            return False
        return claims.get("appid") == self._app_id


def routes(sign_in: SignIn, address: Callable[[], str]) -> list[web.RouteDef]:
    async def metadata(_: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": BOT_FRAMEWORK,
                "jwks_uri": f"{address()}/sign-in/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def keys(_: web.Request) -> web.Response:
        marks = {"kid": sign_in.kid, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}
        return web.json_response({"keys": [sign_in.public | marks]})

    async def token(request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        scope = form.get("scope", "")
        given = sign_in.grant(
            form.get("client_id", ""),
            form.get("client_secret", ""),
            scope.removesuffix("/.default"),
            request.match_info["tenant"],
        )
        if form.get("grant_type") != "client_credentials" or given is None:
            says = "AADSTS7000215: the app id, its secret or the grant type is not right."
            refusal = {"error": "invalid_client", "error_description": says}
            return web.json_response(refusal, status=401)
        return web.json_response(
            {"token_type": "Bearer", "expires_in": LIFETIME - 1, "access_token": given}
        )

    return [
        web.get("/sign-in/.well-known/openidconfiguration", metadata),
        web.get("/sign-in/keys", keys),
        web.post("/sign-in/{tenant}/oauth2/v2.0/token", token),
    ]


@cache
def _new_key() -> str:
    """One key a process: making one costs a tenth of a second."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
