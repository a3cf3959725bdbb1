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


class Cause(StrEnum):
    """Why a message could not be sent, where somebody can do something about it."""

    ABSENT = "absent"  # the app is not in the team or chat
    BLOCKED = "blocked"
    GONE = "gone"  # the conversation is not there
    DELETED = "deleted"  # somebody deleted the card
    TOO_BIG = "too_big"
    SIGN_IN = "sign_in"  # Teams, or the sign-in service, refuses us altogether
    REFUSED = "refused"
    UNDRAWN = "undrawn"  # we could not make the card


class Unfound(StrEnum):
    """Why a look for a card that may have arrived did not find it."""

    NOT_THERE = "not_there"
    NOT_ALLOWED = "not_allowed"  # the app may not look there, or nobody can
    NOT_READ = "not_read"  # not this time: the next look may find it


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """The one person who sees a message in a channel, by the account that Teams knows them by.

    Where Teams refuses that, it becomes a message for everybody. But whoever wrote privately is
    answered privately: then `person_id` is theirs, and it goes to their own chat instead.
    `answers` is what they wrote, by its id.
    """

    account_id: str
    person_id: str | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one conversation: an activity (`body`), or the card of a `subject`.

    `changes` are the numbers of those that a card which is drawn after this was read shows,
    whatever else there is. For one that is `soon` somebody waits at their screen. What is
    `only_for` somebody is never the card of a subject, so it is never edited.
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
    soon: bool = False
    only_for: OnlyFor | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait before we judge or repeat. Shorter in rehearsals of failure.

    `silence` is how long somebody who asked waits without a word.

    `rest` is the least time between two edits of one card, however many answer.

    `look` seconds after it became unclear the channel is searched, and again after twice as long
    each time, `looks` times; after `repeat` it is sent once more, at most `most` times in all, and
    only after `unread` where the last look could not be made. What could not be sent for `told` is
    told to people. `stuck` is how long a send can take at the very
    most; what is still `sending` then was left by a process that died.

    `poll` is the longest that a job which has to wait stays unnoticed once its time has come; all
    others are noticed at once.
    """

    look: timedelta = timedelta(seconds=10)
    repeat: timedelta = timedelta(minutes=2)
    unread: timedelta = timedelta(minutes=10)
    stuck: timedelta = timedelta(seconds=30)
    most: int = 3
    looks: int = 8
    told: timedelta = timedelta(minutes=10)
    silence: timedelta = timedelta(seconds=4)
    rest: timedelta = timedelta(seconds=3)
    poll: timedelta = timedelta(seconds=0.25)

    def until_repeated(self, unfound: Unfound) -> timedelta:
        """How long after it became unclear a message that was not found is sent once more.

        Graph is often away when Teams is; a few minutes of both are no reason to post twice.
        """
        return self.unread if unfound is Unfound.NOT_READ else self.repeat
