"""One address for several servers, as a deployment has it: who does not listen is passed over."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing, suppress
from itertools import count

PIECE = 65_536


@asynccontextmanager
async def balanced(port: int, behind: Sequence[int]) -> AsyncIterator[None]:
    """Each connection goes to the next port of those behind, else to the one after it."""
    turns = count()

    async def enter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        turn = next(turns)
        with suppress(OSError), closing(writer):
            for each in range(len(behind)):
                try:
                    other = await asyncio.open_connection(
                        "127.0.0.1", behind[(turn + each) % len(behind)]
                    )
                except OSError:
                    continue
                await _joined((reader, writer), other)
                return

    server = await asyncio.start_server(enter, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _joined(one: Stream, other: Stream) -> None:
    """Until either side has ended."""
    with closing(other[1]):
        ways = [
            asyncio.create_task(_carried(one[0], other[1])),
            asyncio.create_task(_carried(other[0], one[1])),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for each in ways:
            each.cancel()


async def _carried(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
