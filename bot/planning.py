"""Planning what the office schedules: after an import, and when the rehearsal clock goes back."""

from datetime import datetime

from core.office.model import Office
from jobs.engine import Engine
from jobs.schedule import following
from store.bounded import LONG
from store.clock import ClockStore
from store.database import Connection, Database
from store.office.items import OfficeStore
from store.schedules.planner import Planner


async def on_import(
    database: Database, now: datetime, connection: Connection, office: Office
) -> None:
    """Plan what an import changed, in the import's own transaction; `now` is the system's time."""
    ahead = await ClockStore(database).ahead()
    async with Engine(database.pool) as engine:
        await Planner(engine.defer_in, following).plan(connection, office, now + ahead)


async def plan_again(database: Database, now: datetime) -> None:
    """Work out every next time afresh; `now` is our own time."""
    async with Engine(database.pool) as engine, database.transaction(LONG) as connection:
        office = await OfficeStore(database).load(connection)
        await Planner(engine.defer_in, following).plan(connection, office, now, afresh=True)
