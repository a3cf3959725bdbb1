"""Each thing of the simulated tenant is looked at, set, looked at again and put back over HTTP."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.errors import NotRead
from core.standards.changes.model import Change, Thing
from core.standards.changes.ports import Look, MovedOn, NotPermitted, NotWritten, Unsure
from graph.estate.estate import Estate, ways
from simulator.faults import Fault, FaultKind, Where
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.tenant import Tenant
from tests.graph.estate_cases import CASES, ONE_EACH, Case, called, let_read, somebody
from tests.simulator.guard import template_of
from tests.simulator.published import published

# Graph's metadata knows of restoring only what concerns people; see the reference of
# directory-deleteditems-restore.
UNSAID = "/directory/deletedItems/{directoryObject-id}/restore"


@dataclass
class Heard:
    """Every question and write that arrived, with how it was asked."""

    asked: list[tuple[str, str, Query]] = field(default_factory=list)

    def __call__(self, method: str, path: str, query: Query, _answer: Answer) -> None:
        self.asked.append((method, path, query))

    def check(self) -> None:
        """Graph has all of it, and none of it reads the index that lags."""
        for method, path, query in self.asked:
            operation = published()["paths"][template_of(path)][method.lower()]
            documented = {each["name"] for each in operation.get("parameters", ())}
            assert query.options.keys() <= documented, path
            assert not query.options.keys() & {"$filter", "$search", "$count"}, path
            assert "consistencylevel" not in query.headers, path

    @property
    def permitted(self) -> Iterator[tuple[str, list[str]]]:
        """What was written, and the application permissions that Graph has for it."""
        for method, path, _ in self.asked:
            if method != "GET" and (template := template_of(path)) != UNSAID:
                operation = published()["paths"][template][method.lower()]
                yield f"{method} {path}", operation["x-ms-permissions"]["Application"]["all"]


@pytest.fixture
def heard(tenant: Tenant) -> Heard:
    found = Heard()
    tenant.world.graph.witness = found
    return found


async def seen(estate: Estate, change: Change, value: object) -> Look:
    """An archive is seen by the second look only."""
    now = await estate.look(change)
    if now.value != value:
        now = await estate.look(change)
    assert now.value == value
    return now


def test_everything_that_can_be_set_has_a_way_and_a_case() -> None:
    assert {*ways()} == {*Thing} - {"by_hand"} == {*ONE_EACH}


@pytest.mark.parametrize("name", CASES)
async def test_it_is_as_it_was_then_as_it_was_set_and_as_before_when_put_back(
    tenant: Tenant, estate: Estate, heard: Heard, name: str
) -> None:
    case = CASES[name]
    change = case.change(tenant.world)
    let_read(tenant, case.team)

    now = await estate.look(change)
    assert now.value == case.before
    kept = json.loads(json.dumps(now.kept))

    await estate.put(change, case.after, now)
    there = await seen(estate, change, case.after)
    assert sum(tenant.world.graph.counts.written.values()) == 1

    if case.undone:
        assert await estate.holds_back(change) == ""
        await estate.put(change, case.before, Look(there.value, kept))
        back = await seen(estate, change, case.before)
        assert without_ids(back.kept) == without_ids(now.kept)
        assert sum(tenant.world.graph.counts.written.values()) == 2
    heard.check()


def without_ids(kept: Any) -> Any:
    """What is made anew has another id; all else is as it was."""
    ids = ("id", "etag", "setting")
    return {key: each for key, each in (kept or {}).items() if key not in ids}


@pytest.mark.parametrize("thing", ONE_EACH)
async def test_it_is_refused_waited_for_or_not_known_and_never_done_twice(
    tenant: Tenant, estate: Estate, heard: Heard, thing: str
) -> None:
    case = ONE_EACH[thing]
    change = case.change(tenant.world)
    tenant.fault(Fault(FaultKind.FORBIDDEN, where=Where.GRAPH_PART, method="GET", times=1))
    with pytest.raises(NotRead, match="not permitted, needs"):
        await estate.look(change)
    now = await estate.look(change)

    order(tenant, FaultKind.BAD)
    with pytest.raises(NotWritten, match="refused it with error 400"):
        await estate.put(change, case.after, now)
    order(tenant, FaultKind.FORBIDDEN)
    with pytest.raises(NotPermitted) as caught:
        await estate.put(change, case.after, now)
    assert (await estate.look(change)).value == case.before
    assert not tenant.world.graph.counts.written

    order(tenant, FaultKind.THROTTLE, FaultKind.DROP_AFTER)
    with pytest.raises(Unsure, match="it is not known whether Microsoft Graph has done it"):
        await estate.put(change, case.after, now)
    await seen(estate, change, case.after)
    assert sum(tenant.world.graph.counts.written.values()) == 1

    permission = caught.value.says.rpartition(" ")[2]
    assert heard.permitted
    for what, permissions in heard.permitted:
        assert permission in permissions, what


def order(tenant: Tenant, *kinds: FaultKind) -> None:
    """The next writes fail, each in its way, and no other."""
    tenant.clear_faults()
    for kind in kinds:
        for method in ("POST", "PATCH", "DELETE"):
            where = Where.GRAPH_PART
            tenant.fault(Fault(kind, where=where, method=method, times=1, retry_after=0.1))


@pytest.mark.parametrize("thing", ONE_EACH)
async def test_what_is_not_there_any_more_has_moved_on(
    tenant: Tenant, estate: Estate, thing: str
) -> None:
    case = ONE_EACH[thing]
    change = case.change(tenant.world)
    now = await estate.look(change)
    team = called(tenant.world, case.team)
    tenant.world.directory.delete(team, "2020-01-01T00:00:00Z")

    with pytest.raises(MovedOn):
        await estate.look(change)
    with pytest.raises(MovedOn):
        await estate.put(change, case.after, now)
    assert await estate.holds_back(change) == ""
    assert not tenant.world.graph.counts.written


async def test_many_changes_at_once_keep_below_the_limits_of_graph(
    tenant: Tenant, estate: Estate
) -> None:
    teams = [each.name for each in tenant.world.directory.teams.values() if not each.archived]
    cases = [Case(Thing.DESCRIPTION, name, "", f"About {name}") for name in teams]
    cases += [Case(Thing.ROLE, name, "owner", "owner", somebody("owner")) for name in teams]

    async def apply(case: Case) -> None:
        change = case.change(tenant.world)
        await estate.put(change, case.after, await estate.look(change))

    async with asyncio.TaskGroup() as group:
        for case in cases:
            group.create_task(apply(case))

    counts = tenant.world.graph.counts
    assert sum(counts.written.values()) == len(cases) > 30
    assert counts.throttled == 0
