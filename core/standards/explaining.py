"""What an audit would ask, before it asks anything: requests for each read, and how long they take.

Of what is asked about each team or channel many go in one request; what is counted together waits
for each other, and everything else goes on at the same time.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil

from core.standards.engine import reads, tabs_in
from core.standards.model import Standard
from core.standards.ports import Limit, Limits
from core.standards.reads import Read

OF_EACH_TEAM = frozenset(
    {
        Read.GROUPS,
        Read.MEMBERS,
        Read.TEAMS,
        Read.CHANNELS,
        Read.APPS,
        Read.PLANS,
        Read.GUEST_SETTINGS,
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to read; `own` are channels with people of their own."""

    teams: int
    people: int
    channels: int
    own: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one read takes; `seconds` if nothing else were counted with it."""

    read: Read
    questions: int
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Explained:
    """All that would be asked. `seconds` is the least that the limits allow for all together."""

    costs: Sequence[Cost]
    seconds: float

    @property
    def requests(self) -> int:
        """In all."""
        return sum(cost.requests for cost in self.costs)

    @property
    def questions(self) -> int:
        """In all; many go in one request."""
        return sum(cost.questions for cost in self.costs)


def usual_size(teams: int, channels: int | None = None) -> Size:
    """What a tenant of so many teams has, where nobody counted: five people a team, eight channels,
    three of ten teams with a private or shared one. `channels` are those that somebody counted.
    """
    return Size(teams, 5 * teams, 8 * teams if channels is None else channels, ceil(0.3 * teams))


def explain(standards: Sequence[Standard], size: Size, limits: Limits) -> Explained:
    """Nothing is read. One fault, and all is a little more."""
    wanted = _with_channels(reads(standards))
    named = tabs_in(standards)
    used: Counter[str] = Counter()
    known: dict[str, Limit] = {}
    costs = []
    for read in (each for each in Read if each in wanted):
        limit = limits.limit(read)
        asked = ceil(_items(read, size, named) / limit.page)
        used[limit.counted] += asked * limit.units
        known[limit.counted] = limit
        costs.append(
            Cost(read, asked, ceil(asked / limit.in_request), _seconds(limit, asked * limit.units))
        )
    together = (_seconds(limit, used[name]) for name, limit in known.items())
    return Explained(costs, max(together, default=0.0))


def added(standards: Sequence[Standard], size: Size, teams: int, limits: Limits) -> tuple[int, int]:
    """How many questions and requests so many more teams would take, as teams usually are."""
    more = usual_size(teams)
    grown = Size(
        size.teams + more.teams,
        size.people + more.people,
        size.channels + more.channels,
        size.own + more.own,
    )
    now, then = (explain(standards, each, limits) for each in (size, grown))
    return then.questions - now.questions, then.requests - now.requests


def _with_channels(wanted: Collection[Read]) -> frozenset[Read]:
    """What is inside channels is found through their list, and their addresses stand in it."""
    inside = {Read.CHANNEL_EMAILS, Read.CHANNEL_MEMBERS, Read.TABS}
    also = {Read.CHANNELS} if inside & set(wanted) else set()
    return frozenset({*wanted, *also}) - {Read.CHANNEL_EMAILS}


def _items(read: Read, size: Size, named: Collection[str] | None) -> int:
    """Teams, people or channels that the read is about; one for what is about everything."""
    if read is Read.USERS:
        return size.people
    if read is Read.CHANNEL_MEMBERS:
        return size.own
    if read is Read.TABS:
        return size.channels if named is None else min(size.channels, size.teams * len(named))
    return size.teams if read in OF_EACH_TEAM else 1


def _seconds(limit: Limit, units: float) -> float:
    """A limit that was not used up lets as much as it holds go at once."""
    return max(0.0, units - limit.at_once) / limit.per_second
