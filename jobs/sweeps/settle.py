"""Judge unclear deliveries."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Once in the whole deployment: one that waits is enough."""
    await ports.work.defer("settle_deliveries", once="all")


SWEEP = Sweep(run, seconds=2)
