"""The shortest time in which Graph's limits let pass what was asked of the simulated tenant."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from simulator.graph.limits import (
    IDENTITY_WRITES,
    ONE_TEAM,
    PERIOD,
    ROWS,
    UNITS,
    capacity_for,
    row_of,
)
from simulator.graph.reads import Read
from simulator.graph.writes import PLANNER, Write


def floor(counts: Mapping[str, Any], people: int) -> float:
    """In seconds: the longest that a row, Entra's units or a single team need for the questions.

    $select makes each read of Entra one unit cheaper, but none is free.
    """
    reads: Mapping[str, int] = counts["reads"]
    writes: Mapping[str, int] = counts["writes"]
    rows: Counter[tuple[str, int]] = Counter()
    for read in ROWS:
        rows[row_of(read)] += reads.get(read, 0)
    of_entra = 0
    for write in Write:
        if write.of_identity:
            of_entra += writes.get(write, 0)
        elif write not in PLANNER:
            rows[row_of(write)] += writes.get(write, 0)
    units = sum(reads.get(read, 0) * max(1, UNITS.get(read, 1) - 1) for read in _of_entra())
    of_one_team: int = counts["most_of_a_team"]
    most, seconds = IDENTITY_WRITES
    return max(
        *(asked / limit for (_, limit), asked in rows.items()),
        units * PERIOD / capacity_for(people),
        of_entra * seconds / most,
        of_one_team / ONE_TEAM,
    )


def _of_entra() -> list[Read]:
    return [read for read in Read if read.of_identity]
