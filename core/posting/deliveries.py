"""A message that we want to be sent is in exactly one state, and says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.posting.subjects import Subject


class State(StrEnum):
    """Where a delivery stands; `unknown` means that it may or may not have arrived."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one conversation: an activity (`body`), or the card of a `subject`.

    `changes` are the numbers of those that a card which is drawn after this was read shows,
    whatever else there is.
    """

    id: int
    key: str
    conversation_id: str
    team_id: str | None
    subject: Subject | None
    body: Mapping[str, object] | None
    state: State
    activity_id: str | None
    changes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait before we judge or repeat. Shorter in rehearsals of failure.

    `silence` is how long somebody who asked waits without a word.

    `rest` is the least time between two edits of one card, however many answer.

    `look` seconds after it became unclear the channel is searched; after `repeat` it is sent once
    more, at most `most` times in all. `stuck` is how long a send can take at the very most; what is
    still `sending` then was left by a process that died.

    `poll` is the longest that a job which has to wait stays unnoticed once its time has come; all
    others are noticed at once.
    """

    look: timedelta = timedelta(seconds=10)
    repeat: timedelta = timedelta(minutes=2)
    stuck: timedelta = timedelta(seconds=30)
    most: int = 3
    silence: timedelta = timedelta(seconds=4)
    rest: timedelta = timedelta(seconds=3)
    poll: timedelta = timedelta(seconds=0.25)
