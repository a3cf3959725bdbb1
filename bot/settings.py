"""What an operator may set; the one place that reads the environment."""

import os
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import (
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import app_types, setting_files, setting_mistakes, teams_command
from bot.app_types import AppType
from bot.clouds import PRESETS, Cloud, Preset, cloud_of
from bot.door.web_addresses import Hosts, host_of, is_loopback
from bot.setting_values import DatabaseUrl, HostNames, Length, Secret, TenantIds, WebAddress
from core.errors import SetupError
from core.keeping import Keep

PREFIX = "PROCESS_CENTER_"


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


def _of_cloud(choose: Callable[[Preset], Any]) -> Any:
    """A default taken from the cloud that was chosen; an unknown cloud is refused on its own."""
    return Field(default_factory=lambda data: choose(PRESETS[data.get("cloud", Cloud.PUBLIC)]))


def _own_tenant(data: dict[str, Any]) -> tuple[str, ...]:
    return (data["app_tenant_id"].lower(),) if data.get("app_tenant_id") else ()


def _log_format() -> LogFormat:
    return LogFormat.TEXT if sys.stderr.isatty() else LogFormat.JSON


class Settings(BaseSettings):
    """The settings of one process, checked as a whole; `docs/settings.md` explains each.

    Made directly it takes only what is given; `load` reads the environment.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    database_url: DatabaseUrl | None = None
    data_dir: Path = Path(".data")
    content_dir: Path = Path("content")
    cloud: Cloud = Cloud.PUBLIC
    app_id: str | None = None
    app_tenant_id: str | None = None
    app_type: AppType | None = None
    app_password: Secret | None = None
    app_certificate_path: Path | None = None
    app_identity_id: str | None = None
    tenants: TenantIds = Field(default_factory=_own_tenant)
    service_url_hosts: HostNames = _of_cloud(lambda preset: preset.service_url_hosts)
    openid_metadata_url: WebAddress = _of_cloud(lambda preset: preset.openid_metadata_url)
    token_issuer: WebAddress = _of_cloud(lambda preset: preset.token_issuer)
    graph_url: WebAddress = _of_cloud(lambda preset: preset.graph_url)
    install_for_people: bool = False
    keep_messages: Length = Keep().messages
    keep_runs: Length = Keep().runs
    private_replies: bool = False
    static_token: Secret | None = None
    allow_anonymous: bool = False
    metrics_token: Secret | None = None
    log_format: LogFormat = Field(default_factory=_log_format)
    _borrowed: dict[str, str] = PrivateAttr(default_factory=dict)
    _in_files: frozenset[str] = PrivateAttr(frozenset())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 the signature is pydantic's, here and below
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is given: a test's settings do not depend on the shell it runs in."""
        return (init_settings,)

    @classmethod
    def load(cls, env_file: str | None = ".env") -> Self:
        """From the environment, then `env_file` (None: not read); empty values count as unset.

        An empty variable in the environment also unsets the file's. What Microsoft's `teams`
        command wrote counts in the file alone. Raises SetupError with one sentence naming the
        first setting that is wrong.
        """
        file = _file(cls, env_file)
        given, in_files = setting_files.replaced(_given(cls, file), cls.model_fields, PREFIX)
        added, names = teams_command.borrowed(given, file, PREFIX)
        try:
            made = cls.model_validate(given | added)
        except ValidationError as error:
            raise SetupError(setting_mistakes.sentence(PREFIX, error, in_files)) from error
        # Pydantic gives settings no context to take these from.
        made._in_files, made._borrowed = in_files, names  # noqa: SLF001
        return made

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for field, says in app_types.contradictions(self):
            raise _wrong(field, says)
        if self.static_token and not self.is_rehearsal:
            raise _wrong("static_token", f"is for rehearsal only: {self._first_real()} first")
        known = cloud_of(host_of(self.graph_url))
        if known not in (None, self.cloud):
            raise _wrong("graph_url", f"belongs to the cloud {known}: set CLOUD={known}")
        return self

    @property
    def borrowed(self) -> list[str]:
        """The names of Microsoft's `teams` command that stand for settings."""
        return list(self._borrowed.values())

    def called(self, field: str) -> str:
        """The name by which the operator has set it."""
        own = f"{PREFIX}{field.upper()}"
        return f"{self._borrowed[field]} in .env" if field in self._borrowed else own

    @property
    def in_files(self) -> list[str]:
        """The settings whose values were in files, as an operator writes them."""
        return [name.upper() for name in type(self).model_fields if name in self._in_files]

    @property
    def is_rehearsal(self) -> bool:
        """True only when every address we would speak to is loopback, the database apart."""
        return self._first_real() is None

    def _first_real(self) -> str | None:
        for name in ("graph_url", "openid_metadata_url"):
            if not is_loopback(host_of(getattr(self, name))):
                return f"set {PREFIX}{name.upper()} to an address on this machine"
        if not Hosts.of(self.service_url_hosts).are_loopback:
            return f"set {PREFIX}SERVICE_URL_HOSTS to names of this machine"
        return None

    @property
    def home(self) -> tuple[str, ...]:
        """Our own tenant, or those that may be it: whoever is of another is a guest of ours."""
        return _own_tenant({"app_tenant_id": self.app_tenant_id}) or self.tenants

    @property
    def home_id(self) -> str:
        """Our own tenant where it is known which it is, else empty."""
        return self.home[0] if len(self.home) == 1 else ""

    @property
    def keep(self) -> Keep:
        """How long what was needed once is kept."""
        return Keep(self.keep_messages, self.keep_runs)

    @property
    def preset(self) -> Preset:
        """What the chosen cloud stands for, before any address is set apart."""
        return PRESETS[self.cloud]

    @property
    def graph_scope(self) -> str:
        """What a Graph token is asked for; a national host needs its own name in it."""
        host = host_of(self.graph_url)
        known = host if cloud_of(host) else self.preset.graph_hosts[0]
        return f"https://{known}/.default"

    def secrets(self) -> tuple[str, ...]:
        """Every secret value that is set, for the log's last net; never print it."""
        every = (self.database_url, self.app_password, self.static_token, self.metrics_token)
        return tuple(secret.get_secret_value() for secret in every if secret)

    def check_serving(self, host: str) -> None:
        """Raises SetupError when a server bound to `host` must not start with these settings."""
        if self.allow_anonymous and not is_loopback(host):
            raise _wrong("allow_anonymous", f"needs a server on 127.0.0.1, not on {host}")
        if not self.app_id and not self.allow_anonymous:
            raise _wrong("app_id", "is missing: set the id of the bot registration")
        if self.app_id and not self.allow_anonymous and not self.tenants:
            raise _wrong("tenants", "is missing: list the tenant ids that may speak to the bot")
        if self.app_id or not self.allow_anonymous:
            self.check_registration()

    def check_registration(self) -> None:
        """Raises SetupError when nothing here lets us sign in to send messages."""
        if self.static_token:
            return
        for field, says in app_types.missing(self, token_file()):
            raise _wrong(field, says)


def _wrong(field: str, says: str) -> SetupError:
    return SetupError(f"{PREFIX}{field.upper()} {says}.")


def _file(settings: type[Settings], env_file: str | None) -> Mapping[str, str | None]:
    """All that the file sets, by name in lower case."""
    try:
        return DotEnvSettingsSource(settings, env_file=env_file, env_file_encoding="utf-8").env_vars
    except PermissionError as error:
        says = f"{env_file} may not be read by this user: run it as the user of the service."
        raise SetupError(says) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{env_file} cannot be read: make it a UTF-8 text file.") from error


def _given(settings: type[Settings], file: Mapping[str, str | None]) -> dict[str, str]:
    """What was set, by field; raises SetupError for a name that is no setting."""
    named = {**_ours(file), **_ours(EnvSettingsSource(settings).env_vars)}
    known = setting_files.names(settings.model_fields)
    for name in sorted(named.keys() - set(known)):
        raise setting_mistakes.unknown(PREFIX, name, known)
    return {name: value for name, value in named.items() if value}


def _ours(variables: Mapping[str, str | None]) -> dict[str, str]:
    """Those with our prefix; the sources give names in lower case."""
    prefix = PREFIX.lower()
    return {
        name.removeprefix(prefix): (value or "").strip()
        for name, value in variables.items()
        if name.startswith(prefix)
    }


def token_file() -> Path:
    """Where Azure puts the token of a workload identity; no file where it puts none."""
    return Path(os.environ.get(app_types.TOKEN_FILE, ""))


def data_home() -> Path:
    """The data folder alone, for a rehearsal that takes nothing else from the environment."""
    return Path(os.environ.get(f"{PREFIX}DATA_DIR") or Settings().data_dir)


def inherited() -> dict[str, str]:
    """The environment for a process of ours, without any setting of this product."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def forget_habits() -> None:
    """Drop what a shell sets for psql and what would count for us too: how dates are written.

    Where a server is, and how its certificate is proved, may come from the environment as ever.
    """
    for name in ("PGCLIENTENCODING", "PGDATESTYLE", "PGTZ", "PGGEQO"):
        os.environ.pop(name, None)
