"""How long to wait before Graph is asked again, from what it answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from math import inf, isfinite

MINUTE, HOUR = 60.0, 3600.0

# Graph asks to wait (learn.microsoft.com/graph/errors; 509 is its limit of bandwidth), or failed at
# what may well succeed. Reading again changes nothing; of what is written only a 429 is repeated.
BUSY = frozenset({429, 503, 504, 509})
PASSING = BUSY | {408, 409, 500, 502}


@dataclass(frozen=True, slots=True)
class Waits:
    """`tries` in all, or `told` where Graph says when; None: as many.

    More than `longest` at a time is not waited, nor anything after `in_all`. What failed in passing
    is read once more at the end, when that is `apart` ago. The others are time-outs. In seconds.
    """

    tries: int = 4
    told: int | None = None
    longest: float = 60.0
    in_all: float = inf
    apart: float = 0.0
    answer: float = 30.0
    connect: float = 10.0


def patient(waits: Waits) -> Waits:
    """For what nobody sits and waits for: as long as Graph asks, within an hour in all.

    What fails and names no time is given up as soon as always: one team must not hold up a night.
    """
    return replace(waits, told=12, longest=HOUR, in_all=HOUR, apart=MINUTE)


def delay(status: int, headers: Mapping[str, str], attempt: int, now: float) -> float | None:
    """Seconds until the next try after `attempt` (from 1); None where asking again does not help.

    `now` is in seconds since 1970. Without a usable Retry-After the wait doubles: 1, 2, 4 s.
    """
    if status not in PASSING:
        return None
    named = asked(headers, now)
    return 2.0 ** (attempt - 1) if named is None else named


def asked(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that Graph asks us to wait; None where it does not say."""
    found = next((text for name, text in headers.items() if name.lower() == "retry-after"), "")
    return _seconds(found.strip(), now)


def _seconds(text: str, now: float) -> float | None:
    """Graph's own sample has a fraction ("2.128"); proxies send HTTP dates."""
    try:
        seconds = float(text)
    except ValueError:
        return _until(text, now)
    return seconds if isfinite(seconds) and seconds >= 0 else None


def _until(text: str, now: float) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None
