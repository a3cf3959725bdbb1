"""Keep by whose clock people live, as their presses in channels told this process."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Each process its own. What comes to a reader goes by their new clock then."""
    if await ports.people.clocks.keep():
        await ports.work.defer("own_clocks", once="all")


SWEEP = Sweep(run, seconds=2)
