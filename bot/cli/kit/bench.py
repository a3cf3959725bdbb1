"""What planning and applying at the command line need: no bot, no queue, no web server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.changing import change_ports
from bot.credentials import Credentials
from bot.reading import graph_client
from bot.settings import Settings
from bot.system_clock import system_time
from core.clock import Clock
from core.standards.changes.ports import ChangePorts
from graph.people.directory import Directory
from store.clock import ClockStore
from store.content.standards import load
from store.database import Database


@dataclass(frozen=True, slots=True)
class Bench:
    """The tenant to be written, what is kept, and who is who."""

    ports: ChangePorts
    directory: Directory


@asynccontextmanager
async def bench(settings: Settings, database: Database) -> AsyncIterator[Bench]:
    """Put it together on an open, migrated database."""
    credentials = Credentials(settings)
    try:
        async with graph_client(settings, credentials, database) as client:
            clock = Clock(system_time, await ClockStore(database).ahead())
            standards = load(settings.content_dir)
            ports = change_ports(settings, database, client, credentials, standards, clock)
            yield Bench(ports, Directory(client, settings.home))
    finally:
        await credentials.close()
