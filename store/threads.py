"""Work that blocks, in a thread for which nobody waits when it does not end, or we have to.

`asyncio.to_thread` and its like hold up the end of the process until their work has ended.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


async def aside(work: Callable[..., T], *given: Any) -> T:
    """What it gives, or raises. Cancelled, it is left to itself, and ends with the process."""
    return await asyncio.wrap_future(_begun(work, *given))


def at_most(seconds: float, work: Callable[[], T]) -> T:
    """The same for who waits in a thread. Raises TimeoutError where it does not end in time."""
    return _begun(work).result(seconds)


def _begun(work: Callable[..., T], *given: Any) -> "Future[T]":
    outcome: Future[T] = Future()

    def run() -> None:
        if not outcome.set_running_or_notify_cancel():
            return
        try:
            outcome.set_result(work(*given))
        except BaseException as error:  # noqa: BLE001 (it is raised where it is waited for)
            outcome.set_exception(error)

    Thread(target=run, daemon=True).start()
    return outcome
