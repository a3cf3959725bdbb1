"""What was decided in the last three months: each leader reads their own, staff read all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.days import local_day
from core.digests import service
from core.digests.model import Ruling
from core.digests.ports import DigestPorts
from core.digests.scope import in_scope

QUARTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Log:
    """Rulings, newest first, since a day of the reader's; of `everybody`, or their own."""

    since: date
    time_zone: str
    everybody: bool
    rulings: Sequence[Ruling]


async def read(ports: DigestPorts, person_id: str, staff: bool, now: datetime) -> Log:
    """Of what is in their scope now. Raises NotAllowed for who is neither leader nor staff."""
    whose = await service.leader(ports, person_id)
    since = now - QUARTER
    made = await ports.digests.rulings(None if staff else person_id, since)
    if not staff:
        inside = in_scope(await ports.digests.outline(), whose.scope)
        made = [each for each in made if each.project_id in inside.projects]
    return Log(local_day(since, whose.time_zone), whose.time_zone, staff, made)
