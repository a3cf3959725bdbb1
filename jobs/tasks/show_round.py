"""Bring the card of a check-in's round to its newest state.

Safe to run twice and at once, as jobs/show.py says.
"""

from core.ports import Ports
from core.posting.subjects import Kind, Subject
from jobs.show import show
from jobs.tasks import Job


async def run(ports: Ports, round_id: str) -> None:
    """Show how many answered, or the report."""
    await show(ports, Subject(Kind.ROUND, round_id))


JOB = Job(run, queue="edits", attempts=20, in_turn="round_id")
