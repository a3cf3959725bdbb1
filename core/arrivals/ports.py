"""What is needed to keep who came to the door."""

from typing import Protocol


class Arrivals(Protocol):
    """What this process saw at its door."""

    async def keep(self) -> None:
        """Add it to what all processes saw. Raises StoreAway, and nothing is lost."""
