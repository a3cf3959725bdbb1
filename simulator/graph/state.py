"""What the simulated Graph remembers and was told: limits, counts, permissions, how it pages."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from simulator.graph.answers import Answer
from simulator.graph.counts import GraphCounts
from simulator.graph.lag import Lag
from simulator.graph.limits import GraphLimits
from simulator.graph.query import Paging, Query

Witness = Callable[[str, str, Query, Answer], None]


@dataclass(frozen=True, slots=True)
class Operation:
    """A team is archived, or taken up again: asked for at a time that is written."""

    team: str
    archives: bool
    at: str


@dataclass(slots=True)
class GraphState:
    """`denied` are permissions the app does not hold; `groups` keeps what was made of each, by id.
    `secrets` are the ends of the bot's by how each begins; without any it has its token's.

    `downloads` are the days of the reports that can be fetched, by the keys in their links.

    `witness` is told the method, path, options and answer of every question.

    `lag` is how late writes are seen, `operations` those that end later, by id; `news` is what the
    bot is still to be told of.

    `began` is the tenant's first start, from which the age of everything counts.
    """

    limits: GraphLimits
    began: datetime
    dice: Random
    paging: Paging
    counts: GraphCounts = field(default_factory=GraphCounts)
    denied: frozenset[str] = frozenset()
    groups: dict[str, tuple[object, dict[str, Any]]] = field(default_factory=dict)
    secrets: dict[str, datetime] = field(default_factory=dict)
    downloads: dict[str, int] = field(default_factory=dict)
    witness: Witness | None = None
    lag: Lag = field(default_factory=Lag)
    operations: dict[str, Operation] = field(default_factory=dict)
    news: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
