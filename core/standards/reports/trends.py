"""How findings went from run to run: by standard, by rule, by team, and what was put right when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.standards.model import Finding, Run


@dataclass(frozen=True, slots=True)
class Point:
    """What one run found of something: causes that are not met, and what could not be read."""

    failed: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Trend:
    """One standard, rule or team, run by run, oldest first; None: not in that run, or nothing yet.

    A run keeps no list of what was met. So before the first run that found anything of a rule it
    cannot be told whether all was met, or whether nobody asked.
    """

    name: str
    points: Sequence[Point | None]

    @property
    def rank(self) -> tuple[int, int, str]:
        """Most findings in the newest run first, then most in all of them."""
        last = self.points[-1] if self.points else None
        total = sum(each.failed for each in self.points if each)
        return (-(last.failed if last else 0), -total, self.name.casefold())


@dataclass(frozen=True, slots=True)
class PutRight:
    """A finding that a run found met. `by` approved the change of ours that put it right; who else
    did is in no fact that we read.
    """

    finding: Finding
    fixed_at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Trends:
    """The latest whole runs against the same standards, oldest first; `fixed` newest first.

    `teams` has those of which any of the runs found something.
    """

    runs: Sequence[Run]
    standards: Sequence[Trend]
    rules: Sequence[Trend]
    teams: Sequence[Trend]
    fixed: Sequence[PutRight]
