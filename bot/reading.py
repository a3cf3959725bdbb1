"""Microsoft Graph as every process of a deployment reads it: at one pace, by the proxy there is."""

from bot.credentials import Credentials
from bot.proxies import proxy_for
from bot.settings import Settings
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from store.database import Database
from store.slate import SlateStore


def graph_client(settings: Settings, credentials: Credentials, database: Database) -> GraphClient:
    """Not yet opened: `async with` it. Raises SetupError for a proxy that cannot be used."""
    pacer = Pacer(slate=SlateStore(database, "graph"))
    proxy = proxy_for(settings.graph_url)
    token = credentials.graph
    return GraphClient(settings.graph_url, token.get, pacer=pacer, proxy=proxy, forget=token.forget)
