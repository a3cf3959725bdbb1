"""A slate that all processes of a deployment write on in turn: how they keep one pace together."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Held:
    """What stands there while it is held, to be replaced; empty before anybody wrote.

    `now` is in seconds, by one clock for all; it is no monotonic one.
    """

    text: str
    now: float


class Slate(Protocol):
    """What stands on it may be lost with the machine that keeps it."""

    def held(self) -> AbstractAsyncContextManager[Held]:
        """Nobody else reads or writes meanwhile, so it is held for a moment only.

        An error inside leaves it as it was. Raises StoreAway.
        """
