"""What the demo does to play the past: move both clocks, wait for what is due, let people act."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from bot.demo.changes import Change
from bot.demo.tenant import Tenant
from bot.office_import import import_office
from bot.planning import on_import
from bot.system_clock import system_time
from core.errors import SetupError
from core.office.model import Office
from core.ports import Ports
from jobs.sweeps import begin_and_end
from store.clock import ClockStore
from store.database import Database
from store.office.file import read_file
from store.standing import standing

PATIENCE = 60.0  # real seconds for anything that is waited for
LOOK = 0.02  # real seconds between two looks
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Company:
    """The simulated company and Process Center, on clocks that are moved."""

    ports: Ports
    tenant: Tenant
    database: Database

    async def at(self, when: datetime) -> None:
        """Move the clocks, ours and the tenant's, and begin what is due then."""
        ahead = when - system_time()
        await ClockStore(self.database).move(ahead)
        self.ports.clock.ahead = ahead
        await self.tenant.set_clock(when)
        await begin_and_end.run(self.ports)

    async def settle_in(self) -> None:
        """Import the office and install the app, as a Process Center would do first."""
        file = read_file((await self.tenant.order("office.yaml")).encode(), "office.yaml")
        plan = partial(on_import, self.database, system_time())
        await import_office(self.database, file, on_change=plan)
        people = _who_is_written_to(file.office)
        await self.tenant.order("install", {"teams": "all", "people": people})
        await until(self._settled_in, "the rosters were not read")

    async def show(self, words: str, share: float) -> None:
        """On the page: what goes on, and how much of the past is there."""
        await self.tenant.order("progress", {"words": words, "share": share})

    async def change(self, changes: Iterable[Change]) -> None:
        """People join, leave and take over teams."""
        for each in changes:
            await each.happen(self.tenant)

    async def audit(self, night: datetime) -> None:
        """Let the audit of that night run, and its reports arrive."""
        await self.at(night)
        await until(partial(self._audited, night), "the audit was not done")
        await self.settle("the audit’s reports were not posted")

    async def open_rounds(self, when: datetime) -> None:
        """Let the check-ins open, and their cards arrive."""
        await self.at(when)
        await until(self._posted, "the check-ins were not opened")

    async def close_rounds(self, when: datetime) -> None:
        """Let the rounds end, and their cards turn into reports."""
        await self.at(when)
        await until(self._none_open, "the check-ins did not close")
        await self.settle("the reports did not appear")

    async def answer(self, seed: int, **wish: object) -> int:
        """People answer the open check-ins, as their projects' stories go; how many."""
        told = await self.tenant.order("answer", {"seed": seed, **wish})
        answered = [each for each in told["answered"] if each["result"]["kind"] == "message"]
        return _some(len(answered), "nobody could answer the check-ins")

    async def retros(self, when: datetime, phase: str = CLOSED, **wish: object) -> int:
        """Hold the retros that are open by then through a phase; how many there were."""
        await self.at(when)
        await self.settle("the retros were not opened")
        told = await self.tenant.order("retro", {"until": phase, **wish})
        for each in told["retros"]:
            if each["phase"] != phase:
                why = " ".join(each["answers"])
                raise _stopped(f"a retro did not get beyond “{each['phase']}” ({why})")
        await self.settle("the retros’ cards were not brought up to date")
        return len(told["retros"])

    async def digests(self, when: datetime, **wish: object) -> Mapping[str, Any]:
        """Let leaders get their digests and read them; what they and the owners did."""
        await self.at(when)
        await self.settle("the digests were not sent")
        told: Mapping[str, Any] = await self.tenant.order("leaders", wish)
        _some(len(told["leaders"]), "no leader got a digest")
        await self.settle("the leaders’ cards were not brought up to date")
        return told

    async def settle(self, otherwise: str) -> None:
        """Wait until no job is left and every card shows what there is."""
        await until(self._settled, otherwise)

    async def _settled_in(self) -> bool:
        now = await standing(self.database)
        return now.unread == 0 and now.unposted == 0 and now.jobs == 0

    async def _posted(self) -> bool:
        now = await standing(self.database)
        return now.open > 0 and now.unposted == 0 and now.jobs == 0

    async def _settled(self) -> bool:
        now = await standing(self.database)
        return now.unshown == 0 and now.unposted == 0 and now.jobs == 0

    async def _none_open(self) -> bool:
        return (await standing(self.database)).open == 0

    async def _audited(self, since: datetime) -> bool:
        runs = await self.ports.standards.runs.history(1)
        return bool(runs) and runs[-1].started_at >= since


async def until(
    done: Callable[[], Awaitable[bool]], otherwise: str, patience: float = PATIENCE
) -> None:
    """Raises SetupError with what did not happen after so many real seconds."""
    deadline = asyncio.get_running_loop().time() + patience
    while not await done():
        if asyncio.get_running_loop().time() > deadline:
            raise _stopped(otherwise)
        await asyncio.sleep(LOOK)


def _some(count: int, otherwise: str) -> int:
    if count == 0:
        raise _stopped(otherwise)
    return count


def _stopped(why: str) -> SetupError:
    return SetupError(f"The demo stopped: {why}. Try `make demo FRESH=1`.")


def _who_is_written_to(office: Office) -> list[str]:
    """The staff, the leaders, and the owners whom leaders may ask."""
    center = office.center
    staff = center.staff if center else ()
    leaders = (each.person for each in center.leaders) if center else ()
    owners = (each.owner for each in office.projects if each.owner)
    return list(dict.fromkeys((*staff, *leaders, *owners)))
