"""Remembers in which weeks visitors acted as somebody, so that nobody else acts for them then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from simulator.clock import Clock
from simulator.storage import Storage


class Played:
    """Kept with the tenant. A week begins on its Monday, by the tenant's clock."""

    def __init__(self, storage: Storage, clock: Clock, time_zone: str) -> None:
        self._storage = storage
        self._clock = clock
        self._zone = ZoneInfo(time_zone)
        self._weeks: dict[str, list[str]] = storage.all("played")

    def act(self, person: str) -> None:
        """A visitor does something as them now."""
        weeks, week = self._weeks.setdefault(person, []), self._week(self._clock.now)
        if week not in weeks:
            weeks.append(week)
            self._storage.put("played", person, weeks)

    def since(self, person: str, sent: datetime) -> bool:
        """Whether a visitor was them in the week in which this was sent, or in one after it."""
        first, last = self._week(sent), self._week(self._clock.now)
        return any(first <= week <= last for week in self._weeks.get(person, ()))

    def _week(self, moment: datetime) -> str:
        day = moment.astimezone(self._zone).date()
        return (day - timedelta(days=day.weekday())).isoformat()
