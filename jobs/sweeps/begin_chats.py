"""Begin chats with people for whom something is due and who never wrote to us."""

from core.ports import Ports
from jobs.sweeps import Sweep


async def run(ports: Ports) -> None:
    """Once in the whole deployment, where it is anybody's turn: one job that waits is enough."""
    if await ports.posting.contacts.due():
        await ports.work.defer("begin_chats", once="all")


SWEEP = Sweep(run, seconds=5)
