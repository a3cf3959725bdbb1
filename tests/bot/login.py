"""Microsoft's sign-in on this machine, over https because azure-identity accepts nothing else."""

import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from bot.credentials import Credentials
from bot.settings import Settings
from tests.bot.conftest import NOW
from tests.bot.openid import KEY

SECRET = "hunter2-the-secret"  # noqa: S105 the word that must be nowhere
BOT = {"app_id": "app", "app_tenant_id": "home", "app_type": "SingleTenant"}


@dataclass
class Login:
    """Microsoft's sign-in on this machine, over https with a certificate of its own."""

    url: str
    certificate: Path
    asked: list[dict[str, str]] = field(default_factory=list)
    error: str = ""
    lasts: int = 3600

    async def answer(self, request: web.Request) -> web.Response:
        """One token request."""
        self.asked.append({key: str(value) for key, value in (await request.post()).items()})
        if self.error:
            said = {"error": self.error, "error_description": f"AADSTS7000215: {SECRET} is wrong"}
            return web.json_response(said, status=401)
        granted = {"access_token": f"t{len(self.asked)}", "expires_in": self.lasts}
        return web.json_response({**granted, "token_type": "Bearer"})

    def credentials(self, **given: Any) -> Credentials:
        """Credentials that sign in here."""
        settings = Settings.model_validate({**BOT, **given})
        options: dict[str, Any] = {
            "authority": self.url,
            "connection_verify": str(self.certificate),
        }
        return Credentials(settings, **options)


@asynccontextmanager
async def signing_in(folder: Path) -> AsyncIterator[Login]:
    """The sign-in of the tenant `home`; its certificate is put into `folder`."""
    certificate = own_certificate(folder)
    login = Login("", certificate)
    app = web.Application()
    app.router.add_post("/home/oauth2/v2.0/token", login.answer)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    server = TestServer(app, host="127.0.0.1", scheme="https")
    await server.start_server(ssl=tls)
    login.url = str(server.make_url("/"))
    yield login
    await server.close()


def own_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, in one PEM file."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.datetime.fromtimestamp(NOW, datetime.UTC) - datetime.timedelta(days=3000)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=30_000))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(KEY, hashes.SHA256())
    )
    path = folder / "own.pem"
    key = KEY.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(key + certificate.public_bytes(serialization.Encoding.PEM))
    return path
