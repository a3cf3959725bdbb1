"""What a run that was broken off has understood is not asked for again, and all else is."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from core.standards.reads import Read
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from tests.graph.company import EVERYTHING, NOW, account, company, gaps, group, user
from tests.graph.server import Graph, Reply, many, refusal

WHOLE: Mapping[str, Reply] = {
    "/teams/apollo": Reply({"id": "apollo", "isArchived": False}),
    "/groups/apollo/members": many(user("ada")),
    "/groups/apollo/settings": many(),
    "/users/ada": Reply(account("ada")),
    "/groups/apollo": Reply(group("apollo")),
}
SENSELESS = (Reply({}), Reply({"value": None}), Reply({"value": [{}, user("ada")]}), refusal(404))


class Notebook:
    """Implements core.standards.ports.Memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    async def recall(self, keys: Sequence[str]) -> Mapping[str, Any]:
        """Those that were noted."""
        return {key: self.kept[key] for key in keys if key in self.kept}

    async def note(self, key: str, answer: Any) -> None:
        """Keep it."""
        self.kept[key] = answer


@pytest.mark.parametrize("answer", SENSELESS, ids=["empty", "null", "nameless", "404"])
@pytest.mark.parametrize("path", WHOLE)
async def test_what_made_no_sense_is_asked_for_again_and_nothing_else(
    graph: Graph, client: GraphClient, path: str, answer: Reply
) -> None:
    company(graph, group("apollo"), group("gemini"))
    for each, reply in WHOLE.items():
        graph.on(each, reply)
    graph.on(path, answer)
    reads, teams = EVERYTHING - {Read.ACTIVITY}, ["apollo", "gemini"]
    notebook = Notebook()
    first = await Tenants(client, "home").read(reads, teams, NOW, memory=notebook)
    asked = {each.path for each in graph.asked}
    graph.on(path, WHOLE[path])
    graph.asked.clear()

    again = await Tenants(client, "home").read(reads, teams, NOW, memory=notebook)

    assert first.tenant != again.tenant
    assert [gaps(team) for team in again.tenant.teams] == [{}, {}]
    heard = {each.path for each in graph.asked}
    assert heard == {path} | (heard - asked)
