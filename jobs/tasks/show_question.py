"""Bring the card of a leader's question to its newest state, in the chat of who was asked.

Safe to run twice and at once, as jobs/show.py says.
"""

from core.ports import Ports
from core.posting.subjects import Kind, Subject
from jobs.show import show
from jobs.tasks import Job


async def run(ports: Ports, question_id: str) -> None:
    """Show the reply."""
    await show(ports, Subject(Kind.QUESTION, question_id))


JOB = Job(run, queue="edits", attempts=20, in_turn="question_id")
