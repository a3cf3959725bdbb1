"""Graph's limits in numbers, all in one place, because Microsoft changes them.

Teams: learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits, per app and
tenant (copies of 2023; the page of 2025/26 confirms "other GET").
Identity: the same page, #identity-and-access-service-limits: resource units in a token bucket.
Reports: the same page, #microsoft-365-reports-service-limits, per report.
Batches: learn.microsoft.com/graph/json-batching.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.wire.asks import Kind

MOST_IN_BATCH = 20
# Of one bucket under way or waiting for room. More of them would leave in bunches, and what all are
# late by together nobody can tell from their answers.
ENVELOPES_AT_ONCE = 4
ALONE_AT_ONCE = 8


class Bucket(StrEnum):
    """What Graph counts together: a row of the Teams service's table, or all of Entra."""

    TEAM = "GET /teams/{id}"
    CHANNELS = "GET /teams/{id}/channels"
    CHANNEL_MEMBERS = "GET /teams/{id}/channels/{id}/members"
    APPS_AND_TABS = "GET channel, tab, installedApps, appCatalogs"
    OTHER_OF_TEAMS = "other GET of Teams"
    IDENTITY = "identity"
    REPORTS = "one report"
    UNPUBLISHED = "no limit is published"
    CHANGES = "POST, PUT and PATCH of Teams"
    REMOVALS = "DELETE of Teams"
    OTHER_CHANGES = "other POST, PATCH and DELETE of Teams"
    IDENTITY_WRITES = "writes of identity"
    PLANNER_WRITES = "writes of Planner, for which no limit is published"


@dataclass(frozen=True, slots=True)
class Quota:
    """Where one request of a kind is counted; `units` is what Entra takes for it.

    The units are those of our questions: $select makes one cheaper, $expand dearer.
    """

    bucket: Bucket
    units: int = 0


QUOTAS: Mapping[Kind, Quota] = {
    Kind.GROUPS: Quota(Bucket.IDENTITY, units=1),
    Kind.GROUP: Quota(Bucket.IDENTITY, units=1),
    Kind.GROUP_OWNERS: Quota(Bucket.IDENTITY, units=1),
    Kind.GROUP_MEMBERS: Quota(Bucket.IDENTITY, units=2),
    Kind.USERS: Quota(Bucket.IDENTITY, units=1),
    Kind.USER: Quota(Bucket.IDENTITY, units=1),
    Kind.APPLICATION: Quota(Bucket.IDENTITY, units=1),
    Kind.TEAM: Quota(Bucket.TEAM),
    Kind.CHANNELS: Quota(Bucket.CHANNELS),
    Kind.CHANNEL_MEMBERS: Quota(Bucket.CHANNEL_MEMBERS),
    Kind.CHANNEL_MESSAGES: Quota(Bucket.OTHER_OF_TEAMS),
    Kind.INSTALLED_APPS: Quota(Bucket.APPS_AND_TABS),
    Kind.TABS: Quota(Bucket.APPS_AND_TABS),
    Kind.CATALOGUE: Quota(Bucket.APPS_AND_TABS),
    Kind.INSTALLATION: Quota(Bucket.OTHER_OF_TEAMS),  # a POST has no row of its own
    Kind.GROUP_SETTINGS: Quota(Bucket.IDENTITY, units=1),
    Kind.GUEST_SETTINGS: Quota(Bucket.IDENTITY, units=1),
    Kind.LIFECYCLE_POLICIES: Quota(Bucket.IDENTITY, units=1),
    Kind.ACTIVITY: Quota(Bucket.REPORTS),
    Kind.PLANS: Quota(Bucket.UNPUBLISHED),
    Kind.REPORT_SETTINGS: Quota(Bucket.UNPUBLISHED),
    Kind.TEAM_MEMBERS: Quota(Bucket.CHANNEL_MEMBERS),  # another row, of the same number
    Kind.CHANNEL: Quota(Bucket.APPS_AND_TABS),
    Kind.DELETED_GROUP: Quota(Bucket.IDENTITY, units=1),
    Kind.POLICIES_OF_GROUP: Quota(Bucket.IDENTITY, units=1),
    Kind.TASKS: Quota(Bucket.UNPUBLISHED),
    Kind.SET_TEAM: Quota(Bucket.CHANGES),
    Kind.ARCHIVE_TEAM: Quota(Bucket.CHANGES),
    Kind.SET_OWNER: Quota(Bucket.OTHER_CHANGES),
    Kind.SET_MEMBER: Quota(Bucket.OTHER_CHANGES),
    Kind.SET_CHANNEL: Quota(Bucket.CHANGES),
    Kind.ADD_CHANNEL: Quota(Bucket.CHANGES),
    Kind.SET_CHANNEL_MEMBER: Quota(Bucket.OTHER_CHANGES),
    Kind.ADD_TAB: Quota(Bucket.CHANGES),
    Kind.ADD_APP: Quota(Bucket.CHANGES),
    Kind.UPGRADE_APP: Quota(Bucket.CHANGES),
    Kind.REMOVE_OWNER: Quota(Bucket.OTHER_CHANGES),
    Kind.REMOVE_MEMBER: Quota(Bucket.OTHER_CHANGES),
    Kind.REMOVE_CHANNEL: Quota(Bucket.REMOVALS),
    Kind.REMOVE_CHANNEL_MEMBER: Quota(Bucket.OTHER_CHANGES),
    Kind.REMOVE_TAB: Quota(Bucket.REMOVALS),
    Kind.REMOVE_APP: Quota(Bucket.REMOVALS),
    Kind.SET_GUESTS: Quota(Bucket.IDENTITY_WRITES),
    Kind.DELETE_GROUP: Quota(Bucket.IDENTITY_WRITES),
    Kind.RESTORE_GROUP: Quota(Bucket.IDENTITY_WRITES),
    Kind.COVER_GROUP: Quota(Bucket.IDENTITY_WRITES),
    Kind.RENEW_GROUP: Quota(Bucket.IDENTITY_WRITES),
    Kind.ADD_PLAN: Quota(Bucket.PLANNER_WRITES),
    Kind.REMOVE_PLAN: Quota(Bucket.PLANNER_WRITES),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many in any such time."""

    most: int
    seconds: float = 1.0


# Planner and the settings of reports say no number; those here are not ruder than elsewhere. Of
# writes, members and archives have no row of their own: members count in "other", archives in a
# narrower one. Entra takes 3,000 writes in 150 s; spread evenly, so that they need not all be kept
# in mind.
RATES: Mapping[Bucket, Rate] = {
    Bucket.TEAM: Rate(30),
    Bucket.CHANNELS: Rate(60),
    Bucket.CHANNEL_MEMBERS: Rate(60),
    Bucket.APPS_AND_TABS: Rate(30),
    Bucket.OTHER_OF_TEAMS: Rate(30),
    Bucket.REPORTS: Rate(14, 600.0),
    Bucket.UNPUBLISHED: Rate(40),
    Bucket.CHANGES: Rate(30),
    Bucket.REMOVALS: Rate(15),
    Bucket.OTHER_CHANGES: Rate(30),
    Bucket.IDENTITY_WRITES: Rate(20),
    Bucket.PLANNER_WRITES: Rate(10),
}

# "A maximum of four requests per second per app can be issued on a given team."
ONE_TEAM_PER_SECOND = 4
OF_TEAMS = frozenset(RATES) - {
    Bucket.REPORTS,
    Bucket.UNPUBLISHED,
    Bucket.IDENTITY_WRITES,
    Bucket.PLANNER_WRITES,
}

# Entra's smallest tenants (below 50 users) have 3,500 units in 10 s; the larger ones more. A tenth
# is left to others, and to what arrives bunched up.
IDENTITY_UNITS = 3_150
IDENTITY_UNITS_PER_SECOND = IDENTITY_UNITS / 10

# Written one by one, so that each is known to be done or not.
WRITES = (
    Bucket.CHANGES,
    Bucket.REMOVALS,
    Bucket.OTHER_CHANGES,
    Bucket.IDENTITY_WRITES,
    Bucket.PLANNER_WRITES,
)

# A whole number of these fills a second. With 20 of 30 in one, the next would wait for a new one.
IN_ENVELOPE: Mapping[Bucket, int] = {
    Bucket.TEAM: 15,
    Bucket.CHANNELS: MOST_IN_BATCH,
    Bucket.CHANNEL_MEMBERS: MOST_IN_BATCH,
    Bucket.APPS_AND_TABS: 15,
    Bucket.OTHER_OF_TEAMS: 15,
    Bucket.IDENTITY: MOST_IN_BATCH,
    Bucket.REPORTS: 1,
    Bucket.UNPUBLISHED: MOST_IN_BATCH,
    **dict.fromkeys(WRITES, 1),
}
