"""Owners who get a card with all that is not met in their teams."""

from dataclasses import dataclass
from datetime import timedelta

WEEK = timedelta(days=7)
WORK_DAYS = 5  # from Monday on
HOURS = (9, 17)  # of their own clock


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who owns a team in which something is not met, with the chat to reach them in."""

    person_id: str
    conversation_id: str
