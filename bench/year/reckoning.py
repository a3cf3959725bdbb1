"""When something has to come, reckoned from weekdays and wall clocks alone.

It shares nothing with the product: no cron, no scheduler, no table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NAMES = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Series:
    """What comes on these weekdays (0 is Monday) at that wall clock, from the Monday `begins_on`.

    `channel` is where its card comes, `reader` whose it is; `open_for` is how long a round takes
    answers.
    """

    kind: str
    id: str
    days: tuple[int, ...]
    hour: int
    minute: int
    zone: str
    begins_on: date
    every_weeks: int = 1
    team: str = ""
    channel: str = ""
    reader: str = ""
    open_for: timedelta | None = None

    def as_schedule(self) -> dict[str, object]:
        """As the office file says it."""
        days = "*" if len(self.days) == 7 else ",".join(NAMES[each] for each in self.days)
        return {
            "cron": f"{self.minute} {self.hour} * * {days}",
            "time_zone": self.zone,
            "every_weeks": self.every_weeks,
            "starts_on": self.begins_on.isoformat(),
        }

    def due(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """Its instants after one and not after another, in order."""
        zone = ZoneInfo(self.zone)
        day = self.begins_on
        while day <= until.date() + timedelta(days=1):
            weeks = (day - self.begins_on).days // 7
            if day.weekday() in self.days and weeks % self.every_weeks == 0:
                at = instant(datetime.combine(day, time(self.hour, self.minute)), zone)
                if since < at <= until:
                    yield at
            day += timedelta(days=1)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first minute, minute by minute, at which a clock there shows that or has passed it."""
    at = (wall - timedelta(hours=15)).replace(tzinfo=UTC)
    # From half a day before every zone's offset on: hours first, then minutes.
    while _shown(at + timedelta(hours=1), zone) < wall:
        at += timedelta(hours=1)
    while _shown(at, zone) < wall:
        at += MINUTE
    return at


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
