"""Counts of a run as its verdicts come, without keeping them."""

from collections import Counter

from core.standards.model import Counts, Level, Outcome, Subject


class Tally:
    """How many of each outcome, and which teams are tidy."""

    def __init__(self) -> None:
        self._outcomes: Counter[tuple[Outcome, Level]] = Counter()
        self._judged: set[str] = set()
        self._untidy: set[str] = set()

    def judged(self, team_id: str) -> None:
        """A standard applies to this team, or may; twice is once."""
        self._judged.add(team_id)

    def add(self, outcome: Outcome, level: Level, subject: Subject) -> None:
        """One clause for one subject; a team is untidy by what is about it or its channels."""
        self._outcomes[outcome, level] += 1
        if level is Level.MUST and subject.team and outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            self._untidy.add(subject.team)

    @property
    def counts(self) -> Counts:
        """All so far."""
        return Counts(
            failed_must=self._outcomes[Outcome.FAILED, Level.MUST],
            failed_should=self._outcomes[Outcome.FAILED, Level.SHOULD],
            unknown=self._both(Outcome.UNKNOWN),
            waived=self._both(Outcome.WAIVED),
            passed=self._both(Outcome.PASSED),
            judged_teams=len(self._judged),
            tidy_teams=len(self._judged - self._untidy),
        )

    def _both(self, outcome: Outcome) -> int:
        return sum(self._outcomes[outcome, level] for level in Level)
