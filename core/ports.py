"""Everything outside, by area: built once in `bot/app.py` and handed to turns and jobs.

What each area needs stands in its own `ports.py`.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from core.arrivals.ports import Arrivals
from core.checkins.ports import CheckinPorts
from core.clock import Clock
from core.digests.ports import DigestPorts
from core.keeping import Clearing
from core.people.ports import PeoplePorts
from core.posting.ports import PostingPorts
from core.retros.ports import RetroPorts
from core.schedules.ports import Schedules
from core.standards.changes.ports import ChangePorts, FixPorts
from core.standards.ports import StandardsPorts
from core.work import Work


class RehearsalClock(Protocol):
    """How far our time is ahead of the system's, for all processes."""

    async def ahead(self) -> timedelta:
        """Negative when it is behind."""


class Clocks(Protocol):
    """The system's clocks, which somebody may set back."""

    async def mend(self) -> timedelta:
        """What such a clock put off comes now; how far it was set back since the last look."""


@dataclass(frozen=True, slots=True)
class Ports:
    """What everybody needs, and then a record of each area."""

    clock: Clock
    rehearsal: RehearsalClock
    clocks: Clocks
    work: Work
    clearing: Clearing
    arrivals: Arrivals
    schedules: Schedules
    people: PeoplePorts
    posting: PostingPorts
    checkins: CheckinPorts
    retros: RetroPorts
    standards: StandardsPorts
    digests: DigestPorts
    changes: ChangePorts
    fixes: FixPorts
