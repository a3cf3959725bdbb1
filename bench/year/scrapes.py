"""What the servers' metrics tell, scraped again and again, and where they tell it wrongly."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

QUEUE = "process_center_queue_depth{"
PATIENCE = aiohttp.ClientTimeout(total=2.0)


@dataclass
class Scrapes:
    """`full` are queues that were told to hold something while all were empty."""

    session: aiohttp.ClientSession
    ports: Mapping[str, int]
    scraped: int = 0
    full: Counter[str] = field(default_factory=Counter)

    async def look(self, *, quiet: bool) -> None:
        """Once at each server that answers; `quiet` where nothing waits just now."""
        for port in self.ports.values():
            with suppress(aiohttp.ClientError, TimeoutError):
                url = f"http://127.0.0.1:{port}/metrics"
                async with self.session.get(url, timeout=PATIENCE) as response:
                    lines = (await response.text()).splitlines()
                self.scraped += 1
                if quiet:
                    self._judge(lines)

    def _judge(self, lines: list[str]) -> None:
        for each in lines:
            name, _, value = each.rpartition(" ")
            if name.startswith(QUEUE) and float(value) > 0:
                self.full[name] += 1
