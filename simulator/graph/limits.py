"""Graph's published limits in numbers, and what enforces them.

Source: learn.microsoft.com/graph/throttling-limits, "Microsoft Teams service limits" (per app and
tenant) and "Identity and access service limits"; that refused requests count too is said in
learn.microsoft.com/graph/throttling. They are counted over arrival, each part of a batch by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil

from simulator.graph.query import Query
from simulator.graph.reads import Read
from simulator.graph.writes import DELETES, PLANNER, Write
from simulator.limits import Bucket, Window

# The row of the table that a read falls into, and how many of it are answered in a second.
ROWS: Mapping[Read, tuple[str, int]] = {
    Read.TEAM: ("team", 30),
    Read.JOINED_TEAMS: ("team", 30),
    Read.TEAM_MEMBERS: ("team members", 60),
    Read.CHANNELS: ("channels", 60),
    Read.CHANNEL: ("channel, tab, apps", 30),
    Read.TABS: ("channel, tab, apps", 30),
    Read.INSTALLED_APPS: ("channel, tab, apps", 30),
    Read.CATALOGUE: ("channel, tab, apps", 30),
    Read.CHANNEL_MEMBERS: ("channel members", 60),
    Read.MESSAGES: ("other", 30),
    Read.INSTALL: ("other", 30),
}
# "14 requests per 10 minutes" of one report by an app (Microsoft 365 reports service limits). For
# Planner and the settings of reports nothing is published.
REPORTS: Window = (14, 600.0)
UNLIMITED = (Read.PLANS, Read.REPORT_SETTINGS, *PLANNER)
# "POST/PUT channel, tab, installedApps" and "PATCH team, channel, tab" are one row; what is done to
# members is in none, so among "other POST, PUT, PATCH, DELETE".
CHANGING, DELETING, OTHER = ("changing", 30), ("deleting", 15), ("other changing", 30)
OF_MEMBERS = frozenset(
    {
        Write.ADD_MEMBER,
        Write.UPDATE_MEMBER,
        Write.REMOVE_MEMBER,
        Write.ADD_CHANNEL_MEMBER,
        Write.UPDATE_CHANNEL_MEMBER,
        Write.REMOVE_CHANNEL_MEMBER,
    }
)
# "A maximum of four requests per second per app can be issued on a given team": the requests for
# its channels are counted with it, which is the strict reading.
ONE_TEAM = 4

# Resource units in ten seconds, in a tenant of fewer people than that.
SMALL, MEDIUM, LARGE = (50, 3_500), (500, 5_000), 8_000
PERIOD = 10.0
IDENTITY_WRITES: Window = (3_000, 150.0)
UNITS: Mapping[Read, int] = {Read.USERS: 2, Read.GROUP_MEMBERS: 3}  # every other read: 1
FEW = 20  # a $top below it makes a read cheaper
TOLD_ABOVE = 0.8


@dataclass(frozen=True, slots=True)
class Admission:
    """`wait` is 0 for what is let in, else the seconds until it could be."""

    wait: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Tokens:
    """A token bucket of resource units that fills up evenly."""

    capacity: float
    left: float
    at: float

    def take(self, units: int, now: float) -> float:
        """Seconds until there are enough of them; a refused request takes one all the same."""
        rate = self.capacity / PERIOD
        self.left = min(self.capacity, self.left + (now - self.at) * rate)
        self.at = now
        if self.left >= units:
            self.left -= units
            return 0.0
        self.left = max(0.0, self.left - 1)
        return (units - self.left) / rate

    @property
    def used(self) -> float:
        return 1 - self.left / self.capacity


class GraphLimits:
    """`on` switches them; they are apart from the Connector's."""

    def __init__(
        self, monotonic: Callable[[], float], people: int, holder: str, *, on: bool
    ) -> None:
        """`holder` is the app and the tenant, as the headers name whose limit it was."""
        self.on = on
        self.fractional = False
        capacity = capacity_for(people)
        self._tokens = Tokens(capacity, capacity, monotonic())
        self._scope = f"Tenant_Application/ReadWrite/{holder}"
        self._rows: dict[str, Bucket] = {}
        self._teams: dict[str, Bucket] = {}

    def admit(self, asked: Read | Write, team: str | None, query: Query, now: float) -> Admission:
        """Whether it is let in. Refused ones count as well."""
        if asked.of_identity and isinstance(asked, Read):
            return self._identity(cost(asked, query), now)
        if not self.on or asked in UNLIMITED:
            return Admission()

        buckets = [self._row(asked)]
        if team is not None:
            buckets.append(_bucket(self._teams, team, (ONE_TEAM, 1.0)))
        wait = max(bucket.wait(now) for bucket in buckets)
        for bucket in buckets:
            bucket.arrivals.append(now)
        return Admission(wait, self._retry(wait)) if wait > 0 else Admission()

    def passed(self, seconds: float) -> None:
        """The tenant's clock was moved by so much: what is past the longest window counts no more.

        Seconds go by as they are; but whoever lets weeks pass would wait ten minutes for a report.
        """
        if abs(seconds) >= REPORTS[1]:
            self._rows.clear()
            self._teams.clear()

    def _row(self, asked: Read | Write) -> Bucket:
        if asked is Read.ACTIVITY:
            return _bucket(self._rows, "reports", REPORTS)
        if isinstance(asked, Write) and asked.of_identity:
            return _bucket(self._rows, "identity writes", IDENTITY_WRITES)
        row, most = row_of(asked)
        return _bucket(self._rows, row, (most, 1.0))

    def _identity(self, units: int, now: float) -> Admission:
        headers = {"x-ms-resource-unit": str(units)}
        wait = self._tokens.take(units, now) if self.on else 0.0
        if self.on and self._tokens.used > TOLD_ABOVE:
            headers["x-ms-throttle-limit-percentage"] = f"{self._tokens.used:.2f}"
        if wait > 0:
            headers["x-ms-throttle-scope"] = self._scope
            headers["x-ms-throttle-information"] = "ResourceUnitLimitExceeded"
            headers |= self._retry(wait)
        return Admission(wait, headers)

    def _retry(self, wait: float) -> dict[str, str]:
        """Whole seconds, upwards, unless fractions were ordered."""
        return {"Retry-After": f"{wait:.3f}" if self.fractional else str(max(1, ceil(wait)))}


def capacity_for(people: int) -> int:
    """Resource units in ten seconds, by the size of the tenant."""
    for below, units in (SMALL, MEDIUM):
        if people < below:
            return units
    return LARGE


def cost(read: Read, query: Query) -> int:
    """The resource units of one read of Entra."""
    units = UNITS.get(read, 1)
    units += ("$expand" in query.options) - ("$select" in query.options)
    top = query.options.get("$top", "")
    units -= top.isdigit() and int(top) < FEW
    return max(1, units)


def row_of(asked: Read | Write) -> tuple[str, int]:
    """The row of the Teams service's table, and how many of it are answered in a second."""
    if isinstance(asked, Read):
        return ROWS[asked]
    if asked in OF_MEMBERS:
        return OTHER
    return DELETING if asked in DELETES else CHANGING


def _bucket(of: dict[str, Bucket], key: str, window: Window) -> Bucket:
    found = of.get(key)
    if found is None:
        found = of[key] = Bucket((window,))
    return found
