"""Owners who get a card with all that is not met in their teams."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)
WORK_DAYS = range(5)
HOURS = range(9, 17)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns a team in which something is not met, with the chat to reach them in."""

    person_id: str
    conversation_id: str
    time_zone: str

    def at_work(self, now: datetime) -> bool:
        """Whether it is a working hour of theirs."""
        local = now.astimezone(ZoneInfo(self.time_zone))
        return local.weekday() in WORK_DAYS and local.hour in HOURS
