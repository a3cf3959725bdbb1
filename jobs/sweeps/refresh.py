"""Read rosters and names that are due for it, and follow the readers' clocks."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Once in the whole deployment: one of each that waits is enough."""
    await ports.work.defer("read_rosters", once="all")
    await ports.work.defer("read_people", once="all")
    await ports.work.defer("own_clocks", once="all")


SWEEP = Sweep(run, seconds=60)
