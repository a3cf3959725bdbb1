"""The bot's own tokens, for the Connector and for Graph: signed in for once, renewed early."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.app_types import AppType
from bot.proxies import proxy_for
from bot.settings import Settings, token_file
from core.errors import CenterError, SetupError, Transient
from core.words import listed

if TYPE_CHECKING:
    from azure.core.credentials import AccessToken

EARLY = 300.0  # seconds before its end; azure-identity gives a new one from the same moment on
PAUSE = 15.0  # seconds between a sign-in that failed and the next
PATIENCE = 15.0  # seconds for one sign-in
NO_TOKEN_TWICE = 60.0  # seconds in which a refused token is replaced once only
# azure-identity would wait five minutes for a connection; the sender waits for us.
# It would look at the environment by itself, and take the machine's own identity through a proxy.
DIRECTLY: dict[str, Any] = {"use_env_settings": False}
PATIENTLY = {"retry_total": 1, "connection_timeout": 5, "read_timeout": 10}


class Token(Protocol):
    """A bearer token that stays valid for as long as one keeps asking for it."""

    async def get(self) -> str:
        """The token; raises SetupError or Transient."""

    async def forget(self, refused: str) -> None:
        """Do not give out `refused` again, where there can be another."""


@dataclass(frozen=True, slots=True)
class FixedToken:
    """The token of a rehearsal, which never changes."""

    value: str = field(repr=False)

    async def get(self) -> str:
        """The token."""
        return self.value

    async def forget(self, refused: str) -> None:
        """Nothing: there is no other."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A token and its end in seconds since 1970."""

    value: str = field(repr=False)
    ends_at: float


class KeptToken:
    """Asks `sign_in` for a token when there is none or its end is near, once for all who wait.

    `sign_in(fresh)` raises SetupError or Transient; with `fresh` it must not take the token from a
    cache of its own. A failure is remembered for a few seconds, so that a burst of messages does
    not lock the account; while the old token still holds, a failed renewal is not an error.
    """

    def __init__(
        self,
        sign_in: Callable[[bool], Awaitable[Grant]],
        clock: Callable[[], float] = time.time,
        patience: float = PATIENCE,
    ) -> None:
        self._sign_in = sign_in
        self._patience = patience
        self._clock = clock
        self._grant = Grant("", 0.0)
        self._failure: CenterError | None = None
        self._failed_at = self._forgotten_at = float("-inf")
        self._fresh = False
        self._asking = asyncio.Lock()

    async def get(self) -> str:
        """The token; raises SetupError or Transient when there is none."""
        if self._needs_renewal() and not (self._holds() and self._asking.locked()):
            async with self._asking:
                if self._needs_renewal():
                    await self._renew()
        if not self._holds():
            raise self._why()
        return self._grant.value

    async def forget(self, refused: str) -> None:
        """Drop `refused` when it is the one given out now; at most once a minute."""
        now = self._clock()
        just_now = 0 <= now - self._forgotten_at < NO_TOKEN_TWICE  # a clock may go back
        if refused == self._grant.value and not just_now:
            self._forgotten_at, self._fresh = now, True
            self._grant = Grant("", 0.0)

    def _holds(self) -> bool:
        return self._grant.ends_at > self._clock()

    def _needs_renewal(self) -> bool:
        now = self._clock()
        just_failed = 0 <= now - self._failed_at < PAUSE
        return self._grant.ends_at - now < EARLY and not just_failed

    def _why(self) -> CenterError:
        says = self._failure.says if self._failure else "There is no token; try again."
        return SetupError(says) if isinstance(self._failure, SetupError) else Transient(says)

    async def _renew(self) -> None:
        try:
            async with asyncio.timeout(self._patience):
                self._grant = await self._sign_in(self._fresh)
            self._fresh = False
        except TimeoutError:
            self._fail(Transient("The sign-in took too long; it is tried again."))
        except (SetupError, Transient) as error:
            self._fail(error)

    def _fail(self, error: CenterError) -> None:
        self._failure, self._failed_at = error, self._clock()


class Signed(Protocol):
    """Who gives tokens: a credential of azure-identity, or ours that is put together from two."""

    async def get_token(self, scope: str, /) -> "AccessToken": ...

    async def close(self) -> None: ...


class _SignIn:
    """azure-identity for one scope; one caller at a time, as KeptToken does it."""

    def __init__(self, settings: Settings, scope: str, options: dict[str, Any]) -> None:
        self._settings = settings
        self._scope = scope
        self._options = {**PATIENTLY, **options}
        self._signed_in: Signed | None = None

    async def __call__(self, fresh: bool) -> Grant:
        from azure.core.exceptions import AzureError, ClientAuthenticationError

        if fresh:
            await self.close()  # azure-identity would give the same token again
        if self._signed_in is None:
            self._signed_in = _credential(self._settings, self._options)
        try:
            token = await self._signed_in.get_token(self._scope)
        except ClientAuthenticationError as error:
            raise SetupError(_refused(self._settings, str(error.message))) from error
        except AzureError as error:
            says = "The sign-in service cannot be reached; it is tried again."
            raise Transient(says) from error
        return Grant(token.token, float(token.expires_on))

    async def close(self) -> None:
        signed_in, self._signed_in = self._signed_in, None
        if signed_in is not None:
            await signed_in.close()


class Credentials:
    """Both tokens of this deployment; `connector` and `graph` are what others ask.

    `options` go to azure-identity as they are (a private certificate authority, a proxy).
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.time, **options: Any
    ) -> None:
        self._sign_ins: list[_SignIn] = []
        if settings.static_token:
            fixed = FixedToken(settings.static_token.get_secret_value())
            self.connector: Token = fixed
            self.graph: Token = fixed
            return
        connector = _SignIn(settings, settings.preset.connector_scope, options)
        graph = _SignIn(settings, settings.graph_scope, options)
        self._sign_ins = [connector, graph]
        self.connector = KeptToken(connector, clock)
        self.graph = KeptToken(graph, clock)

    async def close(self) -> None:
        """Ends azure-identity's own connections; asking for a token again opens new ones."""
        for sign_in in self._sign_ins:
            await sign_in.close()


def _credential(settings: Settings, options: dict[str, Any]) -> Signed:
    from azure.identity import aio

    settings.check_registration()
    app_id, tenant = settings.app_id or "", settings.app_tenant_id or ""
    if settings.app_type is AppType.USER_ASSIGNED_MSI:
        return aio.ManagedIdentityCredential(client_id=app_id, **DIRECTLY, **options)
    options = {"authority": f"https://{settings.preset.login_host}", **options}
    options |= _way(options["authority"])
    if settings.app_type is AppType.FEDERATED:
        return _federated(settings, tenant, app_id, options)
    if settings.app_password:
        password = settings.app_password.get_secret_value()
        return aio.ClientSecretCredential(tenant, app_id, password, **options)
    return _with_certificate(settings, tenant, app_id, options)


def _federated(settings: Settings, tenant: str, app_id: str, options: dict[str, Any]) -> Signed:
    from bot.federation import FederatedCredential, TokenOfFile, TokenOfIdentity

    if settings.app_identity_id:
        audience = settings.preset.federation_audience
        patiently = {**DIRECTLY, **PATIENTLY}
        vouches = TokenOfIdentity(settings.app_identity_id, audience, **patiently)
        return FederatedCredential(tenant, app_id, vouches, **options)
    return FederatedCredential(tenant, app_id, TokenOfFile(token_file()), **options)


def _way(authority: str) -> dict[str, Any]:
    """azure-identity's options for the proxy that there is, or for none."""
    proxy = proxy_for(authority)
    return {**DIRECTLY, "proxies": {"https": proxy}} if proxy else DIRECTLY


def _with_certificate(
    settings: Settings, tenant: str, app_id: str, options: dict[str, Any]
) -> Signed:
    from azure.identity.aio import CertificateCredential

    try:
        path = str(settings.app_certificate_path)
        return CertificateCredential(tenant, app_id, path, **options)
    except (OSError, ValueError, TypeError) as error:
        says = "PROCESS_CENTER_APP_CERTIFICATE_PATH must be a PEM file with certificate and key."
        raise SetupError(says) from error


def _refused(settings: Settings, message: str) -> str:
    """What to do; of Microsoft's message only its number, the rest may name what is secret."""
    code = re.search(r"AADSTS\d{4,8}", message)
    number = f" ({code[0]})" if code else ""
    if settings.app_type is AppType.USER_ASSIGNED_MSI:
        return (
            f"The managed identity cannot sign in{number}: check that it is assigned to this"
            " machine and that PROCESS_CENTER_APP_ID is its client id."
        )
    fields = ["app_id", "app_tenant_id"]
    if settings.app_type is AppType.SINGLE_TENANT:
        fields.append("app_password" if settings.app_password else "app_certificate_path")
    checked = listed([settings.called(each) for each in fields])
    if settings.app_type is AppType.FEDERATED:
        checked += (
            ", and that the registration has a federated credential for this machine with the"
            f" audience {settings.preset.federation_audience}"
        )
    return f"Microsoft refused the sign-in{number}: check {checked}."
