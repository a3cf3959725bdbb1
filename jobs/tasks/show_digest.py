"""Bring the card of a digest to its newest state: seen, decided, asked, replied.

Safe to run twice and at once, as jobs/show.py says.
"""

from core.ports import Ports
from core.posting.subjects import Kind, Subject
from jobs.show import show
from jobs.tasks import Job


async def run(ports: Ports, digest_id: str) -> None:
    """Show what its leader did, within what they may see now."""
    await show(ports, Subject(Kind.DIGEST, digest_id))


JOB = Job(run, queue="edits", attempts=20, in_turn="digest_id")
