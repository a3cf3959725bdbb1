"""How tests write through Graph, and what they look at afterwards."""

from typing import Any

from simulator.facts import Team
from simulator.tenant import Tenant
from tests.simulator.conftest import Answer, Client
from tests.simulator.tiny_bot import TinyBot
from tests.simulator.writable import PLAIN

GRAPH = "/graph/v1.0"
ROOT = "https://graph.microsoft.com/v1.0"
MEMBER = "#microsoft.graph.aadUserConversationMember"


def first(tenant: Tenant) -> Team:
    return tenant.world.directory.teams[PLAIN.teams[0].id]


def stranger(tenant: Tenant) -> str:
    """Somebody of the organisation who is not in the first team."""
    there = tenant.world.directory.rosters[first(tenant).id].members
    return next(p.id for p in tenant.world.facts.people if p.id not in there and not p.guest)


def member(person: str, *roles: str) -> dict[str, Any]:
    return {
        "@odata.type": MEMBER,
        "roles": [*roles],
        "user@odata.bind": f"{ROOT}/users('{person}')",
    }


async def write(client: Client, method: str, path: str, body: Any = None) -> Answer:
    return await client(method, GRAPH + path, body)


async def listed(client: Client, path: str, **options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await client("GET", GRAPH + path, **options)).body["value"]
    return found


async def membership(client: Client, path: str, person: str) -> str:
    found = await listed(client, path)
    return next(str(each["id"]) for each in found if each["userId"] == person)


def events(bot: TinyBot) -> list[str]:
    told = [each["channelData"].get("eventType") for each in bot.heard]
    return [str(each) for each in told if each]
