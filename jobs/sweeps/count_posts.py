"""Add what this process counted to what all of them did."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Each process its own."""
    await ports.posting.count.keep()


SWEEP = Sweep(run, seconds=2)
