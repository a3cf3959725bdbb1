"""What is needed to know what came due, as a small Protocol."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from core.schedules.model import Begun, Due, Step, Waiting

Begin = Callable[[Any, Step], Awaitable[Begun | None]]


class Schedules(Protocol):
    """When things repeat; what each does is said in store/schedules/schedules.py."""

    async def due(self, now: datetime, after: Waiting | None) -> Sequence[Waiting]: ...

    async def elsewhere(self, now: datetime) -> Sequence[Waiting]: ...

    async def goes_by(self, waiting: Waiting, next_: Due) -> None: ...

    async def advance(self, steps: Sequence[Step], begin: Begin) -> int: ...

    async def done(self, begun_id: str) -> None: ...

    async def left_behind(self, older: timedelta) -> Sequence[str]: ...
