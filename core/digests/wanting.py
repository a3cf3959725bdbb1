"""What waits for a leader's decision: one thing over all rounds, until they have decided."""

from collections.abc import Sequence
from datetime import UTC, datetime

from core.checkins.items import CHANGEABLE
from core.days import local_day
from core.digests.model import Decision, Wanted

LATEST = datetime.max.replace(tzinfo=UTC)


def since_raised(wanted: Wanted, decisions: Sequence[Decision], time_zone: str) -> list[Decision]:
    """The decisions on it, oldest first, without those from before it was raised (again)."""
    return [
        each
        for each in decisions
        if each.wanted_id == wanted.id and local_day(each.decided_at, time_zone) >= wanted.raised_on
    ]


def change_until(decisions: Sequence[Decision]) -> datetime | None:
    """Until when the decision on one thing can be changed; None while there is none."""
    return decisions[0].decided_at + CHANGEABLE if decisions else None


def waiting(
    wanted: Sequence[Wanted], decisions: Sequence[Decision], now: datetime, time_zone: str
) -> list[Wanted]:
    """What a new digest asks: all but what was decided more than a day ago."""
    return [
        each
        for each in wanted
        if now < (change_until(since_raised(each, decisions, time_zone)) or LATEST)
    ]
