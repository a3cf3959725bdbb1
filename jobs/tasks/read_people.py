"""Find out whom the office file means by each name, from Graph.

Safe to run twice: a name that is known is not looked up again.
"""

from core.ports import Ports
from jobs.tasks import Job


async def run(ports: Ports) -> None:
    """Look up what is unknown, a batch after another; what stays unknown rests ten minutes."""
    while called := await ports.people.names.unresolved():
        await ports.people.names.resolve(await ports.people.directory.people(called))


JOB = Job(run, queue="reads", alone=True)
