"""Goes from one due time to the next, and waits at each until its work is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.system_clock import system_time
from core.errors import SetupError
from core.ports import Ports
from core.words import listed
from jobs.showing import show_what_is_behind
from jobs.sweeps import begin_and_end, begin_chats
from store.clock import ClockStore
from store.coming import Coming, coming
from store.database import Database
from store.standing import standing

PATIENCE = 60.0  # real seconds for what was due at one time
LOOK = 0.05  # real seconds between two looks
BEGIN = {
    "audit": "the audit runs",
    "checkin": "check-ins open",
    "digest": "digests come",
    "retro": "retros open",
}
END = {"round": "check-ins close"}

Steps = AsyncIterator[Coming]


async def steps(database: Database, ports: Ports, to: datetime) -> Steps:
    """Every time until `to` at which something is due, in order, each looked up when it is asked
    for: what happens at one decides what comes next."""
    after = ports.clock.now()
    while found := await coming(database, after, to):
        yield found
        after = found.at


async def set_clock(database: Database, ports: Ports, when: datetime) -> None:
    """Move the clock of every process; this one's moves at once."""
    ahead = when - system_time()
    await ClockStore(database).move(ahead)
    ports.clock.ahead = ahead


async def arrive(database: Database, ports: Ports, when: datetime) -> None:
    """Let it be `when` or, where real seconds went by, a little later, and all of it be done.

    Two sweeps: what opens as its last time ends is opened by the second, and it begins the chats
    that what the first one began needs. Raises SetupError when the
    work of that time does not come to its end.
    """
    await set_clock(database, ports, max(when, ports.clock.now()))
    for _ in range(2):
        await begin_and_end.run(ports)
        await begin_chats.run(ports)
        await settle(database, ports, "What is due now is not done after a minute")


async def settle(database: Database, ports: Ports, otherwise: str) -> None:
    """Wait until no job is left and every card shows what there is."""

    async def settled() -> bool:
        await show_what_is_behind(ports)
        now = await standing(database)
        return now.unshown == 0 and now.unposted == 0 and now.jobs == 0

    await until(settled, otherwise)


async def until(
    done: Callable[[], Awaitable[bool]], otherwise: str, patience: float = PATIENCE
) -> None:
    """Raises SetupError with what did not happen after so many real seconds."""
    deadline = asyncio.get_running_loop().time() + patience
    while not await done():
        if asyncio.get_running_loop().time() > deadline:
            raise SetupError(f"{otherwise}. `process-center doctor` says what is wrong.")
        await asyncio.sleep(LOOK)


def told(step: Coming, time_zone: str) -> str:
    """A step in one line: "2026-11-23T09:00-06:00 check-ins open"."""
    words = [END.get(kind, f"a {kind} ends") for kind in sorted(step.end)]
    words += [BEGIN.get(kind, f"a {kind} is due") for kind in sorted(step.begin)]
    at = step.at.astimezone(ZoneInfo(time_zone)).isoformat(timespec="minutes")
    return f"{at} {listed(words)}"
