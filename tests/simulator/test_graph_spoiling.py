"""Graph answers in JSON what it should never answer, of everything or of one thing alone."""

from typing import Any

import pytest

from simulator.faults import Fault, FaultKind
from simulator.graph.answers import Answer
from simulator.graph.failing import spoilt
from simulator.tenant import Tenant
from tests.simulator.conftest import Client

GRAPH = "/graph/v1.0"
STRANGE: dict[str, Any] = {
    "other_shape": ["no", "such", "thing"],
    "nulls": None,
    "ids_only": [{"id": "sales"}, {"id": "apollo"}],
    "nothing_said": [{}, {}],
    "other_types": [{"id": "sales", "visibility": 7}, {"id": "apollo", "visibility": 7}],
    "new_words": [
        {"id": "sales", "visibility": "unknownFutureValue"},
        {"id": "apollo", "visibility": "unknownFutureValue"},
    ],
    "nameless": [{"id": "sales", "visibility": "private"}, {"visibility": "private"}],
    "empty_page": [],
    "loop": [{"id": "sales", "visibility": "private"}, {"id": "apollo", "visibility": "private"}],
}


@pytest.mark.parametrize("kind", STRANGE)
def test_an_answer_may_be_json_and_none_all_the_same(kind: str) -> None:
    entries = [{"id": each, "visibility": "private"} for each in ("sales", "apollo")]
    answer = Answer(200, {"value": entries})
    found = spoilt(Fault(FaultKind(kind)), answer, "here").body

    assert (found if kind == "other_shape" else found["value"]) == STRANGE[kind]
    assert (kind in ("empty_page", "loop")) == ("@odata.nextLink" in found)


async def test_one_thing_or_one_entry_alone_is_spoiled_where_it_is_named(
    client: Client, tenant: Tenant
) -> None:
    apollo, *others = [team.id for team in tenant.world.facts.teams][:3]
    order = {"kind": "nothing_said", "where": "graph_part", "about": apollo}
    await client("POST", "/control/faults", order)
    groups = (await client("GET", f"{GRAPH}/groups")).body["value"]
    teams = [(await client("GET", f"{GRAPH}/teams/{each}")).body for each in (apollo, *others)]

    assert groups.count({}) == 1
    assert apollo not in [each.get("id") for each in groups]
    assert [each == {} for each in teams] == [True, False, False]
