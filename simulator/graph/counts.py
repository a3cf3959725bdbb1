"""Counts what Graph was asked and how hard one team was pressed: benches judge by it."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

from simulator.graph.reads import Read
from simulator.graph.writes import Write

SECOND = 1.0


@dataclass(slots=True)
class GraphCounts:
    """Since the start, or since they were last set to zero.

    `questions` are requests by themselves and parts of batches; `throttled` those that the limits
    refused, `struck` the requests and questions that met an ordered failure. `writes` are those
    that were asked for, `written` those that were done, whether they were answered or not;
    `of_teams` all that was asked of each team.
    """

    http_requests: int = 0
    batches: int = 0
    questions: int = 0
    throttled: int = 0
    struck: int = 0
    denied: int = 0
    reads: Counter[str] = field(default_factory=Counter)
    writes: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    of_teams: Counter[str] = field(default_factory=Counter)
    busiest: dict[str, int] = field(default_factory=dict)
    _latest: dict[str, deque[float]] = field(default_factory=dict)

    def asked(self, what: Read | Write, team: str | None, now: float) -> None:
        """One question has arrived; `team` only where the Teams service answers."""
        self.questions += 1
        (self.writes if isinstance(what, Write) else self.reads)[what] += 1
        if team is None:
            return
        self.of_teams[team] += 1
        latest = self._latest.setdefault(team, deque())
        latest.append(now)
        while latest[0] <= now - SECOND:
            latest.popleft()
        self.busiest[team] = max(self.busiest.get(team, 0), len(latest))

    def as_json(self) -> dict[str, Any]:
        return {
            "http_requests": self.http_requests,
            "batches": self.batches,
            "questions": self.questions,
            "throttled": self.throttled,
            "struck": self.struck,
            "denied": self.denied,
            "reads": dict(self.reads),
            "writes": dict(self.writes),
            "written": dict(self.written),
            "most_of_a_team": max(self.of_teams.values(), default=0),
            "busiest_second_of_a_team": max(self.busiest.values(), default=0),
            "busiest_second": dict(self.busiest),
        }
