"""A Process Center on a real database with nobody outside: the ground of tests of the inside."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.app import center
from bot.office_import import import_office
from bot.planning import on_import
from bot.settings import Settings
from core.checkins.model import Answer, Colour, Standing
from core.checkins.sitting import Opened
from core.people.rosters import Channel, ChannelKind, Member, Roster
from core.ports import Ports
from core.posting.addresses import Address, Met
from jobs.engine import Engine
from jobs.tasks import close_round
from store.clock import ClockStore
from store.database import Database
from store.office.file import read_file
from tests.conftest import CONTENT, shipped

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)  # 9:00 in Chicago
DAY = timedelta(days=1)
TEAM = "team-apollo"
CHANNEL = "19:apollo@thread.tacv2"
PEOPLE = ("ada", "grace", "kim")
OFFICE = """\
center: {{organisation: Contoso, time_zone: America/Chicago, staff: [pat@contoso.example]}}
projects:
  - {{id: apollo, title: Apollo, owner: ada@contoso.example, team: {team}, channel: "{channel}"}}
checkins:
  - {{id: weekly, project: apollo, schedule: {{cron: "{cron}"}}, open_for: 24h}}
"""
NOBODY_OUTSIDE = Settings.model_validate(
    {
        "content_dir": CONTENT,
        "app_id": "11111111-2222-4333-8444-555555555555",
        "static_token": "opens-nothing",
        "tenants": "home",
        "service_url_hosts": "127.0.0.1",
        "openid_metadata_url": "http://127.0.0.1:9/openid",
        "graph_url": "http://127.0.0.1:9/v1.0",
    }
)


def office(cron: str = "0 9 * * MON") -> str:
    """An office file with one weekly check-in of the project Apollo."""
    return OFFICE.format(team=TEAM, channel=CHANNEL, cron=cron)


def member(name: str, guest: bool = False) -> Member:
    """Somebody whose object id is their name in small letters."""
    return Member(name.lower(), name.title(), f"{name.lower()}@contoso.example", guest)


def answer(colour: str = "green", why: str = "", **more: object) -> Answer:
    """An answer with this schedule, and everything else green."""
    green = Standing(Colour.GREEN)
    standings = {"schedule": Standing(Colour(colour), why), "budget": green, "risks": green}
    return Answer(standings, **more)  # type: ignore[arg-type]  # the test names real fields


@dataclass(frozen=True, slots=True)
class Ground:
    """One process without its worker and its sweeps; everything is done when a test says so."""

    database: Database
    engine: Engine
    ports: Ports

    async def plan(self, text: str, now: datetime = MONDAY) -> None:
        """Import an office file, as the command does."""
        plan = partial(on_import, self.database, now)
        await import_office(self.database, read_file(text.encode(), "office.yaml"), on_change=plan)

    async def at(self, when: datetime) -> None:
        """Move the rehearsal clock, which every process goes by."""
        await ClockStore(self.database).move(when - self.ports.clock.system())
        self.ports.clock.ahead = when - self.ports.clock.system()

    async def meet(self, team: str = TEAM, channel: str = CHANNEL) -> None:
        """The app was installed in a team: Teams tells where its channels are reached."""
        address = Address(channel, "http://127.0.0.1:9/", "28:bot", "home")
        await self.ports.posting.addresses.learn(Met(address, team, None))

    async def roster(self, *names: str, team: str = TEAM, owners: Sequence[str] = ()) -> None:
        """Graph told who is in the team, and who owns it."""
        members = tuple(member(each) for each in names)
        channels = (Channel(CHANNEL, ChannelKind.STANDARD),)
        await self.ports.people.rosters.save(Roster(team, members, channels, {}, frozenset(owners)))

    async def open(self, now: datetime = MONDAY, *names: str) -> Opened:
        """Plan the weekly check-in, with a roster that was read, and open a round of it."""
        await self.plan(office(), now)
        await self.meet()
        await self.roster(*(names or PEOPLE))
        ((opened,), _) = await self.ports.checkins.rounds.open(["weekly"], now)
        return opened

    async def close(self, round_id: str, now: datetime) -> None:
        """What the job does when a round's time is over."""
        await self.at(now)
        await close_round.run(self.ports, round_id)

    async def jobs(self, *names: str) -> Sequence[dict[str, object]]:
        """The arguments of the jobs that wait, of these names or of all, oldest first."""
        found = await self.database.all(
            dict,
            """
            SELECT args FROM procrastinate_jobs
            WHERE status = 'todo' AND (task_name = ANY (%(names)s) OR %(names)s = '{}') ORDER BY id
            """,
            {"names": list(names)},
        )
        return [each["args"] for each in found]

    async def value(self, query: str, **values: object) -> object:
        """The first column of the first row of a query about what the stores keep."""
        async with self.database.connection() as connection:
            cursor = await connection.execute(query.encode(), values)
            found = await cursor.fetchone()
        return found[0] if found else None

    async def forget_jobs(self) -> None:
        """Begin with an empty queue."""
        await self.database.run("DELETE FROM procrastinate_jobs")


@pytest.fixture
async def inside(database: Database) -> AsyncIterator[Ground]:
    """One process on a database of the test's own."""
    async with ground(database) as made:
        yield made


@asynccontextmanager
async def ground(database: Database) -> AsyncIterator[Ground]:
    """Everything put together on a database, as a process of ours does it."""
    async with center(NOBODY_OUTSIDE, database, content=shipped()) as made:
        yield Ground(database, made.engine, made.ports)
