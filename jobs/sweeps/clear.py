"""Look for what is kept no longer."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Every six hours of our time, once in the whole deployment."""
    if await ports.clearing.is_due(ports.clock.now()):
        await ports.work.defer("clear", once="all")


SWEEP = Sweep(run, seconds=2)
