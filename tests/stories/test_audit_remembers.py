"""What an audit can only tell because earlier ones are kept: how long a team is archived."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from core.standards.auditing import audit
from core.standards.model import Audited
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from simulator.facts import TenantFacts
from simulator.generated import generate
from simulator.tenant import Tenant
from store.content.standards import read
from store.database import Database
from store.standards.runs import RunStore
from tests.stories.planted import planted, standards
from tests.stories.planted_facts import View
from tests.stories.test_audit_equals import compared, different
from tests.stories.whole_audits import NOW, running

ONE_RULE = {"archived_age"}
# The days of the audits, and of each team whether it is archived then.
NIGHTS = (0, 200, 370, 600)
ARCHIVED = (
    (True, True, True, True),
    (True, False, True, True),
    (False, True, True, True),
    (False, False, False, True),
    (True, True, True, False),
    (True, True, False, True),
    (False, False, False, False),
)


def on(facts: TenantFacts, night: int) -> TenantFacts:
    """The tenant as it is that night."""
    kept = zip(facts.teams, ARCHIVED, strict=True)
    return replace(facts, teams=tuple(replace(team, archived=yes[night]) for team, yes in kept))


def since(facts: TenantFacts, night: int) -> Mapping[str, date]:
    """The first of the nights before this one on which it was archived without a break."""
    found = {}
    for team, yes in zip(facts.teams, ARCHIVED, strict=True):
        first = night
        while first and yes[first - 1]:
            first -= 1
        if yes[night] and first < night:
            found[team.id] = NOW.date() + timedelta(days=NIGHTS[first])
    return found


async def audited(tenant: Tenant, runs: RunStore, night: int) -> Audited:
    """An audit of that night, which is kept."""

    async def token() -> str:
        return "t"

    at = NOW + timedelta(days=NIGHTS[night])
    facts = tenant.world.facts
    files = standards(facts, ONE_RULE).items()
    async with GraphClient(f"{tenant.url}/graph/v1.0", token) as client:
        found, what = await audit(
            Tenants(client, facts.id),
            [read(text.encode(), f"{name}.yaml") for name, text in files],
            run_id=f"night {night}",
            now=lambda: at,
            today=at.date(),
            everything=True,
            archived_since=runs.archived_since,
        )
    await runs.keep(found, what.tenant.teams)
    return found


async def test_archives_age_from_the_first_audit_that_saw_them_so(database: Database) -> None:
    made = generate(len(ARCHIVED), 30, 1, mess=True)
    failed = []
    for night, day in enumerate(NIGHTS):
        facts = on(made, night)
        async with running(facts) as tenant:
            found = compared(await audited(tenant, RunStore(database), night))

        view = View(facts, NOW.date() + timedelta(days=day), since(facts, night))
        assert different(found, planted(view, ONE_RULE, set())) == []
        failed.append(sum(outcome == "failed" for outcome, _ in found.values()))
    assert failed == [0, 0, 2, 2]
