"""What is beyond a run's budget is gone on with by night, until it is done."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.standards.changes.approving import BUDGET
from core.standards.changes.ports import ChangePorts

NIGHT = time(2)  # of the office's clock: after audits of the evening, before anybody works


def last_night(now: datetime, time_zone: str) -> datetime:
    """The newest 2:00 there that has come."""
    local = now.astimezone(ZoneInfo(time_zone))
    night = local.replace(hour=NIGHT.hour, minute=0, second=0, microsecond=0)
    if night > local:
        night -= timedelta(days=1)
    return night.astimezone(now.tzinfo)


async def go_on(ports: ChangePorts) -> int:
    """Begin a run for each plan that has something left and had none since the night came.

    How many began. Every server may ask, as often as it likes.
    """
    _, zone = await ports.office.center()
    now = ports.clock.now()
    return await ports.plans.go_on(last_night(now, zone), now, BUDGET)
