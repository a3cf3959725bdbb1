"""What a Connector answers, in tests: fixtures, and how a refusal is told."""

from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

from bot.chat.connector import Connector
from bot.door.web_addresses import Hosts
from core.errors import NotDelivered
from tests.bot.conftest import NOW
from tests.bot.connector_cases import Renewing, Teams


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    """A Connector on a free port."""
    teams = Teams()
    app = web.Application()
    app.router.add_route("*", "/elsewhere", teams.lead_away)
    app.router.add_route("*", "/amer/{rest:.*}", teams.take)
    async with TestServer(app, host="127.0.0.1") as server:
        teams.url = str(server.make_url("")).rstrip("/")
        yield teams


def connector_of(session: ClientSession, timeout: ClientTimeout | None = None) -> Connector:
    """One that waits so long, by a clock that stands."""
    return Connector(
        session,
        Renewing(),
        Hosts.of(["127.0.0.1"]),
        clock=lambda: NOW,
        timeout=timeout or ClientTimeout(total=5),
    )


@pytest.fixture
def connector(session: ClientSession) -> Connector:
    """A client of it."""
    return connector_of(session)


async def refusal(call: Coroutine[Any, Any, object], kind: type[NotDelivered]) -> str:
    """All that the error of a call says, which is of this kind."""
    with pytest.raises(NotDelivered) as caught:
        await call
    assert type(caught.value) is kind
    return f"{caught.value.says} {caught.value!r}"
