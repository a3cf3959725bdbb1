"""The Bot Connector's published limits, counted over the arrival time of every request.

Source: Microsoft's page "Optimize your agent with rate limiting in Teams"
(learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit). It names sending and creating;
edits and deletions are counted with them, which is the strict reading.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Use(StrEnum):
    """Which of a conversation's two budgets a request takes from."""

    SEND = "send"
    READ = "read"


Window = tuple[int, float]

WINDOWS: dict[Use, tuple[Window, ...]] = {
    Use.SEND: ((7, 1), (8, 2), (60, 30), (1800, 3600)),
    Use.READ: ((14, 1), (16, 2), (120, 30), (3600, 3600)),
}
WHOLE_APP: tuple[Window, ...] = ((50, 1),)


@dataclass(slots=True)
class Bucket:
    """The latest admitted arrivals, as many as the largest window holds; nothing is ever swept."""

    windows: tuple[Window, ...]
    arrivals: deque[float] = field(init=False)

    def __post_init__(self) -> None:
        self.arrivals = deque(maxlen=max(count for count, _ in self.windows))

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 when it fits now."""
        longest = 0.0
        for count, seconds in self.windows:
            if len(self.arrivals) >= count:
                longest = max(longest, self.arrivals[-count] + seconds - now)
        return longest


class Limits:
    """Admits or refuses; a refused request takes nothing from any budget."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._app = Bucket(WHOLE_APP)
        self._conversations: dict[tuple[str, Use], Bucket] = {}
        self.on = True

    def admit(self, use: Use, conversation: str | None) -> float:
        """0 when admitted, else the seconds to wait."""
        if not self.on:
            return 0.0

        now = self._monotonic()
        buckets = [self._app]
        if conversation is not None:
            buckets.append(self._bucket(use, conversation))
        longest = max(bucket.wait(now) for bucket in buckets)
        if longest > 0:
            return longest

        for bucket in buckets:
            bucket.arrivals.append(now)
        return 0.0

    def rest(self) -> None:
        """As after an hour in which nobody asked for anything."""
        self._app = Bucket(WHOLE_APP)
        self._conversations.clear()

    def _bucket(self, use: Use, conversation: str) -> Bucket:
        key = (conversation, use)
        found = self._conversations.get(key)
        if found is None:
            found = self._conversations[key] = Bucket(WINDOWS[use])
        return found
