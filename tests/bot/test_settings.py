"""What an operator may set, and the one sentence for each mistake."""

import re
import traceback
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app_types import AppType
from bot.clouds import PRESETS, Cloud
from bot.settings import PREFIX, Settings
from core.errors import SetupError
from core.keeping import Keep
from tests.bot.conftest import Load

REHEARSAL = {
    "GRAPH_URL": "http://127.0.0.1:4000/v1.0",
    "OPENID_METADATA_URL": "http://localhost:4000/openid",
    "SERVICE_URL_HOSTS": "127.0.0.1, ::1",
}
REGISTERED = {
    "APP_ID": "app",
    "APP_TENANT_ID": "Home",
    "APP_TYPE": "SingleTenant",
    "APP_PASSWORD": "hunter2",
}
FEDERATED = {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "Federated"}


MISTAKES = {
    "a slip in a name": ({"APPID": "x"}, "APPID is not a setting; did you mean .*APP_ID"),
    "a name of nothing": ({"ZZZZZZ": "x"}, "ZZZZZZ is not a setting; see docs"),
    "an unknown cloud": ({"CLOUD": "moon"}, "CLOUD must be public, usgov or china"),
    "a multi-tenant bot": (
        {"APP_TYPE": "MultiTenant"},
        "APP_TYPE must be SingleTenant, UserAssignedMSI or Federated",
    ),
    "an unclear switch": (
        {"ALLOW_ANONYMOUS": "maybe"},
        "ALLOW_ANONYMOUS must be true or false",
    ),
    "an unknown log format": ({"LOG_FORMAT": "xml"}, "LOG_FORMAT must be text or json"),
    **{
        f"a while of {written or 'nothing much'}": (
            {"KEEP_RUNS": written},
            "KEEP_RUNS must be a length of time from 1h to 36500d, as 30d or 8w",
        )
        for written in ("forever", "30", "0d", "-1d", "30 days", "59m", "99999w", "1y")
    },
    "another database": ({"DATABASE_URL": "mysql://a:s3cret@b/c"}, "DATABASE_URL must be a Post"),
    "http to a far host": ({"GRAPH_URL": "http://graph.example/v1.0"}, "GRAPH_URL must be https"),
    "no address at all": ({"OPENID_METADATA_URL": "graph"}, "OPENID_METADATA_URL must be a plain"),
    "an address with a name in it": (
        {"GRAPH_URL": "https://graph.microsoft.com@evil.example/"},
        "GRAPH_URL must be a plain https address",
    ),
    "http for the issuer": ({"TOKEN_ISSUER": "http://a.example"}, "TOKEN_ISSUER must be https"),
    "a port that is none": ({"GRAPH_URL": "https://a.example:99999"}, "GRAPH_URL must have a port"),
    "an address for a host": ({"SERVICE_URL_HOSTS": "https://a.example"}, "SERVICE_URL_HOSTS must"),
    "every host": ({"SERVICE_URL_HOSTS": "*"}, "SERVICE_URL_HOSTS must list"),
    "every host of a country": ({"SERVICE_URL_HOSTS": "*.us"}, "SERVICE_URL_HOSTS must list"),
    "an empty list": ({"SERVICE_URL_HOSTS": ","}, "SERVICE_URL_HOSTS is empty"),
    "two ways to sign in": (
        {"APP_PASSWORD": "hunter2", "APP_CERTIFICATE_PATH": "a.pem"},
        "APP_CERTIFICATE_PATH cannot stand beside APP_PASSWORD",
    ),
    "a managed identity with a password": (
        {"APP_TYPE": "UserAssignedMSI", "APP_PASSWORD": "hunter2"},
        "APP_TYPE UserAssignedMSI needs no password",
    ),
    "a federated credential with a certificate": (
        {"APP_TYPE": "Federated", "APP_CERTIFICATE_PATH": "a.pem"},
        "APP_TYPE Federated needs no password or certificate",
    ),
    **{
        f"an identity that gives nothing to {kind or 'no kind of bot'}": (
            {"APP_TYPE": kind, "APP_IDENTITY_ID": "identity"},
            "APP_IDENTITY_ID is for APP_TYPE=Federated alone",
        )
        for kind in ("SingleTenant", "UserAssignedMSI", "")
    },
    "a managed identity that installs itself": (
        {"APP_TYPE": "UserAssignedMSI", "INSTALL_FOR_PEOPLE": "true"},
        "INSTALL_FOR_PEOPLE needs a registration",
    ),
    "a Graph of another cloud": (
        {"CLOUD": "usgov", "GRAPH_URL": "https://graph.microsoft.com/v1.0"},
        "GRAPH_URL belongs to the cloud public: set CLOUD=public",
    ),
    "a rehearsal token and the real Graph": (
        {**REHEARSAL, "STATIC_TOKEN": "hunter2", "GRAPH_URL": "https://graph.microsoft.com/v1.0"},
        "STATIC_TOKEN is for rehearsal only: set PROCESS_CENTER_GRAPH_URL",
    ),
    "a rehearsal token and real keys": (
        {**REHEARSAL, "STATIC_TOKEN": "hunter2", "OPENID_METADATA_URL": "https://a.example/"},
        "STATIC_TOKEN is for rehearsal only: set PROCESS_CENTER_OPENID_METADATA_URL",
    ),
    "a rehearsal token and one real host": (
        {**REHEARSAL, "STATIC_TOKEN": "hunter2", "SERVICE_URL_HOSTS": "127.0.0.1,a.example"},
        "STATIC_TOKEN is for rehearsal only: set PROCESS_CENTER_SERVICE_URL_HOSTS",
    ),
    "a rehearsal token and names below one": (
        {**REHEARSAL, "STATIC_TOKEN": "hunter2", "SERVICE_URL_HOSTS": "127.0.0.1,*.a.example"},
        "STATIC_TOKEN is for rehearsal only: set PROCESS_CENTER_SERVICE_URL_HOSTS",
    ),
    "a rehearsal token alone": ({"STATIC_TOKEN": "hunter2"}, "STATIC_TOKEN is for rehearsal only"),
}


@pytest.mark.parametrize(("given", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_sentence_that_names_the_setting_and_no_secret(
    load: Load, given: dict[str, str], says: str
) -> None:
    with pytest.raises(SetupError) as caught:
        load(given)
    assert re.match(PREFIX + says, caught.value.says)
    assert "\n" not in caught.value.says
    told = "".join(traceback.format_exception(caught.value))
    assert "hunter2" not in told
    assert "s3cret" not in told


STARTS: dict[str, tuple[dict[str, str], str, str | None]] = {
    "a registered bot": (REGISTERED, "0.0.0.0", None),  # noqa: S104 the point of the case
    "a managed identity": (
        {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "UserAssignedMSI"},
        "10.0.0.1",
        None,
    ),
    "a federated credential": (FEDERATED | {"APP_IDENTITY_ID": "identity"}, "10.0.0.1", None),
    "a federated credential that nobody gives": (
        FEDERATED,
        "127.0.0.1",
        "APP_IDENTITY_ID is missing, and AZURE_FEDERATED_TOKEN_FILE names no file",
    ),
    "a rehearsal": (
        {**REHEARSAL, "APP_ID": "app", "TENANTS": "home", "STATIC_TOKEN": "t"},
        "127.0.0.1",
        None,
    ),
    "a rehearsal without tokens": ({"ALLOW_ANONYMOUS": "true"}, "localhost", None),
    "nothing set": ({}, "127.0.0.1", "APP_ID is missing"),
    "anonymous for the world": (
        {"ALLOW_ANONYMOUS": "1"},
        "0.0.0.0",  # noqa: S104 the point of the case
        "ALLOW_ANONYMOUS needs a server on 127.0.0.1",
    ),
    "anonymous under a public name": (
        {"ALLOW_ANONYMOUS": "1"},
        "bot.example",
        "ALLOW_ANONYMOUS needs",
    ),
    "no tenant": (
        {**REHEARSAL, "APP_ID": "app", "STATIC_TOKEN": "t"},
        "127.0.0.1",
        "TENANTS is missing",
    ),
    "no type": (
        {"APP_ID": "app", "APP_TENANT_ID": "home"},
        "127.0.0.1",
        "APP_TYPE is missing",
    ),
    "no home tenant": (
        {"APP_ID": "app", "APP_TYPE": "SingleTenant", "TENANTS": "home"},
        "127.0.0.1",
        "APP_TENANT_ID is missing",
    ),
    "no password": (
        {"APP_ID": "app", "APP_TENANT_ID": "home", "APP_TYPE": "SingleTenant"},
        "127.0.0.1",
        "APP_PASSWORD is missing",
    ),
    "no certificate where it should be": (
        {
            "APP_ID": "app",
            "APP_TENANT_ID": "home",
            "APP_TYPE": "SingleTenant",
            "APP_CERTIFICATE_PATH": "gone.pem",
        },
        "127.0.0.1",
        "APP_CERTIFICATE_PATH names no file",
    ),
}


@pytest.mark.parametrize(("given", "host", "says"), STARTS.values(), ids=STARTS.keys())
def test_a_server_starts_only_when_it_can_check_and_answer(
    load: Load, given: dict[str, str], host: str, says: str | None
) -> None:
    settings = load(given)
    if says is None:
        settings.check_serving(host)
        return
    with pytest.raises(SetupError, match=PREFIX + says):
        settings.check_serving(host)


@pytest.mark.parametrize("cloud", Cloud)
def test_one_setting_chooses_all_addresses_of_a_cloud(load: Load, cloud: Cloud) -> None:
    settings = load({"CLOUD": cloud})
    assert settings.service_url_hosts == PRESETS[cloud].service_url_hosts
    assert settings.openid_metadata_url == PRESETS[cloud].openid_metadata_url
    assert settings.token_issuer == PRESETS[cloud].token_issuer
    assert settings.graph_url == PRESETS[cloud].graph_url
    assert settings.graph_scope == PRESETS[cloud].graph_url.replace("v1.0", ".default")
    assert not settings.is_rehearsal


def test_a_second_graph_host_of_a_cloud_is_signed_in_to_by_its_own_name(load: Load) -> None:
    settings = load({"CLOUD": "usgov", "GRAPH_URL": "https://dod-graph.microsoft.us/v1.0"})
    assert settings.graph_scope == "https://dod-graph.microsoft.us/.default"


def test_the_environment_goes_before_the_file_and_an_empty_value_unsets_it(
    load: Load, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        "PROCESS_CENTER_APP_ID=file\nPROCESS_CENTER_APP_TENANT_ID=file\n"
        "PROCESS_CENTER_APP_PASSWORD=file\nOTHER=of somebody else\n"
    )
    settings = load({"APP_ID": "shell", "APP_PASSWORD": ""})
    assert (settings.app_id, settings.app_tenant_id, settings.app_password) == (
        "shell",
        "file",
        None,
    )


def test_a_slip_in_the_file_is_named_too(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PROCESS_CENTER_GRAPHURL=x\n")
    with pytest.raises(SetupError, match=r"GRAPHURL is not a setting; did you mean .*GRAPH_URL"):
        load({})


def test_a_file_that_is_no_text_is_a_sentence(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"PROCESS_CENTER_APP_ID=\xff\xfe\n")
    with pytest.raises(SetupError, match=r"\.env cannot be read"):
        load({})


def test_a_rehearsal_is_one_whatever_the_database(load: Load) -> None:
    assert load({**REHEARSAL, "DATABASE_URL": "postgresql://far.example/center"}).is_rehearsal


def test_tenants_are_the_bots_own_unless_they_are_listed(load: Load) -> None:
    assert load(REGISTERED).tenants == ("home",)
    assert load({"TENANTS": " Home ,AWAY,"}).tenants == ("home", "away")


def test_the_only_tenant_there_is_is_ours(load: Load) -> None:
    assert load({}).home_id == ""
    assert load({"TENANTS": "Home"}).home_id == "home"
    assert load({"TENANTS": "home,away"}).home_id == ""
    assert load(REGISTERED).home_id == "home"


def test_whoever_may_speak_to_the_bot_is_not_at_home_by_that(load: Load) -> None:
    """People of another tenant than the bot's own are guests, whatever TENANTS lists."""
    assert load({**REGISTERED, "TENANTS": "home,away"}).home == ("home",)
    assert load({"APP_TENANT_ID": "", "TENANTS": "home,away"}).home == ("home", "away")


def test_a_secret_is_in_no_text_of_the_settings(load: Load) -> None:
    settings = load(
        {**REGISTERED, "DATABASE_URL": "postgresql://a:hunter2@b/c", "METRICS_TOKEN": "hunter2"}
    )
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.secrets() == ("postgresql://a:hunter2@b/c", "hunter2", "hunter2")
    assert settings.app_type is AppType.SINGLE_TENANT


def test_the_manual_explains_exactly_the_settings_there_are() -> None:
    manual = Path(__file__).parents[2] / "docs" / "settings.md"
    rows = re.findall(r"^\| `([A-Z_]+)` \|[^|]*\|[^|]*\|$", manual.read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(name.upper() for name in Settings.model_fields)


def test_what_is_kept_is_kept_for_as_long_as_the_operator_says(load: Load) -> None:
    assert load({}).keep == Keep(timedelta(days=30), timedelta(days=400))
    asked = load({"KEEP_MESSAGES": "36h", "KEEP_RUNS": "8w"})
    assert asked.keep == Keep(timedelta(hours=36), timedelta(weeks=8))
