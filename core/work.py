"""Work that is done later: how it is handed over, and one id through every line logged about it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
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


@dataclass(slots=True)
class Storing:
    """Whether anything may have been stored meanwhile: so it is known where nothing was."""

    maybe: bool = False


_storing: ContextVar[Storing | None] = ContextVar("storing", default=None)


@contextmanager
def storing() -> Iterator[Storing]:
    """What is stored inside is noted, also what may have been when the database went away."""
    meanwhile = Storing()
    token = _storing.set(meanwhile)
    try:
        yield meanwhile
    finally:
        _storing.reset(token)


def may_store() -> None:
    """Something is being stored, and from now on nobody can say that nothing was."""
    if meanwhile := _storing.get():
        meanwhile.maybe = True


def may_have_stored() -> bool:
    """Whether that was said of what goes on here."""
    meanwhile = _storing.get()
    return meanwhile is not None and meanwhile.maybe


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

    async def clear(self, older: timedelta) -> None:
        """Forget jobs that ended, well or not, longer ago than this."""


class Failing(Protocol):
    """Where a worker notes kinds of jobs that fail again and again; said in store/failing.py."""

    async def failed(self, worker: int, job: str, times: int, why: str) -> None: ...

    async def succeeded(self, worker: int, job: str) -> None: ...
