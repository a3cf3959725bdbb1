"""One file a job. Each defines `JOB`; its name is the file's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

LONGEST = 60.0  # seconds between two tries of what Teams fails to take
SOON = 10  # the priority of what somebody waits for at their screen


class Later(Exception):
    """The job asks to be run again after `delay` seconds; it did not fail."""

    def __init__(self, delay: float) -> None:
        super().__init__(f"again in {delay:.1f} s")
        self.delay = delay


def growing(first: float, times: int) -> float:
    """Seconds to wait after failing so many times in a row: twice as long each time, to a minute.

    Never less than `first`.
    """
    return max(first, min(first * (1 << min(times, 20) - 1), LONGEST))


@dataclass(frozen=True, slots=True)
class Job:
    """What is done for one item: the engine retries, isolates and recovers each by itself.

    `run` takes the ports and the job's arguments by name, and can be run twice without harm.
    `attempts` is how often it may fail before it is given up. `in_turn` names arguments: jobs with
    the same values of them wait for each other, also for those of the job `beside` it, which takes
    the same. Of a job that runs `alone` only one is under way in the whole deployment: a slow one
    that is deferred again and again would fill every worker. `owed` names the argument with the id
    of what an occurrence began: until the job was done once, it is given again. `priority` is among
    the jobs of the same hands, where the highest is done first.
    """

    run: Callable[..., Awaitable[None]]
    queue: str
    attempts: int = 10
    in_turn: tuple[str, ...] = ()
    alone: bool = False
    beside: str = ""
    owed: str = ""
    priority: int = 0

    async def __call__(self, ports: Any, **values: Any) -> None:
        """Do it now."""
        await self.run(ports, **values)
        if self.owed:
            await ports.schedules.done(values[self.owed])
