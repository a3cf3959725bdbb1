"""Runs `process-center` in a terminal, with settings for the simulated tenant."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator import app as simulator
from simulator.settings import Settings as TenantSettings
from simulator.tenant import Tenant
from tests.cli.terminal import Done, Terminal, launched, opened
from tests.conftest import CONTENT
from tests.rehearsal import APP_ID, TOKEN, free_port


@dataclass(frozen=True)
class Operator:
    """Somebody at a terminal of the machine where Process Center runs."""

    tenant: Tenant
    port: int
    environment: dict[str, str]
    home: Path
    terminal: Terminal

    async def runs(self, *words: str, **settings: str) -> Done:
        """One command, to its end; `settings` (without the prefix) replace those of the tenant."""
        given = {f"PROCESS_CENTER_{name}": value for name, value in settings.items()}
        environment = {**self.environment, **given}
        return await asyncio.to_thread(self.terminal.runs, words, environment, self.home)

    async def launches(self, *words: str) -> Done:
        """The same as a true process, which has to import by itself all that it needs."""
        return await asyncio.to_thread(launched, words, self.environment, self.home)

    async def starts(self, *words: str) -> asyncio.subprocess.Process:
        """A true process that runs until it is ended."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            env=self.environment,
            cwd=self.home,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )


@pytest.fixture(scope="session")
def terminal() -> Iterator[Terminal]:
    """Where commands are typed."""
    with opened() as made:
        yield made


@pytest.fixture
async def operator(
    database_url: str, tmp_path: Path, terminal: Terminal
) -> AsyncIterator[Operator]:
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
        yield Operator(tenant, port, environment, tmp_path, terminal)
