"""Whatever Graph answers, a look is of what it says, or says that nobody could look."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from typing import Any

import pytest

from core.errors import NotRead
from core.standards.changes.ports import MovedOn
from graph.estate.estate import Estate
from graph.wire.client import GraphClient
from simulator.tenant import Tenant
from tests.graph.estate_cases import ONE_EACH
from tests.graph.server import Graph, Reply

ODD: tuple[Any, ...] = (None, 5, "", "odd", True, [], [None], {}, {"id": None}, "\ud800")
NAMES = (
    *("id", "displayName", "userId", "roles", "title", "teamsApp", "teamsAppDefinition", "values"),
    *("configuration", "isArchived", "visibility", "memberSettings", "expirationDateTime"),
    *("templateId", "managedGroupTypes", "classification", "description"),
)
LISTS = {"role", "channel_role", "channel", "tab", "app", "plan"}


def garbage() -> Iterator[Any]:
    """Objects and lists in which something is not as Graph's metadata has it."""
    yield from ODD
    for odd in ODD:
        yield {"value": odd}
        yield {"value": [odd], "@odata.nextLink": odd}
    for name, odd in product(NAMES, (None, 5)):
        yield {name: odd, "value": [{"id": "x", name: odd}, {name: odd}]}


@pytest.mark.parametrize("thing", ONE_EACH)
async def test_what_graph_garbles_is_not_read_and_ends_nothing(
    graph: Graph, client: GraphClient, tenant: Tenant, thing: str
) -> None:
    change = ONE_EACH[thing].change(tenant.world)
    estate = Estate(client)
    with pytest.raises(MovedOn):
        await estate.look(change)
    path = graph.asked[0].path
    for body in garbage():
        graph.on(path, Reply(body))
        with suppress(NotRead, MovedOn):
            await estate.look(change)

    graph.on(path, Reply({"value": [{}, {"id": None}]}))
    if thing in LISTS:
        with pytest.raises(NotRead):
            await estate.look(change)
