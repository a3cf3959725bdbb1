"""End a round whose time is over: its answers become the report that replaces its card.

Safe to run twice: the second run finds the round closed and does nothing.
"""

from zoneinfo import ZoneInfo

from core.checkins.report import Material, Report, make
from core.ports import Ports
from jobs.tasks import Job


async def run(ports: Ports, round_id: str) -> None:
    """Close it now; the day of the report is that of the check-in's zone."""
    now = ports.clock.now()
    showing = await ports.checkins.showing(round_id, now)
    local = now.astimezone(ZoneInfo(showing.round.time_zone))
    questions = ports.questions[showing.round.questions]

    def write(material: Material) -> Report:
        return make(questions, material, local)

    await ports.closing.close(round_id, now, write)


JOB = Job(run, queue="rounds")
