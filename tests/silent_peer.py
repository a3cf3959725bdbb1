"""Somebody who lets everybody in and says nothing."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Peer:
    """Lets everybody in and says nothing; `port` is where."""

    port: int

    @property
    def url(self) -> str:
        """As a web server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        """As a PostgreSQL."""
        return f"postgresql://nobody@127.0.0.1:{self.port}/nobody?connect_timeout=1"


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A silent peer."""
    writers = []

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while await reader.read(65536):
            pass

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    yield Peer(server.sockets[0].getsockname()[1])
    server.close()
    for each in writers:
        each.transport.abort()
    await asyncio.sleep(0)
