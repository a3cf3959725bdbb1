"""`python -m bench.serve_quicker serve PORT`, or `worker 0`: the year's servers and workers.

A week takes a minute, so they are patient for fractions of a second only, and a dead worker is
found at once. What they do is the same.
"""

import asyncio
import contextlib
import sys
from dataclasses import replace
from datetime import timedelta

from bot.app import center, serve
from bot.runtime import database, run, settings
from core.posting.deliveries import Patience
from jobs import engine
from jobs.sweeps import rescue

QUICK = Patience(
    look=timedelta(milliseconds=200),
    repeat=timedelta(seconds=1),
    unread=timedelta(seconds=10),
    stuck=timedelta(seconds=4),
    rest=timedelta(milliseconds=500),
    poll=timedelta(milliseconds=100),
)
HEARTBEAT, DEAD = 0.5, 2.5  # seconds


async def _play(role: str, port: int) -> None:
    engine.HEARTBEAT, engine.DEAD = HEARTBEAT, DEAD
    rescue.SWEEP = replace(rescue.SWEEP, seconds=1)
    found = settings()
    async with database(found) as db, center(found, db, QUICK) as made:
        with contextlib.suppress(asyncio.CancelledError):
            if role == "serve":
                await serve(made, "127.0.0.1", port, lambda _: None)
            await made.work()


if __name__ == "__main__":
    run(_play(sys.argv[1], int(sys.argv[2])))
