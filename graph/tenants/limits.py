"""Microsoft's limits for each read, for whoever wants to know beforehand what an audit takes."""

from collections.abc import Mapping

from core.standards.ports import Limit
from core.standards.reads import Read
from graph.wire.asks import Kind
from graph.wire.quotas import (
    IDENTITY_UNITS,
    IDENTITY_UNITS_PER_SECOND,
    IN_ENVELOPE,
    QUOTAS,
    RATES,
    Bucket,
)
from graph.wire.requests import LARGEST_PAGE

KINDS: Mapping[Read, Kind] = {
    Read.GROUPS: Kind.GROUPS,
    Read.MEMBERS: Kind.GROUP_MEMBERS,
    Read.USERS: Kind.USERS,
    Read.TEAMS: Kind.TEAM,
    Read.CHANNELS: Kind.CHANNELS,
    Read.CHANNEL_EMAILS: Kind.CHANNELS,
    Read.CHANNEL_MEMBERS: Kind.CHANNEL_MEMBERS,
    Read.APPS: Kind.INSTALLED_APPS,
    Read.TABS: Kind.TABS,
    Read.ACTIVITY: Kind.ACTIVITY,
    Read.PLANS: Kind.PLANS,
    Read.GROUP_SETTINGS: Kind.GROUP_SETTINGS,
    Read.GUEST_SETTINGS: Kind.GUEST_SETTINGS,
    Read.LIFECYCLE_POLICIES: Kind.LIFECYCLE_POLICIES,
    Read.REPORT_SETTINGS: Kind.REPORT_SETTINGS,
    Read.CATALOGUE: Kind.CATALOGUE,
}
LISTED = frozenset({Read.GROUPS, Read.USERS})  # a page after the other, each by itself


class GraphLimits:
    """Implements core.standards.ports.Limits."""

    def limit(self, read: Read) -> Limit:
        """That of the questions which `requests` puts."""
        quota = QUOTAS[KINDS[read]]
        page = LARGEST_PAGE if read in LISTED else 1
        together = 1 if read in LISTED else IN_ENVELOPE[quota.bucket]
        if quota.bucket is Bucket.IDENTITY:
            whole, rate = float(IDENTITY_UNITS), IDENTITY_UNITS_PER_SECOND
        else:
            whole = float(RATES[quota.bucket].most)
            rate = whole / RATES[quota.bucket].seconds
        return Limit(page, together, quota.bucket.value, quota.units or 1, whole, rate)
