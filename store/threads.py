"""Work that blocks, in a thread for which nobody waits when we have to end."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


async def aside(work: Callable[..., T], *given: Any) -> T:
    """What it gives, or raises. Cancelled, it is left to itself, and ends with the process.

    `asyncio.to_thread` would hold up the end of the process until the work has ended.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(say: Callable[[Any], None], what: object) -> None:
        if not done.done():
            say(what)

    def run() -> None:
        try:
            found = work(*given)
        except BaseException as error:  # noqa: BLE001 (it is raised where it is waited for)
            loop.call_soon_threadsafe(tell, done.set_exception, error)
        else:
            loop.call_soon_threadsafe(tell, done.set_result, found)

    Thread(target=run, daemon=True, name=work.__name__).start()
    return await done
