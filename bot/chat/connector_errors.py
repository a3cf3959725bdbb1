"""What an answer of the Bot Connector means: done, wait, gone, never, or perhaps.

The codes are those of learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
conversation-messages ("Status code responses").
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from core.errors import (
    Ambiguous,
    Blocked,
    Deleted,
    Gone,
    NotDelivered,
    NotInRoster,
    NotPrivate,
    NotSignedIn,
    Refused,
    Throttled,
    TooBig,
    Transient,
)

Meaning = Callable[["Response", float, bool], NotDelivered]
LATER = "it is sent again later."
DEFAULT_DELAY = 1.0  # seconds, when a 429 does not say
MAX_DELAY = 3600.0  # seconds: no limit of Teams is counted over more than an hour

BLOCKED = frozenset({"BotDisabledByAdmin", "ConversationBlockedByUser", "MessageWritesBlocked"})
NOT_IN_ROSTER = frozenset({"BotNotInConversationRoster"})
TOO_BIG = frozenset({"MessageSizeTooBig"})
DELETED = frozenset({"ActivityNotFoundInConversation", "MessageNotFound"})
# Of one message for one person alone: what it answers is gone, or its reader is.
NOT_THIS_ONE = frozenset(
    {
        "INVALID_TARGETED_MESSAGE_ID",
        "TARGETED_MESSAGE_EXPIRED_OR_DELETED",
        "MemberNotFoundInConversation",
    }
)
NO_CONVERSATION = frozenset({"", "ConversationNotFound"})
# A request that a gateway or the service gave up on: it may have got through before.
UNSURE = frozenset({408, 412, 500, 502, 503, 504})
# Errors that are no refusal of a message because of its kind.
OTHERWISE = (Throttled, Transient, Ambiguous, TooBig)


@dataclass(frozen=True, slots=True)
class Response:
    """A status, its headers, and as much of the body as could be read."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The Connector's word for the error, "" when the body has none."""
        # Teams also wraps the sub-code into the message, as JSON in a text.
        if b"MessageWritesBlocked" in self.body:
            return "MessageWritesBlocked"
        whole = self.json()
        for place in (whole.get("error"), whole):
            for name in ("subCode", "code"):
                word = place.get(name) if isinstance(place, dict) else None
                if isinstance(word, str) and re.fullmatch(r"[A-Za-z0-9_]{1,60}", word):
                    return word
        return ""

    def json(self) -> dict[str, object]:
        """The body as an object, empty when it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def text(self, name: str) -> str | None:
        """A text of the body's object; None when it is missing or empty."""
        found = self.json().get(name)
        return found if isinstance(found, str) and found else None


def unsure(says: str, repeatable: bool) -> NotDelivered:
    """Transient for what may be repeated, else Ambiguous: the message may have been stored."""
    return Transient(says) if repeatable else Ambiguous(says)


def meaning(answer: Response, now: float, repeatable: bool) -> NotDelivered:
    """The error of an answer that is not 2xx; `now` is in seconds since 1970.

    Its sentence has the status and the Connector's own code, and nothing else of the answer.
    """
    status, code = answer.status, answer.code
    what = f"Teams answered {status} {code}".rstrip()
    if status == 429:
        return Throttled(f"{what}: it is sent again later.", delay(answer.headers, now))
    if status in UNSURE or status > 505:
        return unsure(f"{what}: it is not known whether the message was stored.", repeatable)
    if status == 413 or code in TOO_BIG:
        return TooBig(f"{what}: the message is too large; make it shorter.")
    if status == 401:
        return NotSignedIn(f"{what}: check the registration and its secret; {LATER}")
    if status == 404:
        return _missing(what, code)
    return _forbidden(what, code) if status == 403 else Refused(f"{what}: it is not tried again.")


def not_met(answer: Response, now: float, repeatable: bool) -> NotDelivered:
    """The same, of an answer about somebody whom we would write to for the first time.

    Microsoft names 403 alone; an id that nobody has is a 400 or 404.
    """
    if answer.status in (400, 403, 404):
        what = f"Teams answered {answer.status} {answer.code}".rstrip()
        return NotInRoster(f"{what}: it lets Process Center begin no chat with them.")
    return meaning(answer, now, repeatable)


def not_private(answer: Response, now: float, repeatable: bool) -> NotDelivered:
    """The same, of an answer about a message for one person alone.

    What is refused because of that goes through otherwise, or it is refused again for a reason of
    its own.
    """
    found, code = meaning(answer, now, repeatable), answer.code
    of_us = answer.status == 401 or _of_the_conversation(answer.status, code)
    if of_us or isinstance(found, OTHERWISE):
        return found
    what = f"Teams answered {answer.status} {code}".rstrip()
    return NotPrivate(f"{what}: not for one person alone.", lasts=code not in NOT_THIS_ONE)


def _of_the_conversation(status: int, code: str) -> bool:
    """Whether any message would be refused there."""
    if status == 404:
        return code in NO_CONVERSATION
    return status == 403 and code in NOT_IN_ROSTER | BLOCKED


def _missing(what: str, code: str) -> NotDelivered:
    if code in DELETED:
        return Deleted(f"{what}: the message was deleted.")
    return Gone(f"{what}: the conversation no longer exists.")


def _forbidden(what: str, code: str) -> NotDelivered:
    if code in NOT_IN_ROSTER:
        return NotInRoster(
            f"{what}: add the app to the team or chat; a private or shared channel needs it itself."
        )
    if code in BLOCKED:
        return Blocked(f"{what}: the conversation does not accept messages of the app.")
    return NotSignedIn(f"{what}: check the app's permissions and its cloud; {LATER}")


def delay(headers: Mapping[str, str], now: float) -> float:
    """Seconds that Retry-After asks for: a number, also a fraction, or an HTTP date.

    One second when it is missing, past or unreadable; an hour at most.
    """
    given = headers.get("Retry-After", "").strip()
    seconds = _number(given)
    if seconds is None:
        seconds = _until(given, now)
    if seconds is None or not math.isfinite(seconds) or seconds < 0:
        return DEFAULT_DELAY
    return min(seconds, MAX_DELAY)


def _number(given: str) -> float | None:
    try:
        return float(given)
    except ValueError:
        return None


def _until(given: str, now: float) -> float | None:
    try:
        return parsedate_to_datetime(given).timestamp() - now
    except (ValueError, OverflowError, OSError):
        return None
