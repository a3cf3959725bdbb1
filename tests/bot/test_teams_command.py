"""What Microsoft's `teams` command wrote into `.env` is a registration, as far as none is set."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app_types import AppType
from bot.doctor import registration
from bot.settings import PREFIX, Settings
from core.errors import SetupError

ID, SECRET, TENANT = "11111111-2222-3333-4444-555555555555", "hunter2~Q=", "66666666-home"
WRITTEN = f"CLIENT_ID={ID}\nCLIENT_SECRET={SECRET}\nTENANT_ID={TENANT}\n"
Load = Callable[..., Settings]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """Settings from a file `.env` and from an environment."""
    monkeypatch.chdir(tmp_path)

    def settings(file: str, **environment: str) -> Settings:
        (tmp_path / ".env").write_text(file)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Settings.load()

    return settings


def has(settings: Settings) -> tuple[str | None, str | None, str | None, str | None]:
    """The registration."""
    secret = settings.app_password.get_secret_value() if settings.app_password else None
    return settings.app_id, secret, settings.app_tenant_id, settings.app_type


def test_it_is_the_whole_registration_of_a_bot_of_one_tenant(load: Load) -> None:
    settings = load(WRITTEN)

    assert has(settings) == (ID, SECRET, TENANT, AppType.SINGLE_TENANT)
    assert settings.tenants == (TENANT,)
    settings.check_serving("127.0.0.1")


def test_the_command_adds_to_a_file_that_has_settings_of_ours(load: Load) -> None:
    settings = load(f"PROCESS_CENTER_LOG_FORMAT=json\nOTHER=of somebody else\n{WRITTEN}")

    assert (settings.app_id, settings.log_format) == (ID, "json")


def test_in_the_environment_these_names_are_of_others(load: Load) -> None:
    settings = load("", CLIENT_ID=ID, CLIENT_SECRET=SECRET, TENANT_ID=TENANT)

    assert has(settings) == (None, None, None, None)


def test_what_is_set_by_its_own_name_goes_before(load: Load) -> None:
    ours = {"APP_ID": "app", "APP_PASSWORD": "other", "APP_TENANT_ID": "away"}
    file = "".join(f"{PREFIX}{name}={value}\n" for name, value in ours.items())
    settings = load(WRITTEN + file + f"{PREFIX}APP_TYPE=SingleTenant\n")

    assert has(settings) == ("app", "other", "away", AppType.SINGLE_TENANT)
    assert not settings.borrowed


def test_a_secret_of_ours_goes_with_the_ids_of_the_command(load: Load) -> None:
    settings = load(WRITTEN, PROCESS_CENTER_APP_PASSWORD="other")

    assert has(settings) == (ID, "other", TENANT, AppType.SINGLE_TENANT)


def test_the_ids_may_be_written_twice_and_differ_in_capitals(load: Load) -> None:
    settings = load(WRITTEN, PROCESS_CENTER_APP_TENANT_ID=TENANT.upper())

    assert settings.app_tenant_id == TENANT.upper()


def test_a_certificate_takes_the_place_of_a_secret_that_was_not_made(
    load: Load, tmp_path: Path
) -> None:
    (tmp_path / "bot.pem").touch()
    settings = load(
        WRITTEN.replace(f"CLIENT_SECRET={SECRET}\n", ""),
        PROCESS_CENTER_APP_CERTIFICATE_PATH="bot.pem",
    )

    settings.check_registration()
    assert settings.borrowed == ["CLIENT_ID", "TENANT_ID"]


def without(name: str) -> str:
    """What was written, with one line taken out."""
    return re.sub(rf"^{name}=.*\n", "", WRITTEN, flags=re.M)


MISTAKES = {
    **{
        f"for a bot of the type {kind}": (
            WRITTEN,
            {"APP_TYPE": kind},
            f"CLIENT_ID in .env is of a SingleTenant bot, and {PREFIX}APP_TYPE says another",
        )
        for kind in (AppType.FEDERATED, AppType.USER_ASSIGNED_MSI)
    },
    "a secret beside a managed identity": (
        WRITTEN,
        {"APP_TYPE": "UserAssignedMSI", "APP_ID": ID, "APP_TENANT_ID": TENANT},
        f"CLIENT_SECRET in .env is of a SingleTenant bot, and {PREFIX}APP_TYPE says another: remove"
        " one.",
    ),
    "a multi-tenant bot": (
        WRITTEN,
        {"APP_TYPE": "MultiTenant"},
        f"{PREFIX}APP_TYPE must be Single",
    ),
    "another app": (
        WRITTEN,
        {"APP_ID": "app"},
        f"CLIENT_ID in .env is another than {PREFIX}APP_ID",
    ),
    "another tenant": (
        WRITTEN,
        {"APP_TENANT_ID": "away"},
        f"TENANT_ID in .env is another than {PREFIX}APP_TENANT_ID",
    ),
    "two ways to sign in": (
        WRITTEN,
        {"APP_CERTIFICATE_PATH": "bot.pem"},
        f"{PREFIX}APP_CERTIFICATE_PATH cannot stand beside CLIENT_SECRET in .env",
    ),
    "no id": (
        without("CLIENT_ID"),
        {},
        f"CLIENT_ID is missing beside CLIENT_SECRET in .env: add it, or {PREFIX}APP_ID",
    ),
    "no tenant": (without("TENANT_ID"), {}, "TENANT_ID is missing beside CLIENT_ID in .env"),
    "no secret": (
        without("CLIENT_SECRET"),
        {},
        f"CLIENT_SECRET is missing beside CLIENT_ID in .env: add it, or {PREFIX}APP_PASSWORD or"
        f" {PREFIX}APP_CERTIFICATE_PATH",
    ),
    "an empty secret": (f"{WRITTEN}CLIENT_SECRET=\n", {}, "CLIENT_SECRET is missing"),
    "a tenant alone": (f"TENANT_ID={TENANT}\n", {}, "CLIENT_ID is missing beside TENANT_ID"),
    "a slip in a name of ours": (f"{WRITTEN}{PREFIX}APPID=x\n", {}, f"{PREFIX}APPID is not a sett"),
    "one of the names with our prefix": (
        f"{PREFIX}CLIENT_ID={ID}\n",
        {},
        f"{PREFIX}CLIENT_ID is not a setting",
    ),
}


@pytest.mark.parametrize(("file", "given", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_contradiction_or_a_half_of_it_is_one_sentence_without_a_value(
    load: Load, file: str, given: dict[str, str], says: str
) -> None:
    with pytest.raises(SetupError) as caught:
        load(file, **{PREFIX + name: value for name, value in given.items()})

    assert caught.value.says.startswith(says)
    assert caught.value.says.count("\n") == 0
    assert not [value for value in (ID, SECRET, TENANT) if value in caught.value.says]


def test_the_doctor_says_from_where_the_registration_is(load: Load) -> None:
    said = registration(load(WRITTEN)).says

    assert said == (
        "read and in agreement; signs in with a secret, from CLIENT_ID, CLIENT_SECRET and TENANT_ID"
        " in .env"
    )
    assert SECRET not in repr(load(WRITTEN))


OTHERS = {
    "a secret of ours": ({"APP_TYPE": "SingleTenant", "APP_PASSWORD": "x"}, "with a secret"),
    "a certificate": (
        {"APP_TYPE": "SingleTenant", "APP_CERTIFICATE_PATH": ".env"},
        "with a certificate",
    ),
    "a managed identity": ({"APP_TYPE": "UserAssignedMSI"}, "as a managed identity"),
    "a federated credential": (
        {"APP_TYPE": "Federated", "APP_IDENTITY_ID": "identity"},
        "with a federated credential, by the managed identity APP_IDENTITY_ID",
    ),
}


@pytest.mark.parametrize(("given", "how"), OTHERS.values(), ids=OTHERS.keys())
def test_the_doctor_says_how_every_other_registration_signs_in(
    load: Load, given: dict[str, str], how: str
) -> None:
    ours = {"APP_ID": "app", "APP_TENANT_ID": "home", **given}
    said = registration(load("", **{PREFIX + name: value for name, value in ours.items()}))

    assert (said.fine, said.says) == (True, f"read and in agreement; signs in {how}")


def test_a_workload_identity_is_told_by_the_name_of_its_file(load: Load, tmp_path: Path) -> None:
    kind = {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "Federated"}
    ours = {PREFIX + name: value for name, value in kind.items()}
    says = registration(load("", **ours, AZURE_FEDERATED_TOKEN_FILE=str(tmp_path / ".env"))).says

    assert says.endswith("signs in with a federated credential, by AZURE_FEDERATED_TOKEN_FILE")


def test_the_lines_of_the_page_give_a_service_the_settings_own_names(
    load: Load, tmp_path: Path
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    lines = re.search(r"^```sh\n(sed .*?)^```", page, re.M | re.S)
    assert lines
    (tmp_path / ".env").write_text(WRITTEN)
    subprocess.run(["/bin/sh", "-c", lines[1]], cwd=tmp_path, check=True)  # noqa: S603 ours
    settings = load((tmp_path / ".env").read_text())

    assert has(settings) == (ID, SECRET, TENANT, AppType.SINGLE_TENANT)
    assert not settings.borrowed
