"""Read who is in the teams that we work with, and who owns them, from Graph, in batches.

Safe to run twice: what was just asked is not asked again within a minute. It is never on the way of
a post, and a team that cannot be read keeps what is known of it.
"""

import logging
from collections.abc import Sequence
from datetime import timedelta

from core.facts import Gap
from core.ports import Ports
from jobs.apart import apart
from jobs.tasks import Job

FRESH = timedelta(hours=6)

log = logging.getLogger(__name__)


async def run(ports: Ports) -> None:
    """Read all that is due, a batch after another, whoever was tried longest ago at first.

    A team that cannot be read or kept stops no other.
    """
    rosters, tried = ports.people.rosters, set[str]()
    while teams := [each for each in await rosters.to_read(FRESH) if each not in tried]:
        tried.update(teams)
        await rosters.asked(teams)
        if not await apart(_read(ports, teams), "rosters"):
            for team in teams:
                await apart(_read(ports, [team]), team)


async def _read(ports: Ports, teams: Sequence[str]) -> None:
    own = await ports.people.rosters.own_channels(teams)
    for roster in await ports.people.directory.rosters(teams, own):
        if isinstance(roster.members, Gap):
            log.warning("roster not read team=%s why=%s", roster.team_id, roster.members.reason)
        await apart(ports.people.rosters.save(roster), roster.team_id)


JOB = Job(run, queue="reads", alone=True)
