"""Read who is in the teams that we work with, and who owns them, from Graph, in batches.

Safe to run twice: what was just asked is not asked again within a minute. It is never on the way of
a post, and a team that cannot be read keeps what is known of it.
"""

import logging
from datetime import timedelta

from core.facts import Gap
from core.ports import Ports
from jobs.tasks import Job

FRESH = timedelta(hours=6)

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Read all that is due, a batch after another, and no team twice."""
    read: set[str] = set()
    while teams := [each for each in await ports.people.rosters.to_read(FRESH) if each not in read]:
        read.update(teams)
        own = await ports.people.rosters.own_channels(teams)
        for roster in await ports.people.directory.rosters(teams, own):
            if isinstance(roster.members, Gap):
                log.warning("roster not read team=%s why=%s", roster.team_id, roster.members.reason)
            await ports.people.rosters.save(roster)


JOB = Job(run, queue="reads", alone=True)
