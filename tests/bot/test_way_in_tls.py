"""`doctor --endpoint` tells which certificate Teams would not believe."""

import datetime
import ssl
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.door.gate import Gate
from tests.bot import openid
from tests.bot.conftest import settings_for
from tests.bot.site import GOOD, Site, as_it_is, center, told
from tests.bot.test_proxies import certificates


def ended(folder: Path) -> Path:
    """A certificate for localhost of long ago, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 7, start, start + datetime.timedelta(days=90)
    ).add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    made = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    file = folder / "ended.pem"
    file.write_bytes(secret + made)
    return file


@pytest.mark.parametrize("kind", ["good", "untrusted", "another name", "ended", "no TLS"])
async def test_a_certificate_that_teams_would_not_believe_is_told(
    keys: openid.OpenId, session: ClientSession, tmp_path: Path, kind: str
) -> None:
    settings = settings_for(keys)
    authority, own = certificates(tmp_path)
    if kind == "ended":
        authority = own = ended(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(own)
    trusted = ssl.create_default_context(cafile=None if kind == "untrusted" else str(authority))
    site = Site(center(Gate(settings, session, time.time), as_it_is))
    async with (
        site.at(None if kind == "no TLS" else tls) as url,
        ClientSession(connector=TCPConnector(ssl=trusted)) as client,
    ):
        if kind == "another name":
            url = url.replace("localhost", "127.0.0.1")
        if kind == "no TLS":
            url = url.replace("http:", "https:")
        found = await told(settings, url, client)
    says = {
        "good": GOOD,
        "untrusted": "not from an authority that is believed",
        "another name": "its certificate is for another name",
        "ended": "its certificate has ended",
        "no TLS": "there is no TLS that we can speak",
    }
    assert says[kind] in found.says
    assert found.fine is (kind == "good")
