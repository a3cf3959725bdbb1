"""Follows the pages of a collection: the SDK's own iterator ends at the first empty one."""

from collections.abc import AsyncGenerator

from core.errors import NotRead
from graph.wire.asks import Ask, Json
from graph.wire.client import GraphClient
from graph.wire.decode import next_page, objects
from graph.wire.reasons import ENDLESS

MOST_PAGES = 1_000


async def pages(
    client: GraphClient, ask: Ask, first: Json | None = None, most: int = MOST_PAGES
) -> AsyncGenerator[list[Json], None]:
    """Page after page, empty ones too; `first` when a batch has brought it already.

    Raises NotRead where a page cannot be read, a link repeats itself, or more than `most` pages
    follow each other.
    """
    seen: set[str] = set()
    page = await client.read(ask) if first is None else first
    yield objects(page)
    while link := next_page(page):
        if link in seen or len(seen) + 1 >= most:
            raise NotRead(ENDLESS)
        seen.add(link)
        page = await client.read(ask, link)
        yield objects(page)


async def entries(client: GraphClient, ask: Ask, first: Json | None = None) -> list[Json]:
    """All pages as one list."""
    return [entry async for page in pages(client, ask, first) for entry in page]
