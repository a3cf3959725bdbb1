"""What a reading shows could be put right is offered to the owners of each team, and to staff."""

import asyncio

from core.standards.changes.planning import planned
from core.standards.changes.ports import FixPorts
from core.standards.facts import Reading
from core.standards.model import Audited


async def offer(ports: FixPorts, audited: Audited, reading: Reading) -> None:
    """It takes the place of what was offered to these teams by the same standards; twice is once.

    Nothing is proposed by it yet, and the log tells nothing: that begins with an approval.
    """
    run = audited.run
    known = ports.changes.standards
    standards = [known[name] for name in run.standards if name in known]
    held = await ports.changes.permissions.held()
    found = await asyncio.to_thread(planned, audited.findings, reading.tenant, standards, held)
    teams = None if reading.whole else [team.id for team in reading.tenant.teams]
    await ports.offers.keep(run.id, run.finished_at, run.standards, teams, found)
    await ports.offers.forget([*known])
