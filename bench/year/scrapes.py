"""What the servers' metrics tell, scraped again and again, and where they tell it wrongly."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

QUEUE = "process_center_queue_depth{"
TIMES, PAUSE = 3, 0.3  # looks, and real seconds before each
PATIENCE = aiohttp.ClientTimeout(total=2.0)


@dataclass
class Scrapes:
    """`full` are queues that were told to hold something while all were empty."""

    session: aiohttp.ClientSession
    ports: Mapping[str, int]
    scraped: int = 0
    full: Counter[str] = field(default_factory=Counter)

    async def look(self) -> None:
        """Once at each server that answers, as a monitor does."""
        for port in self.ports.values():
            await self._scraped(port)

    async def judge(self) -> None:
        """While nothing waits: a queue that is told to be full each time is told wrongly.

        A job that is done every two seconds may be seen once.
        """
        for port in self.ports.values():
            told = [await self._full(port) for _ in range(TIMES)]
            self.full.update(set.intersection(*told))

    async def _full(self, port: int) -> set[str]:
        await asyncio.sleep(PAUSE)
        lines = [each.rpartition(" ") for each in await self._scraped(port)]
        return {name for name, _, value in lines if name.startswith(QUEUE) and float(value) > 0}

    async def _scraped(self, port: int) -> list[str]:
        with suppress(aiohttp.ClientError, TimeoutError):
            url = f"http://127.0.0.1:{port}/metrics"
            async with self.session.get(url, timeout=PATIENCE) as response:
                self.scraped += 1
                return (await response.text()).splitlines()
        return []
