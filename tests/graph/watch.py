"""A clock for pacing that costs a test no time."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass
class Watch:
    """Moves only by sleeping. In seconds."""

    now: float = 0.0
    meanwhile: Callable[[float], Awaitable[None]] | None = None

    def __call__(self) -> float:
        """The time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Moves the time on; `meanwhile` hears until when."""
        if self.meanwhile is not None:
            await self.meanwhile(self.now + seconds)
        self.now += seconds
