"""The tenant itself, as Entra gives it."""

from collections.abc import Mapping

from simulator.graph.answers import Answer
from simulator.graph.filters import Entity
from simulator.graph.query import Query, many, same
from simulator.world import World


def listed(world: World, query: Query, _: Mapping[str, str]) -> Answer:
    """A collection of one."""
    facts = world.facts
    domain = {
        "capabilities": "Email, OfficeCommunicationsOnline",
        "isDefault": True,
        "isInitial": True,
        "name": facts.domain,
        "type": "Managed",
    }
    entity: Entity = {
        "id": facts.id,
        "deletedDateTime": None,
        "businessPhones": [],
        "displayName": facts.organisation,
        "tenantType": "AAD",
        "verifiedDomains": [domain],
    }
    return many(query, [entity], "organization", made=same)
