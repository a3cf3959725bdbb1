"""The SDK's request adapter on an http client of ours, with every failure as one of our errors."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NoReturn
from urllib.parse import urlsplit

import httpx
from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph.graph_service_client import GraphServiceClient

from core.errors import CenterError, NotRead
from graph.wire.files import Hear, each_line
from graph.wire.reasons import (
    BROKEN,
    ELSEWHERE,
    GARBLED,
    NOT_SIGNED_IN,
    SIGN_IN_REFUSED,
    TOO_SLOW,
    UNREACHABLE,
    Answered,
    Away,
    Broke,
)
from graph.wire.waiting import Waits
from graph.wire.writes import code_in, doubted

AskToken = Callable[[], Awaitable[str]]
Forget = Callable[[str], Awaitable[None]]
REFUSED = 401
MOST_CONNECTIONS = 64  # one that waits for a free one would arrive later than it was counted


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port. Raises NotRead for what is no address, or hides a name before an @."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.username is None and parts.password is None:
            port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
            return parts.scheme, parts.hostname, port
    except ValueError as error:
        raise NotRead(ELSEWHERE) from error
    raise NotRead(ELSEWHERE)


class OwnTokens(AccessTokenProvider):
    """Gives the token to Graph's own address only; `forget` hears of the one that was refused."""

    def __init__(self, url: str, token: AskToken, forget: Forget | None) -> None:
        self._origin = origin(url)
        self._token = token
        self._forget = forget
        self._given = ""

    async def get_authorization_token(
        self, uri: str, additional_authentication_context: Mapping[str, Any] | None = None
    ) -> str:
        """The adapter asks before it sends, so what is refused here never leaves.

        Raises Away where there is no token to be had, or the one we had was challenged.
        """
        if origin(uri) != self._origin:
            raise NotRead(ELSEWHERE)
        if additional_authentication_context:
            # The adapter asks a second time after a 401 with a claims challenge (continuous
            # access evaluation). An app that did not offer to answer those can only say so.
            await self.refused()
            raise Away(SIGN_IN_REFUSED)
        try:
            self._given = await self._token()
        except CenterError as error:
            raise Away(f"{NOT_SIGNED_IN}{error.says}") from error
        return self._given

    async def refused(self) -> None:
        """Graph did not take the last one, so whoever asks next is to get another."""
        if self._forget is not None:
            await self._forget(self._given)

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """Part of the SDK's contract; nothing asks for it."""
        return AllowedHostsValidator([self._origin[1]])


class GraphConnection:
    """One http client, used on the event loop that made it; `close` ends it."""

    def __init__(
        self,
        url: str,
        token: AskToken,
        patience: Waits,
        proxy: str | None = None,
        forget: Forget | None = None,
    ) -> None:
        self._tokens = OwnTokens(url, token, forget)
        tokens = BaseBearerTokenAuthenticationProvider(self._tokens)
        self._scheme = origin(url)[0]
        self._longest = patience.connect + patience.answer
        # A client of our own without the SDK's middleware: its retries repeat writes and wait three
        # seconds more than asked, its redirects leave the host, and its transport never closes.
        self._http = httpx.AsyncClient(
            http2=True,
            timeout=httpx.Timeout(patience.answer, connect=patience.connect, pool=None),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS),
            proxy=proxy and _proxy(proxy),
            trust_env=False,
            verify=_authorities(),
            headers={"User-Agent": "process-center"},
        )
        self._adapter = GraphRequestAdapter(tokens, self._http)
        self._adapter.base_url = url
        self.sdk = GraphServiceClient(request_adapter=self._adapter)

    async def send(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> bytes:
        """One request, sent once; a fresh token each time. An empty body is empty bytes.

        Raises Answered for any status but a good one, Away, Broke, or NotRead.
        """
        info = RequestInformation(Method(method))
        info.url = url
        info.content = content
        for name, value in headers.items():
            info.headers.add(name, value)
        try:
            # httpx has a limit for each wait only; a dripping answer would never meet it.
            with _failures_told():
                async with asyncio.timeout(self._longest):
                    raw = await self._adapter.send_primitive_async(info, "bytes", {})
        except APIError as error:
            status = error.response_status_code or 0
            if status == REFUSED:
                await self._tokens.refused()
            raise Answered(status, dict(error.response_headers or {})) from error
        return raw if isinstance(raw, bytes) else b""

    async def write(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> bytes:
        """The same of what changes something. Without the adapter, which asks once more after a 401
        and takes a redirect for an answer. Raises Answered, Away where it never left, or Unsure.
        """
        token = await self._tokens.get_authorization_token(url)
        own = {**headers, "Authorization": f"Bearer {token}"}
        with doubted(), _failures_told():
            async with asyncio.timeout(self._longest):
                answer = await self._http.request(
                    method, url, headers=own, content=content, follow_redirects=False
                )
        if answer.is_success:
            return answer.content
        raise Answered(answer.status_code, dict(answer.headers), code_in(answer.content))

    async def link(self, url: str, headers: Mapping[str, str]) -> str:
        """Where the answer is kept, which the adapter would not say. Raises as `send` does."""
        token = await self._tokens.get_authorization_token(url)
        own = {**headers, "Authorization": f"Bearer {token}"}
        with _failures_told():
            async with asyncio.timeout(self._longest):
                answer = await self._http.get(url, headers=own, follow_redirects=False)
        if answer.has_redirect_location:
            return answer.headers["location"]
        raise Answered(answer.status_code, dict(answer.headers))

    async def each_line(self, link: str, hear: Hear) -> None:
        """A file that Graph named; whoever keeps it gets no token of ours. Raises NotRead."""
        await each_line(self._http, link, self._scheme, hear)

    async def close(self) -> None:
        """Twice is fine."""
        await self._http.aclose()


def _proxy(address: str) -> httpx.Proxy:
    """One that is spoken to in TLS has to be believed as well."""
    own = _authorities() if address.startswith("https:") else None
    return httpx.Proxy(address, ssl_context=own)


@cache
def _authorities() -> ssl.SSLContext:
    """Whom we believe a certificate; read once a process (15 ms), with SSL_CERT_FILE and _DIR.

    Those that the machine believes count too, as they do for the Connector: a company puts its own
    among them.
    """
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


@contextmanager
def _failures_told() -> Iterator[None]:
    """What a network does, as one of our errors."""
    try:
        yield
    except TimeoutError as error:
        raise NotRead(TOO_SLOW) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        _failed(error)


def _failed(error: httpx.HTTPError | httpx.InvalidURL) -> NoReturn:
    match error:
        case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.ProxyError():
            raise Away(UNREACHABLE) from error
        case httpx.TimeoutException():
            raise NotRead(TOO_SLOW) from error
        case httpx.TransportError():
            raise Broke(BROKEN) from error
        case _:
            raise NotRead(GARBLED) from error
