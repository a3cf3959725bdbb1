"""A gate with its key server, on a clock that only the test moves."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.door.gate import Gate
from bot.settings import PREFIX, Settings
from tests.bot import openid
from tests.ground import inside

__all__ = ["inside"]

NOW = 1_790_000_000.0
ISSUER = "https://api.botframework.com"
SERVICE_URL = "https://smba.trafficmanager.net/amer/"
Load = Callable[[dict[str, str]], Settings]


@dataclass
class Clock:
    """Seconds since 1970 that stand still."""

    now: float = NOW

    def __call__(self) -> float:
        """The time."""
        return self.now


@dataclass
class Door:
    """A gate and what it takes to knock at it; each call states only what is different."""

    gate: Gate
    keys: openid.OpenId
    clock: Clock = field(default_factory=Clock)

    def activity(self, **other: Any) -> dict[str, Any]:
        """A message in a channel, as Teams sends it; None leaves a field out."""
        usual = {
            "type": "message",
            "id": "1700000000000",
            "channelId": "msteams",
            "serviceUrl": SERVICE_URL,
            "from": {"id": "29:ada", "aadObjectId": "ada"},
            "recipient": {"id": "28:app"},
            "conversation": {"id": "19:a@thread.tacv2", "tenantId": "home"},
            "channelData": {"tenant": {"id": "home"}},
            "text": "help",
        }
        return {name: value for name, value in {**usual, **other}.items() if value is not None}

    def header(
        self,
        sign: openid.Sign | None = None,
        head: dict[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """An Authorization header, valid unless something else is asked for."""
        usual = {
            "iss": ISSUER,
            "aud": "app",
            "exp": int(self.clock()) + 3600,
            "nbf": int(self.clock()),
            "serviceurl": SERVICE_URL,
        }
        header = {"alg": "RS256", "typ": "JWT", "kid": "key-1", **(head or {})}
        return "Bearer " + openid.token(header, {**usual, **claims}, sign or openid.rs())

    async def knock(self, authorization: str | None, activity: Any) -> dict[str, Any]:
        """Sends an activity, or raw bytes."""
        raw = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        return await self.gate.admit(authorization, raw)


def settings_for(keys: openid.OpenId, **other: Any) -> Settings:
    """Settings of a bot for the tenant `home` whose keys are at that server."""
    given = {
        "app_id": "app",
        "tenants": "home,second",
        "openid_metadata_url": keys.url,
        "service_url_hosts": "smba.trafficmanager.net,*.teams.example,127.0.0.1",
    }
    return Settings.model_validate({**given, **other})


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """One client session."""
    async with ClientSession() as client:
        yield client


@pytest.fixture
async def keys() -> AsyncIterator[openid.OpenId]:
    """A key server."""
    async with openid.serving() as server:
        yield server


@pytest.fixture
def door(keys: openid.OpenId, session: ClientSession) -> Door:
    """A gate that asks that server."""
    clock = Clock()
    return Door(Gate(settings_for(keys), session, clock), keys, clock)


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Load:
    """Settings from an environment that has these; the folder is `tmp_path`."""
    monkeypatch.chdir(tmp_path)

    def settings(given: dict[str, str]) -> Settings:
        for name, value in given.items():
            monkeypatch.setenv(PREFIX + name, value)
        return Settings.load()

    return settings
