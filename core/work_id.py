"""One id from the activity or the job through every line that is logged about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

work_id: ContextVar[str] = ContextVar("work_id", default="-")


@contextmanager
def working(name: str) -> Iterator[None]:
    """Everything logged inside carries `name`."""
    token = work_id.set(name)
    try:
        yield
    finally:
        work_id.reset(token)
