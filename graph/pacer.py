"""Keeps our requests to the Teams service below its limits, instead of learning them by 429."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence

from graph.quotas import ONE_TEAM_PER_SECOND, TEAMS_PER_SECOND, WINDOW_SECONDS


class Pacer:
    """Counts departures of this process in a sliding window.

    At most 30 in any window, at most 4 of them for one team.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._left: deque[tuple[float, str]] = deque()

    async def leave(self, teams: Sequence[str]) -> None:
        """Returns when one request for each of `teams` may leave, and counts them as left."""
        while (wait := self._wait(Counter(teams))) > 0:
            await self._sleep(wait)
        now = self._now()
        self._left.extend((now, team) for team in teams)

    def _wait(self, wanted: Counter[str]) -> float:
        now = self._now()
        while self._left and self._left[0][0] + WINDOW_SECONDS <= now:
            self._left.popleft()

        everyone = [at for at, _ in self._left]
        waits = [_until_free(everyone, wanted.total(), TEAMS_PER_SECOND, now)]
        for team, count in wanted.items():
            own = [at for at, of in self._left if of == team]
            waits.append(_until_free(own, count, ONE_TEAM_PER_SECOND, now))
        return max(waits)


def _until_free(left: list[float], count: int, most: int, now: float) -> float:
    """Seconds until `count` more fit beside those that left; oldest first."""
    surplus = min(len(left) + count - most, len(left))
    return left[surplus - 1] + WINDOW_SECONDS - now if surplus > 0 else 0.0
