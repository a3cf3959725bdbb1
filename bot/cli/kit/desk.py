"""What one audit at the command line needs, and no more: no bot, no queue, no web server."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.credentials import Credentials
from bot.reading import graph_client
from bot.settings import Settings
from bot.system_clock import system_time
from core.clock import Clock
from core.standards.model import Standard, Waiver
from core.standards.ports import Runs, Tenants
from graph.tenants.tenants import Tenants as GraphTenants
from store.clock import ClockStore
from store.database import Database
from store.standards.runs import RunStore
from store.standards.waivers import kept


@dataclass(frozen=True, slots=True)
class Desk:
    """The tenant, the runs and waivers that are kept, and our time."""

    tenants: Tenants
    runs: Runs
    waivers: Sequence[tuple[str, Waiver]]
    clock: Clock


@asynccontextmanager
async def desk(settings: Settings, database: Database) -> AsyncIterator[Desk]:
    """Put it together on an open, migrated database.

    The whole of `bot/app.py` would do as well, for 45 MB and a second more.
    """
    credentials = Credentials(settings)
    try:
        async with graph_client(settings, credentials, database) as client:
            clock = Clock(system_time, await ClockStore(database).ahead())
            yield Desk(
                GraphTenants(client, settings.home_id),
                RunStore(database),
                await kept(database),
                clock,
            )
    finally:
        await credentials.close()


def chosen(standards: Mapping[str, Standard], names: tuple[str, ...]) -> list[Standard]:
    """The standards of these names, each once; all without names.

    Raises InputError for a name that there is not, SetupError where there are none at all.
    """
    from core.errors import InputError, SetupError
    from core.suggest import did_you_mean, quoted

    if not standards:
        raise SetupError("There is no standard yet: put one into the folder content/standards.")
    for name in names:
        if name not in standards:
            hint = did_you_mean(name, standards)
            raise InputError(f"There is no standard {quoted(name)}.{hint}")
    return [standards[name] for name in dict.fromkeys(names or standards)]
