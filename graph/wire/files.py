"""Fetches a report's file line by line, from another host, by a link that needs no token."""

import asyncio
import codecs
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

from core.errors import NotRead
from graph.wire.reasons import ELSEWHERE, NOT_FETCHED

# A report has some 200 bytes a team. More than that is not what we asked for.
LARGEST = 256 * 1024 * 1024
LONGEST_LINE = 64 * 1024
LONGEST = 300.0  # seconds

Hear = Callable[[str], None]


async def each_line(
    http: httpx.AsyncClient, link: str, scheme: str, hear: Hear, longest: float = LONGEST
) -> None:
    """Hands over each line without its end; never more than a line is kept.

    `link` has to be https, or `scheme`, which is Graph's own. Raises NotRead for a file that did
    not arrive whole, and what `hear` raises.
    """
    host = _host(link, scheme)
    try:
        async with http.stream("GET", link, headers={"Accept": "*/*"}) as answer:
            if answer.status_code != httpx.codes.OK:
                raise NotRead(f"{NOT_FETCHED}{host}, which answered {answer.status_code}")
            await _follow(answer, host, hear, longest)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotRead(f"{NOT_FETCHED}{host}; check that the network lets us reach it") from error


async def _follow(answer: httpx.Response, host: str, hear: Hear, longest: float) -> None:
    clock = asyncio.get_running_loop().time
    ends_at, size, rest = clock() + longest, 0, ""
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
    async for piece in answer.aiter_bytes():
        size += len(piece)
        *lines, rest = (rest + decoder.decode(piece)).split("\n")
        if size > LARGEST or len(rest) > LONGEST_LINE or clock() > ends_at:
            raise NotRead(f"{NOT_FETCHED}{host}, because it did not end")
        for line in lines:
            hear(line.removesuffix("\r"))
    if rest:
        hear(rest)


def _host(link: str, scheme: str) -> str:
    """Raises NotRead for what is no address, or one that anybody on the way could change."""
    try:
        parts = urlsplit(link)
    except ValueError as error:
        raise NotRead(ELSEWHERE) from error
    if not parts.hostname or parts.scheme not in ("https", scheme):
        raise NotRead(ELSEWHERE)
    return parts.hostname
