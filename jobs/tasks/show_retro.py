"""Bring the card of a retro to its newest state.

Safe to run twice and at once, as jobs/show.py says. The job names the retro alone: nothing of a
note, or of who wrote one, goes through the queue.
"""

from core.ports import Ports
from core.posting.subjects import Kind, Subject
from jobs.show import show
from jobs.tasks import Job


async def run(ports: Ports, retro_id: str) -> None:
    """Show the phase that it is in, or the summary."""
    await show(ports, Subject(Kind.RETRO, retro_id))


JOB = Job(run, queue="edits", attempts=20, in_turn="retro_id")
