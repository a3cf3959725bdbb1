"""End a round whose time is over: its answers become the report that replaces its card.

Safe to run twice: the second run finds the round closed and does nothing.
"""

from core.checkins import service
from core.ports import Ports
from jobs.tasks import Job


async def run(ports: Ports, round_id: str) -> None:
    """Close it now."""
    await service.close(ports.checkins, round_id, ports.clock.now())


JOB = Job(run, queue="rounds")
