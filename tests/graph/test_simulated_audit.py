"""Reading the simulated tenant, with its limits on: the facts are those that it was made of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.facts import Gap
from core.people.rosters import ChannelKind
from core.standards.facts import Account, Reading, Team, known
from core.standards.reads import Read
from graph.tenants.notes import MOST_EXPANDED
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from graph.wire.reasons import ENTRY_UNSAID, NOT_THERE, VISIBILITY_UNSAID
from simulator import facts
from simulator.app import start
from simulator.choose import chosen
from simulator.faults import Fault, FaultKind, Where
from simulator.graph.team_settings import settings
from simulator.settings import Settings
from simulator.tenant import Tenant
from tests.graph.told import told

TOKEN = "only-for-tests"  # noqa: S105 it opens nothing but the simulated tenant
TRIES = 3
SAMPLE = Settings(bot_url="http://127.0.0.1:9/", app_id="app", token=TOKEN)
MESSY = Settings(
    bot_url="http://127.0.0.1:9/",
    app_id="app",
    token=TOKEN,
    teams=70,
    people=300,
    seed=7,
    mess=True,
)
EVERYTHING = frozenset(Read)
NOW = datetime(2100, 1, 1, tzinfo=UTC)  # no team is young then


async def token() -> str:
    return TOKEN


@asynccontextmanager
async def reading_of(wanted: Settings) -> AsyncIterator[tuple[Tenant, Tenants]]:
    """The tenant, and who reads it."""
    async with (
        start(wanted) as tenant,
        GraphClient(f"{tenant.url}/graph/v1.0", token) as client,
    ):
        yield tenant, Tenants(client, tenant.world.facts.id)


@pytest.fixture
async def sample() -> AsyncIterator[tuple[Tenant, Tenants]]:
    async with reading_of(SAMPLE) as both:
        yield both


async def read(tenants: Tenants) -> Reading:
    return await tenants.read(EVERYTHING, None, NOW)


def planted(tenant: Tenant, of: facts.Team) -> dict[str, object]:
    """What the tenant was made of, in the core's words."""
    people = tenant.world.directory.people

    def persons(ids: tuple[str, ...]) -> list[object]:
        found = (people[id_] for id_ in sorted(set(ids)))
        return [(p.id, p.name, p.upn, p.enabled, p.guest) for p in found]

    return {
        "name": of.name,
        "description": of.description,
        "visibility": of.visibility or Gap(VISIBILITY_UNSAID),
        "owners": persons(of.owners),
        "members": persons(of.members),
        "archived": of.archived,
        "settings": {n: each for n, each in settings(of).items() if n != "discoverySettings"},
        "channels": sorted(
            (each.id, each.name, each.description, ChannelKind(each.kind))
            for each in of.channels
            if not (of.archived and each.kind == "private")
        ),
    }


def seen(team: Team) -> dict[str, object]:
    """What was read, in the same shape."""
    assert not isinstance(team.channels, Gap), team.channels
    channels = [(each.id, each.name, each.description, each.kind) for each in team.channels]
    names = ("name", "description", "visibility", "archived", "settings")
    people = {"owners": persons(team.owners), "members": persons(team.members)}
    return {name: getattr(team, name) for name in names} | {"channels": channels} | people


def persons(people: tuple[Account, ...] | Gap) -> list[object]:
    """What is told of each of them, whichever clauses there are."""
    return [(p.id, p.name, p.principal, p.enabled, p.is_guest) for p in known(people)]


@pytest.mark.parametrize("wanted", [SAMPLE, MESSY], ids=["sample", "messy"])
async def test_what_is_read_is_what_the_tenant_was_made_of_within_all_limits(
    wanted: Settings,
) -> None:
    """A machine that stood still sends at once what was to leave one by one: then once more."""
    for _ in range(TRIES):
        async with reading_of(wanted) as (tenant, tenants):
            tenant.pages(empty=0.3)
            reading = await read(tenants)
            counts = tenant.graph_counts()

        made = {team.id: team for team in tenant.world.facts.teams}
        assert [team.id for team in reading.tenant.teams] == sorted(made)
        for team in reading.tenant.teams:
            assert seen(team) == planted(tenant, made[team.id])
        assert (counts["http_requests"], counts["questions"], counts["throttled"]) == (
            reading.http_requests,
            reading.graph_requests,
            reading.throttled,
        )
        if not counts["throttled"]:
            break
    assert counts["throttled"] == 0
    assert counts["busiest_second_of_a_team"] <= 4


def test_the_messy_tenant_has_what_makes_reading_hard() -> None:
    made = chosen(MESSY).teams

    assert any(len(team.owners) > MOST_EXPANDED for team in made)
    assert any(team.visibility is None for team in made)
    assert any(team.archived for team in made)
    assert any(team.things for team in made)


@pytest.mark.parametrize("read_", list(Read))
async def test_a_permission_that_is_missing_is_named_by_what_it_would_have_told(
    sample: tuple[Tenant, Tenants], read_: Read
) -> None:
    tenant, tenants = sample
    tenant.deny(read_.permission)
    if read_.permission == Read.GROUPS.permission:
        with pytest.raises(Exception, match=read_.permission):
            await read(tenants)
        return

    found = (await tenants.read({Read.GROUPS, Read.MEMBERS, read_}, None, NOW)).tenant

    facts = set(told(read_, found))
    assert facts == {Gap(f"not permitted, needs {read_.permission}")}
    assert not any(isinstance(team.members, Gap) for team in found.teams), "all else was read"


async def test_failures_leave_facts_or_gaps_and_never_other_facts(
    sample: tuple[Tenant, Tenants],
) -> None:
    tenant, tenants = sample
    clean = (await read(tenants)).tenant.teams
    for kind in (
        FaultKind.THROTTLE,
        FaultKind.UNAVAILABLE,
        FaultKind.GARBLED,
        FaultKind.FORBIDDEN,
        FaultKind.TIMEOUT,
        FaultKind.CONFLICT,
        FaultKind.ODD,
    ):
        tenant.fault(Fault(kind, share=0.08, retry_after=0.05, where=Where.GRAPH_PART))
    tenant.fault(Fault(FaultKind.DROP_BEFORE, share=0.1, where=Where.GRAPH))
    tenant.latency(2, jitter_ms=30)

    spoilt = (await read(tenants)).tenant.teams

    assert [team.id for team in spoilt] == [team.id for team in clean]
    changed = 0
    for team, was in zip(spoilt, clean, strict=True):
        for name in ("owners", "members", "archived", "settings", "channels"):
            fact = getattr(team, name)
            changed += isinstance(fact, Gap)
            assert isinstance(fact, Gap) or _alike(fact, getattr(was, name))
    assert changed


def _alike(fact: object, was: object) -> bool:
    """People may lack what their account would have told."""
    if isinstance(fact, tuple) and isinstance(was, tuple):
        return [each.id for each in fact] == [each.id for each in was]
    return fact == was


async def test_a_team_that_is_gone_by_the_time_it_is_read_says_so(
    sample: tuple[Tenant, Tenants],
) -> None:
    tenant, tenants = sample
    team = tenant.world.facts.teams[0].id
    tenant.fault(Fault(FaultKind.GONE, where=Where.GRAPH_PART, team=team))

    found = {each.id: each for each in (await read(tenants)).tenant.teams}

    assert found[team].archived == found[team].channels == Gap(NOT_THERE)


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.TIMEOUT,
        FaultKind.CONFLICT,
        FaultKind.ERROR_BEFORE,
        FaultKind.GATEWAY_AFTER,
        FaultKind.GATEWAY_TIMEOUT,
    ],
)
async def test_what_passes_costs_no_fact(sample: tuple[Tenant, Tenants], kind: FaultKind) -> None:
    tenant, tenants = sample
    team = tenant.world.facts.teams[0]
    tenant.fault(Fault(kind, times=1, where=Where.GRAPH_PART, team=team.id, read="group_members"))

    found = {each.id: each for each in (await read(tenants)).tenant.teams}

    assert seen(found[team.id]) == planted(tenant, team)
    assert tenant.graph_counts()["struck"] == 1


async def test_a_list_with_an_entry_that_says_not_who_it_is_is_no_whole_one(
    sample: tuple[Tenant, Tenants],
) -> None:
    tenant, tenants = sample
    team = tenant.world.facts.teams[0]
    odd = Fault(FaultKind.ODD, where=Where.GRAPH_PART, team=team.id, read="group_members")
    tenant.fault(odd)

    found = {each.id: each for each in (await read(tenants)).tenant.teams}

    assert found[team.id].members == Gap(ENTRY_UNSAID)
    assert seen(replace(found[team.id], members=found[team.id].owners)) == planted(
        tenant, replace(team, members=team.owners)
    )
