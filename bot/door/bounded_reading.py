"""Read what somebody else sends without letting them choose how much memory it takes."""

from aiohttp import StreamReader


class TooLong(Exception):
    """More came than the limit allows; what was read is dropped."""


async def read_up_to(content: StreamReader, limit: int) -> bytes:
    """The whole stream when it has at most `limit` bytes, counted after decompression.

    Raises TooLong as soon as it is longer, and whatever aiohttp raises for a broken stream.
    """
    parts: list[bytes] = []
    size = 0
    while part := await content.readany():
        size += len(part)
        if size > limit:
            raise TooLong
        parts.append(part)
    return b"".join(parts)
