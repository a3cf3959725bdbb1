"""Two weeks of the company's life, made by simulated people who press real buttons.

Nothing is inserted: the clock is moved, rounds open and audits run by their schedules, colleagues
answer over HTTP.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import click

from bot.demo.changes import BEFORE, BETWEEN, Change
from bot.demo.tenant import Tenant
from bot.office_import import import_office
from bot.planning import on_import
from bot.system_clock import system_time
from core.errors import SetupError
from core.ports import Ports
from store.clock import ClockStore
from store.database import Database
from store.office_file import read_file
from store.standing import standing

ZONE = ZoneInfo("America/Chicago")
OPENING = time(9, 0)  # when the sample company's check-ins open, on Mondays
NIGHT = timedelta(hours=7)  # so long before that it audits its teams, every night
DAY = timedelta(days=1)
MOMENT = timedelta(seconds=20)
PATIENCE = 60.0  # seconds for anything that is waited for
WEEKS = 2  # closed rounds before the one that is open


async def tell(ports: Ports, tenant: Tenant, database: Database) -> None:
    """Play it; about half a minute."""
    stage = _Stage(ports, tenant, database)
    between = iter(BETWEEN)
    monday = _last_monday(system_time())
    first = monday - timedelta(weeks=WEEKS)
    await stage.move(first - timedelta(hours=1))
    await stage.settle_in()
    for week in range(WEEKS):
        opening = first + timedelta(weeks=week)
        click.echo(f"The week of {opening:%d %B}: check-ins open, people answer, reports appear…")
        await stage.a_round(opening, {})
        await stage.a_night(opening + DAY, next(between))
        await stage.close(opening + DAY + timedelta(minutes=1))
        await stage.a_night(opening + 7 * DAY, next(between))
    click.echo("This week: an audit has just run, a round is open and half answered…")
    visitor = (await tenant.state())["me"]["id"]
    await stage.a_round(monday, {"share": 0.5, "left_out": [visitor]})
    await stage.all_shown()


class _Stage:
    def __init__(self, ports: Ports, tenant: Tenant, database: Database) -> None:
        self._ports = ports
        self._tenant = tenant
        self._database = database

    async def move(self, to: datetime) -> None:
        """Move our clock and the tenant's."""
        ahead = to - system_time()
        await ClockStore(self._database).move(ahead)
        self._ports.clock.ahead = ahead
        await self._tenant.set_clock(to)

    async def settle_in(self) -> None:
        """Import the office and install the app, as a Process Center would do first."""
        await self.change(BEFORE)
        file = read_file((await self._tenant.order("office.yaml")).encode(), "office.yaml")
        plan = partial(on_import, self._database, system_time())
        await import_office(self._database, file, on_change=plan)
        click.echo("Installing Process Center in every team…")
        staff = file.office.center.staff if file.office.center else ()
        await self._tenant.order("install", {"teams": "all", "people": list(staff)})
        await _until(self._settled_in, "the rosters were not read")

    async def a_round(self, opening: datetime, wish: Mapping[str, object]) -> None:
        """Let a Monday's rounds open and people answer: by their project's story, or by `wish`."""
        await self.move(opening + MOMENT)
        await _until(self._all_posted, "the cards were not posted")
        await self._tenant.order("answer", {"seed": opening.toordinal(), **wish})
        await self.move(opening + timedelta(minutes=40))

    async def a_night(self, day: datetime, then: Iterable[Change]) -> None:
        """Let the audit of the night before `day` run, while cards are brought up to date."""
        night = day - NIGHT + MOMENT
        await self.move(night)
        await _until(partial(self._audited, night - MOMENT), "the audit was not done")
        await self.all_shown()
        await self.change(then)

    async def close(self, at: datetime) -> None:
        """Let the rounds end; their reports appear in the night."""
        await self.move(at)
        await _until(self._none_open, "the rounds did not close")

    async def all_shown(self) -> None:
        """Wait until every card shows what there is."""
        await _until(self._all_shown, "the cards were not brought up to date")

    async def change(self, changes: Iterable[Change]) -> None:
        """People join, leave and take over teams."""
        for each in changes:
            await each.happen(self._tenant)

    async def _settled_in(self) -> bool:
        now = await standing(self._database)
        return now.unread == 0 and now.unposted == 0

    async def _all_posted(self) -> bool:
        now = await standing(self._database)
        return now.open > 0 and now.unposted == 0

    async def _all_shown(self) -> bool:
        return (await standing(self._database)).unshown == 0

    async def _none_open(self) -> bool:
        return (await standing(self._database)).open == 0

    async def _audited(self, since: datetime) -> bool:
        runs = await self._ports.runs.history(1)
        return bool(runs) and runs[-1].started_at >= since


async def _until(done: Callable[[], Awaitable[bool]], otherwise: str) -> None:
    """Raises SetupError with what did not happen."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not await done():
        if asyncio.get_running_loop().time() > deadline:
            raise SetupError(f"The demo stopped: {otherwise}. Try `make demo FRESH=1`.")
        await asyncio.sleep(0.2)


def _last_monday(now: datetime) -> datetime:
    """The latest Monday at the opening time, an hour ago at least."""
    local = now.astimezone(ZONE) - timedelta(hours=1)
    monday = local.date() - timedelta(days=local.weekday())
    if local.weekday() == 0 and local.time() < OPENING:
        monday -= timedelta(weeks=1)
    return datetime.combine(monday, OPENING, ZONE)
