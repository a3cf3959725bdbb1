"""Who was not let in, counted by what they said of themselves, and only a few such kinds apart.

Whoever knocks chooses what they say. So it is cleaned and cut, and of one reason only so many kinds
are told apart; all others are counted as one. A hundred thousand hosts take no more room than that.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 20  # kinds of one reason that are told apart at a time
LONGEST = 100  # characters of what somebody says of themselves
PAUSE = 3600.0  # seconds in which the same is not logged again
MANY = "*"  # stands for what many others said; `cleaned` never gives it

_STRANGE = re.compile(r"[^A-Za-z0-9._:/@-]")


def cleaned(said: object) -> str:
    """What may stand in a line of a log; empty for what is no text."""
    return _STRANGE.sub("?", said[:LONGEST]).lower() if isinstance(said, str) else ""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a refused activity says of itself, cleaned; empty where it says nothing.

    `named` is what did not fit where that is neither host nor tenant: an app, an issuer, a channel.
    """

    host: str = ""
    tenant: str = ""
    named: str = ""


OTHERS = Claims(MANY, MANY, MANY)


@dataclass(frozen=True, slots=True)
class Refused:
    """Activities that were refused for one reason and said the same of themselves."""

    reason: str
    claims: Claims = Claims()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many came since this was asked last, and how many seconds ago the newest did."""

    refused: Refused
    times: int
    age: float


@dataclass(slots=True)
class _Kind:
    told_at: float
    last_at: float
    untold: int = 0
    unkept: int = 0


class Crowd:
    """Counts in memory, which is bounded by the number of reasons; `now` is any steady clock's.

    A kind is forgotten an hour after it was logged, once it was kept and nobody came since.
    """

    def __init__(self) -> None:
        self._kinds: dict[Refused, _Kind] = {}
        self._apart: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._kinds)

    def add(self, refused: Refused, now: float) -> Refused | None:
        """Count one. What is to be logged of it; None where that was logged within the hour."""
        if refused not in self._kinds and self._apart[refused.reason] >= MOST:
            refused = Refused(refused.reason, OTHERS)
        kind = self._kinds.get(refused)
        if kind is None:
            self._kinds[refused] = _Kind(now, now, unkept=1)
            self._apart[refused.reason] += refused.claims != OTHERS
            return refused
        kind.last_at = now
        kind.untold += 1
        kind.unkept += 1
        return None

    def again(self, now: float) -> list[tuple[Refused, int]]:
        """What came again in the hour after it was logged, with how often: to be logged now."""
        over = [(each, k) for each, k in self._kinds.items() if now - k.told_at >= PAUSE]
        told = [(each, kind.untold) for each, kind in over if kind.untold]
        for each, kind in over:
            if kind.untold:
                kind.told_at, kind.untold = now, 0
            elif not kind.unkept:
                del self._kinds[each]
                self._apart[each.reason] -= each.claims != OTHERS
        return told

    def take(self, now: float) -> list[Counted]:
        """What is to be kept; from now on it counts as kept."""
        taken = [
            Counted(each, kind.unkept, now - kind.last_at)
            for each, kind in self._kinds.items()
            if kind.unkept
        ]
        for each in taken:
            self._kinds[each.refused].unkept = 0
        return taken

    def give_back(self, taken: Iterable[Counted]) -> None:
        """It could not be kept."""
        for each in taken:
            self._kinds[each.refused].unkept += each.times
