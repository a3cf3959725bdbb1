"""What putting right needs, put together: for the server and for the command line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.credentials import Credentials
from bot.granted import covers, granted
from bot.settings import Settings
from core.clock import Clock
from core.standards.changes.ports import ChangePorts, FixPorts
from core.standards.model import Standard
from core.work import Defer
from graph.estate.estate import Estate
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from store.database import Database
from store.people.parts import PartStore
from store.standards.notices import NoticeStore
from store.standards.offers import OfferStore
from store.standards.plans import PlanStore
from store.standards.reminders import ReminderStore
from store.standards.runs import RunStore
from store.standards.waivers import KeptWaiverStore


@dataclass(frozen=True, slots=True)
class Granted:
    """Implements core.standards.changes.ports.Permissions."""

    settings: Settings
    credentials: Credentials

    async def held(self) -> Collection[str] | None:
        """What the sign-in was granted, and what that covers.

        A token for rehearsals does not tell.
        """
        if self.settings.static_token:
            return None
        return covers(granted(await self.credentials.graph.get()))


def change_ports(
    settings: Settings,
    database: Database,
    graph: GraphClient,
    credentials: Credentials,
    standards: Mapping[str, Standard],
    clock: Clock,
    defer: Defer | None = None,
) -> ChangePorts:
    """On an open database and client; without `defer` no worker is told of what is approved."""
    return ChangePorts(
        plans=PlanStore(database, defer),
        estate=Estate(graph),
        tenants=Tenants(graph, settings.home_id),
        permissions=Granted(settings, credentials),
        waivers=KeptWaiverStore(database),
        office=RunStore(database),
        standards=standards,
        parts=PartStore(database),
        clock=clock,
    )


def fix_ports(
    settings: Settings, database: Database, changes: ChangePorts, defer: Defer
) -> FixPorts:
    """On an open database and queue."""
    return FixPorts(
        changes=changes,
        offers=OfferStore(database),
        reminders=ReminderStore(database, defer, settings.install_for_people),
        notices=NoticeStore(database, defer),
    )
