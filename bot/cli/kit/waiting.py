"""Wait, with progress, until the cards of things are posted."""

import asyncio
import time
from collections.abc import Mapping, Sequence

import click

from core.posting.ports import PostingPorts
from core.words import count

LOOK = 0.5  # seconds between two looks
STILL = 180.0  # seconds without any that arrives, after which the rest is left to the server
PENDING = ("queued", "sending", "unknown")


async def settled(
    ports: PostingPorts, kind: str, ids: Sequence[str], patience: float = STILL
) -> int:
    """0 when all arrived, 3 when some did not; those without an address are not waited for."""
    with click.progressbar(length=len(ids), label="Posting") as bar:
        shown = 0
        until = time.monotonic() + patience
        while True:
            outcomes = await ports.deliveries.outcomes(kind, ids, ports.patience.most)
            pending = sum(outcomes.get(state, 0) for state in PENDING)
            done = len(ids) - pending
            bar.update(done - shown)
            if done > shown:
                until = time.monotonic() + patience
            shown = done
            if not pending or time.monotonic() > until:
                break
            await asyncio.sleep(LOOK)
    click.echo(_summary(outcomes))
    return 3 if pending or outcomes.get("failed") or outcomes.get("unclear") else 0


def _summary(outcomes: Mapping[str, int]) -> str:
    told = [f"{many} {state}" for state, many in sorted(outcomes.items()) if many]
    return (
        f"{count(sum(outcomes.values()), 'delivery', 'deliveries')}: {', '.join(told) or 'none'}."
    )
