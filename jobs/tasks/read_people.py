"""Find out whom the office file means by each name, from Graph, and whether it still does.

An address may be given to somebody else; then its rights are theirs, and staff are told.
Safe to run twice: what was just asked is not asked again.
"""

import logging
from collections.abc import Mapping, Sequence

from cards.kit.message import sentence
from core.facts import Gap
from core.people.moved import Moved, says
from core.people.rosters import Member
from core.ports import Ports
from jobs.apart import apart
from jobs.tasks import Job

NOT_KEPT = "what Microsoft Graph says of this person could not be kept; the log says why"

log = logging.getLogger(__name__)


def message_of(moved: Sequence[Moved]) -> Mapping[str, object]:
    """What staff are told, as the activity that tells it."""
    return sentence(says(moved))


async def run(ports: Ports) -> None:
    """Look up what is unknown, a batch after another; what stays unknown rests ten minutes.

    Then one batch of those that are known, so that a large office takes no run for itself. One
    that cannot be kept stops no other, and rests like them.
    """
    while called := await ports.people.names.unresolved():
        await _look_up(ports, called)
    if called := await ports.people.names.aged():
        await _look_up(ports, called)


async def _look_up(ports: Ports, called: Sequence[str]) -> None:
    found = await ports.people.directory.people(called)
    if not await apart(_kept(ports, found), "names"):
        for name, each in found.items():
            if not await apart(_kept(ports, {name: each}), name):
                await _kept(ports, {name: Gap(NOT_KEPT)})
    await ports.work.defer("own_clocks", once="all")


async def _kept(ports: Ports, found: Mapping[str, Member | Gap]) -> None:
    for each in await ports.people.names.resolve(found, message_of):
        now = each.now.id if each.now else "nobody"
        log.warning("a name means another person was=%s now=%s", each.before.id, now)


JOB = Job(run, queue="reads", alone=True)
