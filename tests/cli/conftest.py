"""Runs `process-center` as a process, with settings for the simulated tenant."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from simulator.tenant import Tenant
from tests.rehearsal import APP_ID, CONTENT, TOKEN, free_port

PATIENCE = 30.0  # seconds that a command may take


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Operator:
    """Somebody at a terminal of the machine where Process Center runs."""

    tenant: Tenant
    port: int
    environment: dict[str, str]
    home: Path

    async def runs(self, *words: str, **settings: str) -> Done:
        """One command, to its end; `settings` (without the prefix) replace those of the tenant."""
        process = await self._start(*words, **settings)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        return Done(process.returncode or 0, out.decode(), err.decode())

    async def starts(self, *words: str) -> asyncio.subprocess.Process:
        """A command that runs until it is ended."""
        return await self._start(*words)

    async def _start(self, *words: str, **settings: str) -> asyncio.subprocess.Process:
        given = {f"PROCESS_CENTER_{name}": value for name, value in settings.items()}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            env={**self.environment, **given},
            cwd=self.home,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


@pytest.fixture
async def operator(database_url: str, tmp_path: Path) -> AsyncIterator[Operator]:
    """An operator with an empty database and a tenant where nothing is installed yet."""
    port = free_port()
    wanted = TenantSettings(
        bot_url=f"http://127.0.0.1:{port}/api/messages", app_id=APP_ID, token=TOKEN
    )
    async with simulator.start(wanted) as tenant:
        settings = {
            "DATABASE_URL": database_url,
            "CONTENT_DIR": str(CONTENT),
            "APP_ID": APP_ID,
            "STATIC_TOKEN": TOKEN,
            "TENANTS": tenant.world.facts.id,
            "SERVICE_URL_HOSTS": "127.0.0.1",
            "OPENID_METADATA_URL": f"{tenant.url}/sign-in/.well-known/openidconfiguration",
            "GRAPH_URL": f"{tenant.url}/graph/v1.0",
        }
        kept = {name: value for name, value in os.environ.items()}  # noqa: TID251 C416 a child's
        environment = kept | {f"PROCESS_CENTER_{name}": value for name, value in settings.items()}
        (tmp_path / "office.yaml").write_text(tenant.office(), encoding="utf-8")
        yield Operator(tenant, port, environment, tmp_path)
