"""`python -m bench.serve_quick PORT`: `serve`, but patient for fractions of a second only.

What it does is the same; a kill bench would else wait two minutes for each unclear post.
"""

import asyncio
import contextlib
import sys
from datetime import timedelta

from bot.app import center, serve
from bot.runtime import database, run, settings
from core.posting.deliveries import Patience
from jobs import engine

QUICK = Patience(
    look=timedelta(milliseconds=200),
    repeat=timedelta(seconds=1),
    stuck=timedelta(seconds=5),
    rest=timedelta(seconds=3),
)

DEAD = 4.0  # seconds without a sign of life, and a worker's jobs go back to the queue


async def _serve(port: int) -> None:
    engine.DEAD = DEAD
    found = settings()
    async with database(found) as db, center(found, db, QUICK) as made:
        with contextlib.suppress(asyncio.CancelledError):
            await serve(made, "127.0.0.1", port, lambda _: None)


if __name__ == "__main__":
    run(_serve(int(sys.argv[1])))
