"""Cards follow what changes: a loop in each process defers their edits, one at a time for a card.

A press says in its own process that there is news, after its commit. What nobody said (a crash, a
job of another process) is found with the next look.
"""

import asyncio
import logging
from contextlib import suppress

from core.errors import StoreAway
from core.ports import Ports

PAUSE = 0.1  # seconds between two looks, however much news there is

log = logging.getLogger(__name__)


class Showing:
    """The loop of one process."""

    def __init__(self) -> None:
        self._heard = asyncio.Event()

    def news(self) -> None:
        """Something changed, so look now."""
        self._heard.set()

    async def run(self, ports: Ports) -> None:
        """Look until cancelled; a database that is away is looked for again."""
        poll = ports.posting.patience.poll.total_seconds()
        while True:
            self._heard.clear()
            try:
                await show_what_is_behind(ports)
            except StoreAway as error:
                log.warning("cards not looked after why=%s", error.says)
            await asyncio.sleep(min(PAUSE, poll))
            with suppress(TimeoutError):
                async with asyncio.timeout(poll):  # wait_for may swallow being cancelled
                    await self._heard.wait()


async def show_what_is_behind(ports: Ports) -> None:
    """Defer an edit of each card that rested and has something to show."""
    for each in await ports.posting.cards.behind(ports.posting.patience.rest):
        await ports.work.defer("show", once=each.key, **each.arguments)
