"""A request's body is read only as far as an activity may go."""

import gzip
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.door.gate import MAX_BODY, read_body
from bot.door.gate_errors import Refusal


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A server that answers with the length of the body, or the refusal's status."""

    async def answer(request: web.Request) -> web.Response:
        try:
            body = await read_body(request.content, request.content_length)
        except Refusal as refusal:
            return web.Response(status=refusal.status)
        return web.Response(text=str(len(body)))

    app = web.Application()
    app.router.add_post("/", answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(auto_decompress=False)
    yield str(server.make_url("/"))
    await server.close()


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """A body whose length nobody declared."""
    for _ in range(size // 1024):
        yield b"a" * 1024
    yield b"a" * (size % 1024)


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 200), (MAX_BODY + 1, 413)])
async def test_256_kb_is_the_limit_declared_or_not(
    session: ClientSession, url: str, size: int, status: int
) -> None:
    async with session.post(url, data=b"a" * size) as declared:
        assert declared.status == status
    async with session.post(url, data=in_pieces(size)) as undeclared:
        assert undeclared.status == status


async def test_what_is_packed_stays_packed(session: ClientSession, url: str) -> None:
    bomb = gzip.compress(b"a" * 50_000_000)
    for body in (bomb, b"no gzip", bomb[:-9]):
        async with session.post(url, data=body, headers={"Content-Encoding": "gzip"}) as response:
            assert (response.status, await response.text()) == (200, str(len(body)))
