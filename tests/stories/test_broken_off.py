"""An audit that meets Graph's faults, is broken off at any moment, and goes on: nothing is lost."""

import asyncio
from collections.abc import Iterable, Iterator
from random import Random

import pytest

from core.errors import NotRead
from core.standards.model import Audited
from simulator.faults import Fault, FaultKind, Where
from simulator.generated import generate
from simulator.graph.answers import Answer
from simulator.graph.query import Query
from simulator.tenant import Tenant
from store.database import Database
from store.standards.memory import RunMemory
from tests.stories.whole_audits import audited, running, worse

FACTS = generate(40, 200, 4, mess=True)
TWO_MINUTES = 120.0
PASSING = (
    FaultKind.THROTTLE, FaultKind.UNAVAILABLE, FaultKind.GATEWAY_TIMEOUT, FaultKind.GATEWAY_AFTER,
    FaultKind.TIMEOUT, FaultKind.CONFLICT, FaultKind.ERROR_BEFORE, FaultKind.DROP_BEFORE,
    FaultKind.NOTHING,
)  # fmt: skip
LASTING = (
    FaultKind.FORBIDDEN, FaultKind.GONE, FaultKind.HTML, FaultKind.GARBLED, FaultKind.OTHER_HOST,
    FaultKind.LOOP, FaultKind.ODD, FaultKind.NULLS, FaultKind.OTHER_SHAPE, FaultKind.NOTHING_SAID,
)  # fmt: skip
READS = (
    "team", "channels", "channel_members", "group_members", "users", "installed_apps", "tabs",
    "plans", "group_settings", "organisation_settings", "activity", "catalogue", "groups",
    "group_owners", None,
)  # fmt: skip


def faults(dice: Random) -> Iterator[Fault]:
    """Some that pass, two minutes of waiting among them, one that lasts, and a torn connection."""
    for kind in dice.sample(PASSING, 4):
        yield Fault(
            kind,
            share=dice.choice((0.02, 0.1, 0.3)),
            times=dice.choice((1, 5, 40)),
            retry_after=dice.choice((None, 0.5, TWO_MINUTES)),
            where=Where.GRAPH_PART,
            read=dice.choice(READS),
        )
    lasting, team = dice.choice(LASTING), dice.choice(FACTS.teams).id
    yield Fault(lasting, where=Where.GRAPH_PART, read=dice.choice(READS), team=team)
    yield Fault(FaultKind.DROP_BEFORE, share=0.05, times=5, where=Where.GRAPH)


async def broken_off(tenant: Tenant, memory: RunMemory, after: int = 0) -> Audited | None:
    """An audit that ends in the middle of its question of that number; else what it found.

    Nothing too where no team could be listed at all.
    """
    going = asyncio.ensure_future(audited(tenant, memory=memory))
    left = after

    def count(_: str, __: str, ___: Query, ____: Answer) -> None:
        nonlocal left
        left -= 1
        if not left:
            going.cancel()

    tenant.world.graph.witness = count
    await asyncio.wait([going])
    tenant.world.graph.witness = None
    if going.cancelled() or isinstance(going.exception(), NotRead):
        return None
    return going.result()


@pytest.mark.parametrize("seed", [0, 16, 17, 33])
async def test_what_goes_on_after_faults_and_a_crash_finds_the_same_or_says_unknown(
    database: Database, seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 nothing secret is made of it
    ended: list[Audited | None] = []
    async with running(FACTS) as tenant:
        tenant.pages(most=dice.choice((None, 20)), empty=0.1)
        clean = await audited(tenant)
        asked = tenant.graph_counts()["questions"]
        for moment in sorted(dice.sample(range(1, asked), 2), reverse=True):
            order(tenant, faults(dice))
            ended.append(await broken_off(tenant, RunMemory(database, "run"), moment))
        order(tenant, faults(dice))
        ended.append(await broken_off(tenant, RunMemory(database, "run")))
        order(tenant, ())
        tenant.clear_graph_counts()
        without = await audited(tenant, memory=RunMemory(database, "run"))

    assert [each for found in filter(None, ended) for each in worse(clean, found, FACTS)] == []
    assert without.findings == clean.findings
    assert tenant.graph_counts()["questions"] < asked, "nothing was remembered"


def order(tenant: Tenant, these: Iterable[Fault]) -> None:
    """These faults and no others."""
    tenant.clear_faults()
    for each in these:
        tenant.fault(each)
