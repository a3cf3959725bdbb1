"""Find out whom the office file means by each name, from Graph.

Safe to run twice: a name that is known is not looked up again.
"""

from collections.abc import Mapping

from core.facts import Gap
from core.people.rosters import Member
from core.ports import Ports
from jobs.apart import apart
from jobs.tasks import Job

NOT_KEPT = "what Microsoft Graph says of this person could not be kept; the log says why"


async def run(ports: Ports) -> None:
    """Look up what is unknown, a batch after another; what stays unknown rests ten minutes.

    One that cannot be kept stops no other, and rests like them.
    """
    while called := await ports.people.names.unresolved():
        found = await ports.people.directory.people(called)
        if not await apart(ports.people.names.resolve(found), "names"):
            for name, each in found.items():
                await _alone(ports, {name: each})
        await ports.work.defer("own_clocks", once="all")


async def _alone(ports: Ports, found: Mapping[str, Member | Gap]) -> None:
    if not await apart(ports.people.names.resolve(found), next(iter(found))):
        await ports.people.names.resolve(dict.fromkeys(found, Gap(NOT_KEPT)))


JOB = Job(run, queue="reads", alone=True)
