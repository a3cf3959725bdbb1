"""How one area's things come due: each area with such things has a `calendar.py` with a `CALENDAR`.

The office file says what repeats, the calendar reads it there; what is begun is the area's own.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Protocol

import core
from core import registry
from core.office import model as office
from core.schedules.model import Begun, Repeating, Step


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that is to repeat.

    It is worth beginning for `worth` after its time; None: until its next time has come. With
    `own_zone` the schedule goes by the reader's own clock, as far as anybody told.
    """

    id: str
    schedule: office.Schedule
    worth: timedelta | None = None
    reader: str = ""
    own_zone: bool = False


class Begins(Protocol):
    """What begins what came due; kept by a store of the area."""

    async def begin(self, connection: Any, step: Step) -> Begun | None:
        """Begin what `step.opens` is, in the transaction that moves its schedule on.

        It is called once for each occurrence, after that was recorded. None where there is nothing
        to begin any more.
        """

    async def held_back(self, due: Sequence[Repeating], now: datetime) -> Collection[Repeating]:
        """Those of them that have to wait, because what they would begin is not possible yet."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Of an area: what repeats by the office file, and who begins it.

    `kind` names its things in the table of schedules and under their occurrences; it never changes.
    `begins` takes the area's part out of core.ports.Ports.
    """

    kind: str
    planned: Callable[[office.Office], Iterable[Planned]]
    begins: Callable[[Any], Begins]


@cache
def calendars() -> dict[str, Calendar]:
    """Every calendar by its kind. Raises SetupError for an area whose file has none."""
    found = registry.named(core, "calendar", "CALENDAR", Calendar)
    return {each.kind: each for each in found.values()}
