"""Counts teams of which everything was heard, so that a bar moves evenly and can say how long."""

from collections import Counter
from collections.abc import Iterable
from math import ceil

from core.standards.ports import Progress
from core.words import many

AGAIN = "again{pause} what failed in passing"
PAUSE = ", after a pause of {seconds},"


class TeamsDone:
    """Tells `progress` of teams done, of those known. The slowest question sets the pace.

    It hears of what is asked a second time as soon as a pause before that begins.
    """

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._open: Counter[str] = Counter()
        self._known = 0
        self._done = 0
        self._again = ""
        self._late = 0
        self._late_done = 0

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

    def again(self, questions: int, pause: float) -> None:
        """So many more will be asked a second time, in so many seconds."""
        words = PAUSE.format(seconds=many(ceil(pause), "second")) if pause else ""
        self._again = self._again or AGAIN.format(pause=words)
        self._late += questions
        self._tell_again()

    def heard_again(self) -> None:
        """One of them was answered, or failed again."""
        self._late_done += 1
        self._tell_again()

    def _tell_again(self) -> None:
        if self._progress is not None:
            self._progress(self._again, self._late_done, self._late)

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress("teams", self._done, self._known)
