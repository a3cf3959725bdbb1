"""Our time: the system's, moved by the rehearsal clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Clock:
    """Tells the time that everything of ours goes by; `ahead` is zero but in rehearsals."""

    system: Callable[[], datetime]
    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self.system().astimezone(UTC) + self.ahead
