"""What audits need, put together."""

from collections.abc import Mapping

from bot.settings import Settings
from core.clock import Clock
from core.standards.model import Standard
from core.standards.ports import StandardsPorts
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from jobs.engine import Engine
from store.database import Database
from store.people.parts import PartStore
from store.standards.audits import AuditStore
from store.standards.offers import OfferStore
from store.standards.runs import RunStore
from store.standards.waivers import WaiverStore


def standards_ports(
    settings: Settings,
    database: Database,
    graph: GraphClient,
    engine: Engine,
    standards: Mapping[str, Standard],
    clock: Clock,
) -> StandardsPorts:
    """On an open database, queue and client."""
    return StandardsPorts(
        audits=AuditStore(database, engine.defer_in),
        runs=RunStore(database),
        waivers=WaiverStore(database, engine.defer_in),
        tenants=Tenants(graph, settings.home_id),
        standards=standards,
        parts=PartStore(database),
        work=engine,
        clock=clock,
        offers=OfferStore(database),
    )
