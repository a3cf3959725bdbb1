"""`python -m bench.digest_made URL`: make digests for a leader, and print what that took.

Prints `{"seconds": […], "MB", "KB", "projects"}`: of each digest, of the process, of a card.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from cards.digests import digest
from cards.kit.message import message
from core.digests import service
from core.digests.ports import DigestPorts
from store.database import Database
from store.digests.digests import DigestStore

TIMES = 7
NOW = datetime(2026, 11, 17, 14, tzinfo=UTC)


async def _later(
    connection: Any, job: str, arguments: Sequence[Mapping[str, object]], *, soon: bool = False
) -> None:
    """Nobody does the jobs here."""
    del connection, job, arguments, soon


async def main(url: str) -> None:
    """Make them, the first of all a week before the others; they are compared with it."""
    seconds: list[float] = []
    async with Database(url) as database:
        ports = DigestPorts(DigestStore(database, _later))
        whose = await ports.digests.leader("kim")
        if whose is None:
            raise SystemExit("There is no leader in this database.")
        first = await service.make(ports, uuid4().hex, "weekly", whose, NOW.replace(day=10))
        await database.run("UPDATE deliveries SET state = 'sent', activity_id = 'a'")
        for _ in range(TIMES):
            began = time.perf_counter()
            made = await service.make(ports, uuid4().hex, "weekly", whose, NOW)
            seconds.append(time.perf_counter() - began)
    found = {
        "seconds": [round(each, 3) for each in seconds],
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "KB": len(json.dumps(message(digest.build(made, made.made_at))).encode()) / 1024,
        "projects": len(first.facts.projects),
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
