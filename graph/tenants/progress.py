"""Counts teams of which everything was heard, so that a bar moves evenly and can say how long."""

from collections import Counter
from collections.abc import Iterable

from core.standards.ports import Progress


class TeamsDone:
    """Tells `progress` of teams done, of those known. The slowest question sets the pace."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._open: Counter[str] = Counter()
        self._known = 0
        self._done = 0

    def found(self, teams: Iterable[str], questions: Counter[str]) -> None:
        """More teams, with how many questions are open for each."""
        for team in teams:
            self._known += 1
            self._open[team] = questions[team]
            self._done += not questions[team]
        self._tell()

    def more(self, team: str, questions: int) -> None:
        """One of its answers led to so many more questions; a team that is done stays done."""
        if self._open[team]:
            self._open[team] += questions

    def heard(self, team: str) -> None:
        """One of its questions has its answer, or its gap."""
        if not self._open[team]:
            return
        self._open[team] -= 1
        if not self._open[team]:
            self._done += 1
            self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress("teams", self._done, self._known)
