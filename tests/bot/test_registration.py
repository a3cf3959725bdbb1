"""What we sign in with ends one day, and `doctor` knows when, as far as it may."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.credentials import Credentials, FixedToken
from bot.doctor import lasting
from bot.door.metrics import Metrics
from bot.registration import Ending, Registration, certificate
from bot.remark import Remark
from bot.settings import Settings
from core.facts import Gap
from core.standards.permissions import needs
from graph.wire.client import GraphClient
from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from simulator.tenant import Tenant
from tests.bot.test_metrics import figures
from tests.conftest import shipped
from tests.graph import server
from tests.rehearsal import APP_ID, TOKEN

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = {"app_id": APP_ID, "app_tenant_id": "home", "app_type": "SingleTenant"}
WITH_SECRET = Settings.model_validate({**SECRET, "app_password": TOKEN})
DAYS = ("process_center_credential_days", "")
NEEDED = {each.permission for each in needs(shipped().standards.values())}
MISSING = ("process_center_permissions_missing", "")


def pem(folder: Path, *ends: datetime) -> Path:
    """A file as getting-started has it made: the key, then a certificate for each of these ends."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "process-center")])
    parts = [
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    ]
    for end in ends:
        made = x509.CertificateBuilder(name, name, key.public_key(), 7, NOW - 90 * DAY, end)
        parts.append(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    file = folder / "bot.pem"
    file.write_bytes(b"".join(parts))
    return file


@dataclass
class Office:
    """A registration of ours in a simulated tenant."""

    tenant: Tenant
    client: GraphClient

    def of(self, settings: Settings = WITH_SECRET, *roles: str) -> Registration:
        """With these settings; its sign-in was granted these."""
        credentials = Credentials(settings)
        token = {"aud": "https://graph.microsoft.com", "roles": list(roles)}
        credentials.graph = FixedToken(jwt.encode(token, "k" * 32))
        standards = shipped().standards.values()
        return Registration(settings, standards, credentials, self.client, lambda: NOW)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """The tenant knows of a secret that begins as ours does."""

    async def token() -> str:
        return TOKEN

    wanted = TenantSettings(bot_url="http://127.0.0.1:9/", app_id=APP_ID, token=TOKEN)
    async with (
        simulator.start(wanted) as tenant,
        GraphClient(f"{tenant.url}/graph/v1.0", token) as client,
    ):
        tenant.world.graph.secrets = {"onl": NOW + 90 * DAY}
        yield Office(tenant, client)


async def test_the_secret_that_begins_as_ours_is_the_one_that_counts(office: Office) -> None:
    office.tenant.world.graph.secrets |= {"xyz": NOW + 900 * DAY, "only": NOW + 200 * DAY}

    assert await office.of().ending() == Ending("secret", NOW + 200 * DAY)


async def test_a_secret_that_the_registration_does_not_have_is_told(office: Office) -> None:
    office.tenant.world.graph.secrets = {"xyz": NOW + DAY}

    found = await office.of().ending()
    assert found == Gap("the registration has no secret that begins as APP_PASSWORD does")


async def test_without_permission_it_says_where_to_look(office: Office) -> None:
    office.tenant.world.graph.denied = frozenset({"Application.Read.All"})
    found = await office.of().ending()

    assert isinstance(found, Gap)
    remark = lasting(found, NOW, WITH_SECRET)
    assert remark.fine is None
    assert "not permitted, needs Application.Read.All" in remark.says
    assert f"`az ad app credential list --id {APP_ID}`" in remark.says


async def test_nothing_ends_where_there_is_neither(office: Office) -> None:
    identity = {**SECRET, "app_type": "UserAssignedMSI"}
    assert await office.of(Settings.model_validate(identity)).ending() is None


async def test_a_certificate_s_end_is_read_from_its_file(office: Office, tmp_path: Path) -> None:
    file = pem(tmp_path, NOW + 20 * DAY, NOW + 900 * DAY)
    settings = Settings.model_validate({**SECRET, "app_certificate_path": file})

    assert await office.of(settings).ending() == Ending("certificate", NOW + 20 * DAY)


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\xff\xfe"])
def test_a_file_without_a_certificate_is_to_be_mended(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(content)
    settings = Settings.model_validate({**SECRET, "app_certificate_path": file})

    for found in (certificate(file), certificate(tmp_path / "none.pem")):
        assert isinstance(found, Gap)
        assert lasting(found, NOW, settings).fine is False


@pytest.mark.parametrize(
    ("left", "remark"),
    [
        (200 * DAY, Remark("", True, "the secret ends on 4 June 2027, in 200 days")),
        (30 * DAY, Remark("", True, "the secret ends on 16 December 2026, in 30 days")),
        (
            1.5 * DAY,
            Remark(
                "",
                False,
                "the secret ends on 17 November 2026, in 1 day. Make a new one, and set it, before",
            ),
        ),
        (-DAY, Remark("", False, "the secret ended on 15 November 2026. Make a new one")),
    ],
    ids=repr,
)
def test_what_ends_soon_is_to_be_mended(left: timedelta, remark: Remark) -> None:
    said = lasting(Ending("secret", NOW + left), NOW, WITH_SECRET)
    assert (said.fine, said.says) == (remark.fine, remark.says)


async def test_each_hour_the_figures_and_the_log_have_it(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    metrics = Metrics()
    office.tenant.world.graph.secrets = {"onl": NOW + 12.5 * DAY}
    await office.of(WITH_SECRET, "GroupMember.Read.All").look(metrics)

    assert figures(metrics)[DAYS] == 12.5
    assert figures(metrics)[MISSING] == len(NEEDED) - 1
    (line,) = [each for each in caplog.records if each.name == "bot.registration"]
    assert (line.levelno, line.getMessage()) == (
        logging.WARNING,
        "secret ends on=2026-11-28 days=12",
    )

    office.tenant.world.graph.denied = frozenset({"Application.Read.All"})
    await office.of(WITH_SECRET, *NEEDED).look(metrics)
    assert DAYS not in figures(metrics)
    assert figures(metrics)[MISSING] == 0


@pytest.mark.parametrize("odd", [None, 7, "soon", "2026-11-16T09:00:00"])
async def test_an_end_that_is_none_is_not_known(odd: Any) -> None:
    """As a Graph might answer that changed its mind."""

    async def token() -> str:
        return "any"

    async with (
        server.serving() as graph,
        GraphClient(graph.url, token) as client,
    ):
        path = f"/applications(appId='{APP_ID}')"
        graph.on(path, server.Reply({"passwordCredentials": [{"hint": None, "endDateTime": odd}]}))
        made = Registration(WITH_SECRET, [], Credentials(WITH_SECRET), client, lambda: NOW)
        assert await made.ending() == Gap("Microsoft Graph does not say when the secret ends")
