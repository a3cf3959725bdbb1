"""What becomes of a message, in the few words that an operator watches."""

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """How one attempt to send a message ended, or what was found of one that was unclear."""

    SENT = "sent"
    LATER = "later"
    FAILED = "failed"
    UNKNOWN = "unknown"
    FOUND = "found"
    REPEATED = "repeated"


# By the word that it is counted under: what was done, or the error's name in small letters.
_WORDS: Mapping[str, Outcome] = {
    "throttled": Outcome.LATER,
    "transient": Outcome.LATER,
    "notsignedin": Outcome.LATER,
    "ambiguous": Outcome.UNKNOWN,
    "blocked": Outcome.FAILED,
    "notinroster": Outcome.FAILED,
    "gone": Outcome.FAILED,
    "toobig": Outcome.FAILED,
    "refused": Outcome.FAILED,
}


def outcome_of(word: str) -> Outcome:
    """Raises ValueError for a word that nobody counts under."""
    return _WORDS[word] if word in _WORDS else Outcome(word)
