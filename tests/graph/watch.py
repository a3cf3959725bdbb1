"""A clock for pacing that costs a test no time."""

from dataclasses import dataclass


@dataclass
class Watch:
    """Moves only by sleeping. In seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Moves the time on."""
        self.now += seconds
