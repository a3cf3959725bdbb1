"""Wait, with progress, until the cards of things are posted."""

import asyncio
from collections.abc import Mapping, Sequence

import click

from core.posting.ports import PostingPorts
from core.words import count

LOOK = 0.5  # seconds between two looks
PENDING = ("queued", "sending", "unknown")


async def settled(ports: PostingPorts, kind: str, ids: Sequence[str]) -> int:
    """0 when all arrived, 3 when some did not; those without an address are not waited for."""
    with click.progressbar(length=len(ids), label="Posting") as bar:
        shown = 0
        while True:
            outcomes = await ports.deliveries.outcomes(kind, ids, ports.patience.most)
            pending = sum(outcomes.get(state, 0) for state in PENDING)
            done = len(ids) - pending
            bar.update(done - shown)
            shown = done
            if not pending:
                break
            await asyncio.sleep(LOOK)
    click.echo(_summary(outcomes))
    return 3 if outcomes.get("failed") or outcomes.get("unclear") else 0


def _summary(outcomes: Mapping[str, int]) -> str:
    told = [f"{many} {state}" for state, many in sorted(outcomes.items()) if many]
    return (
        f"{count(sum(outcomes.values()), 'delivery', 'deliveries')}: {', '.join(told) or 'none'}."
    )
