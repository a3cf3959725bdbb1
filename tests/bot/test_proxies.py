"""Behind a company's proxy, and with a certificate authority of the company's own."""

import asyncio
import datetime
import json
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.chat.connector import Connector
from bot.credentials import FixedToken
from bot.proxies import proxy_for
from bot.settings import inherited
from core.errors import NotRead, SetupError, Transient
from graph.wire.asks import Ask, Kind
from graph.wire.client import GraphClient
from tests.bot import openid
from tests.bot.reaching_out import TEAMS

HOSTS = (
    "login.microsoftonline.com",
    "smba.trafficmanager.net",
    "graph.microsoft.com",
    "login.botframework.com",
)
HERE = "localhost"
CLIENTS = ("sign-in", "Connector", "Graph", "keys", "doctor")
PROXY_NAMES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
TRUST_NAMES = ("SSL_CERT_FILE", "SSL_CERT_DIR")


@dataclass
class Company:
    """A network whose one way out is a proxy, which takes every host to the same server.

    It is spoken to openly at `proxy`, and in TLS at `secure`.
    """

    proxy: str
    secure: str
    authority: Path
    seen: list[str] = field(default_factory=list)

    async def clients(self, **environment: str) -> dict[str, str]:
        """What each client of a process says in there."""
        names = (*PROXY_NAMES, *TRUST_NAMES)
        without = {n: v for n, v in inherited().items() if n.upper() not in names}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.reaching_out", env={**without, **environment},
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(60):
            told, _ = await process.communicate()
        said: dict[str, str] = json.loads(told)
        return said


def certificates(folder: Path) -> tuple[Path, Path]:
    """An authority, and what it signed for all hosts of Microsoft: both with what PEM needs."""
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    hosts = [x509.DNSName(host) for host in (*HOSTS, HERE)]
    names = [
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("Contoso CA", "all")
    ]
    signed = []
    for name, key, is_authority in ((names[0], keys[0], True), (names[1], keys[1], False)):
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(names[0])
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + datetime.timedelta(days=36_500))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(keys[0].public_key()),
                critical=False,
            )
            .sign(keys[0], hashes.SHA256())
        )
        signed.append(certificate.public_bytes(serialization.Encoding.PEM))
    secret = keys[1].private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "authority.pem").write_bytes(signed[0])
    (folder / "server.pem").write_bytes(secret + signed[1])
    return folder / "authority.pem", folder / "server.pem"


async def microsoft(request: web.Request) -> web.Response:
    """Everything that is asked of any host."""
    if request.path.endswith("/token"):
        answer: Any = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
    elif request.path.endswith("openidconfiguration"):
        answer = {"jwks_uri": "https://login.botframework.com/v1/keys"}
    elif request.path.endswith("/keys"):
        answer = {"keys": [openid.jwk("key-1")]}
    else:
        answer = {"id": "1", "displayName": "Ada"}
    return web.json_response(answer)


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    authority, own = certificates(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own)
    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", microsoft)])
    seen: list[str] = []
    tunnels: set[asyncio.Task[None]] = set()

    async def through(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, host, *_ = (await reader.readuntil(b"\r\n\r\n")).decode().split()
        seen.append(f"{method} {host}")
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        for each in (pump(reader, far_writer), pump(far_reader, writer)):
            tunnels.add(asyncio.create_task(each))

    server = TestServer(app, scheme="https")
    await server.start_server(ssl=context)
    try:
        proxy = await asyncio.start_server(through, "127.0.0.1", 0)
        secure = await asyncio.start_server(through, "127.0.0.1", 0, ssl=context)
        ports = [each.sockets[0].getsockname()[1] for each in (proxy, secure)]
        yield Company(f"http://127.0.0.1:{ports[0]}", f"https://{HERE}:{ports[1]}", authority, seen)
        proxy.close()
        secure.close()
    finally:
        for tunnel in tunnels:
            tunnel.cancel()
        await asyncio.gather(*tunnels, return_exceptions=True)
        await server.close()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
    writer.close()


@pytest.mark.parametrize("kind", ["proxy", "secure"])
async def test_every_client_goes_through_the_proxy_and_believes_the_company_s_authority(
    company: Company, kind: str
) -> None:
    way = str(getattr(company, kind))
    said = await company.clients(HTTPS_PROXY=way, SSL_CERT_FILE=str(company.authority))

    assert said == dict.fromkeys(CLIENTS, "")
    assert set(company.seen) == {f"CONNECT {host}:443" for host in HOSTS}


async def test_without_the_company_s_authority_nobody_is_believed(company: Company) -> None:
    said = await company.clients(https_proxy=company.proxy.removeprefix("http://"))

    assert company.seen
    assert all(said.values()), said


async def test_a_message_that_a_proxy_did_not_pass_on_may_be_sent_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    proxy = await asyncio.start_server(refuse, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
    for name in PROXY_NAMES:
        monkeypatch.delenv(name.lower(), raising=False)
        monkeypatch.setenv(name, address if name == "HTTPS_PROXY" else "")

    async def token() -> str:
        return "t"

    async with proxy, ClientSession() as session:
        with pytest.raises(Transient):
            await Connector(session, FixedToken("t")).send(TEAMS, {"text": "hello"})
        async with GraphClient(GRAPH, token, proxy=proxy_for(GRAPH)) as client:
            with pytest.raises(NotRead, match="check the network, its proxy"):
                await client.read(Ask(Kind.USER, "/users/ada"))


GRAPH = "https://graph.microsoft.com/v1.0"


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, GRAPH, None),
        ({"HTTPS_PROXY": "http://proxy:8080"}, GRAPH, "http://proxy:8080"),
        ({"https_proxy": "proxy:8080"}, GRAPH, "http://proxy:8080"),
        ({"HTTPS_PROXY": "https://proxy"}, GRAPH, "https://proxy"),
        ({"HTTPS_PROXY": "http://me:pass@proxy:8080/"}, GRAPH, "http://me:pass@proxy:8080/"),
        ({"ALL_PROXY": "http://proxy:8080"}, GRAPH, "http://proxy:8080"),
        ({"HTTP_PROXY": "http://proxy:8080"}, GRAPH, None),
        ({"HTTPS_PROXY": ""}, GRAPH, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "microsoft.com"}, GRAPH, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "x, .Microsoft.com"}, GRAPH, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "*"}, GRAPH, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "soft.com"}, GRAPH, "http://proxy"),
        ({"HTTP_PROXY": "http://proxy"}, "http://127.0.0.1:4000/graph", None),
        ({"ALL_PROXY": "http://proxy"}, "http://localhost:4000/", None),
        ({"HTTPS_PROXY": "http://proxy"}, "https://[::1]:4000/", None),
    ],
)
def test_the_environment_says_which_proxy_takes_an_address(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], url: str, proxy: str | None
) -> None:
    for name in PROXY_NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert proxy_for(url) == proxy


@pytest.mark.parametrize(
    "value", ["socks5://proxy:1080", "http://", "http://proxy:99999", "http://[x"]
)
def test_a_proxy_that_cannot_be_used_stops_with_its_name_and_not_its_password(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", value)

    with pytest.raises(SetupError, match="HTTPS_PROXY") as caught:
        proxy_for(GRAPH)
    assert caught.value.says == "HTTPS_PROXY cannot be used: write it as http://proxy.example:8080."
