"""What becomes of a message, in the few words that an operator watches."""

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """How an attempt to send or edit a message ended, or what was found of one that was unclear."""

    SENT = "sent"
    EDITED = "edited"
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
    "notprivate": Outcome.LATER,
    "ambiguous": Outcome.UNKNOWN,
    "blocked": Outcome.FAILED,
    "notinroster": Outcome.FAILED,
    "gone": Outcome.FAILED,
    "deleted": Outcome.FAILED,
    "toobig": Outcome.FAILED,
    "refused": Outcome.FAILED,
}


def outcome_of(word: str) -> Outcome:
    """A word that nobody foresaw counts as failed, so that somebody looks; no post fails of it."""
    if word in list(Outcome):
        return Outcome(word)
    return _WORDS.get(word, Outcome.FAILED)
