"""All check-ins at a glance, for the Process Center: which need somebody, and what for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.facts import Gap


class Need(StrEnum):
    """What is most to be said of a check-in, that which needs somebody first."""

    FAILED = "not delivered"
    UNMET = "without the app"
    SILENT = "silent"
    OPEN = "open"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Watched:
    """One check-in as it stands. `round_id` and what follows are of its newest round, if any.

    `trouble` is why that round's card may not be there, empty where it is or is on its way; `met`
    is False while its team has not met us. `silent` counts the rounds in a row that were delivered
    and ended without an answer, the first of which opened at `silent_since`. `next_at` is None
    where nothing is due.
    """

    checkin_id: str
    project: str
    time_zone: str
    met: bool
    round_id: str | None
    open: bool
    closes_at: datetime | None
    answered: int
    expected: int | Gap
    trouble: str
    silent: int
    silent_since: datetime | None
    next_at: datetime | None

    @property
    def need(self) -> Need:
        """The first that holds."""
        holds = {
            Need.FAILED: bool(self.trouble),
            Need.UNMET: not self.met,
            Need.SILENT: self.silent > 0,
            Need.OPEN: self.open,
        }
        return next((need for need, yes in holds.items() if yes), Need.NEXT)


def in_order(watched: Iterable[Watched]) -> list[Watched]:
    """What needs somebody first; among those the longest silence, then by project."""
    needs = list(Need)
    return sorted(
        watched,
        key=lambda each: (
            needs.index(each.need),
            -each.silent,
            each.project.casefold(),
            each.checkin_id,
        ),
    )
