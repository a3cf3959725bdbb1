"""Add who came to the door of this process to what all of them saw."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Each process its own; nothing is written where nobody came."""
    await ports.arrivals.keep()


SWEEP = Sweep(run, seconds=5)
