"""Work that is done later: how it is handed over, and one id through every line logged about it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

work_id: ContextVar[str] = ContextVar("work_id", default="-")


@contextmanager
def working(name: str) -> Iterator[None]:
    """Everything logged inside carries `name`."""
    token = work_id.set(name)
    try:
        yield
    finally:
        work_id.reset(token)


class Defer(Protocol):
    """Hand jobs to the work engine, on the connection of the transaction they follow from."""

    async def __call__(
        self,
        connection: Any,
        job: str,
        arguments: Sequence[Mapping[str, object]],
        *,
        soon: bool = False,
    ) -> None:
        """Defer one job for each item of `arguments`; none when it is empty.

        What is `soon` is done before all else that waits for the same hands.
        """


class Work(Protocol):
    """Hand one job to the work engine by itself."""

    async def defer(self, job: str, *, once: str = "", wait: float = 0.0, **values: object) -> None:
        """Start it after `wait` seconds; with `once`, not while another of that name waits."""

    async def rescue(self) -> int:
        """Give the jobs of workers that died back to the queue; how many there were."""
