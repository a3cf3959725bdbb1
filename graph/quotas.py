"""Graph's limits in numbers, all in one place, because Microsoft changes them.

Teams: learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits, per app and
tenant (copies of 2023; the page of 2025/26 confirms "other GET").
Identity: the same page, #identity-and-access-service-limits: resource units in a token bucket.
Batches: learn.microsoft.com/graph/json-batching.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.asks import Kind

MOST_IN_BATCH = 20
ENVELOPES_AT_ONCE = 4


class Service(StrEnum):
    """Which part of Graph answers; their limits are counted apart."""

    TEAMS = "teams"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Quota:
    """What one request of a kind may cost.

    `per_second` is the row of Teams for it; `units` is what Entra takes for it with $select.
    """

    service: Service
    per_second: int | None = None
    units: int | None = None


QUOTAS: Mapping[Kind, Quota] = {
    Kind.GROUP_MEMBERS: Quota(Service.IDENTITY, units=2),
    Kind.USER: Quota(Service.IDENTITY, units=1),
    Kind.CHANNELS: Quota(Service.TEAMS, per_second=60),
    Kind.CHANNEL_MEMBERS: Quota(Service.TEAMS, per_second=60),
    Kind.CHANNEL_MESSAGES: Quota(Service.TEAMS, per_second=30),
}

# Entra's smallest tenants (below 50 users) have 3,500 units in 10 s; the larger ones more.
IDENTITY_UNITS_IN_10_S = 3_500

# "A maximum of four requests per second per app can be issued on a given team."
ONE_TEAM_PER_SECOND = 4

# The smallest row of reads, kept for all reads of Teams together.
TEAMS_PER_SECOND = 30

# A little more than a second, because requests that left evenly may arrive bunched up.
WINDOW_SECONDS = 1.1

# Two of these fill a window. With 20 in one, the second would have to wait for the next window.
IN_ENVELOPE: Mapping[Service, int] = {
    Service.TEAMS: TEAMS_PER_SECOND // 2,
    Service.IDENTITY: MOST_IN_BATCH,
}
