"""What was written is seen later: reads show a team as it was before, for so long or so often.

What counts and searches reads an index of its own, which is behind for longer:
learn.microsoft.com/graph/aad-advanced-queries
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.directory import Directory
from simulator.earlier import Earlier, shown, taken

LONGER = 3  # so many times as long for the index


@dataclass(slots=True)
class Hold:
    """A team as it was, for so many reads more, or until then."""

    earlier: Earlier
    left: int
    until: datetime

    def over(self, now: datetime) -> bool:
        return self.left <= 0 and self.until <= now


@dataclass(slots=True)
class Lag:
    """So many `reads` of a team show the old state after a write, and all within `seconds` of the
    tenant's clock; where both are set, whichever is longer."""

    reads: int = 0
    seconds: float = 0.0
    _holds: dict[tuple[str, bool], Hold] = field(default_factory=dict)

    def begin(self, directory: Directory, team: str, now: datetime, *, least: int = 0) -> None:
        """Just before a write. What another write has not shown yet is seen later, too."""
        reads, length = max(self.reads, least), timedelta(seconds=self.seconds)
        if reads == 0 and not length:
            return
        for index, times in ((False, 1), (True, LONGER)):
            known = self._holds.get((team, index))
            waits = known is not None and not known.over(now)
            earlier = known.earlier if known and waits else taken(directory, team)
            self._holds[team, index] = Hold(earlier, reads * times, now + length * times)

    @contextmanager
    def seen(
        self, directory: Directory, team: str | None, now: datetime, *, index: bool
    ) -> Iterator[None]:
        """One read, of one team or of all."""
        self._holds = {key: each for key, each in self._holds.items() if not each.over(now)}
        held = {
            id_: each
            for (id_, of_index), each in self._holds.items()
            if of_index is index and team in (None, id_)
        }
        for each in held.values():
            each.left -= 1
        with shown(directory, {id_: each.earlier for id_, each in held.items()}):
            yield
