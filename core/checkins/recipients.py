"""Whom a round concerns, and what became of each: they answered, or why not yet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What became of somebody: the first that holds, then that of the message that asks them."""

    ANSWERED = "answered"
    LEFT = "left"
    AWAY = "away"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    NOT_INSTALLED = "not_installed"
    CANCELLED = "cancelled"


NOT_COUNTED = frozenset({Fate.LEFT, Fate.AWAY})


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person. `name` is empty where nobody told it; `conversation` is where they are asked."""

    person: str
    name: str
    conversation: str
    state: Fate
    why: str
    changed_at: datetime | None

    @property
    def counted(self) -> bool:
        """Whether they are of those whom the round asks."""
        return self.state not in NOT_COUNTED
