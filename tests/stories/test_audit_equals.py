"""A whole audit over HTTP finds what was planted, and under faults that or `unknown`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import pytest

from core.standards.engine import reads, rules
from core.standards.model import Audited
from core.standards.rules import TenantRule
from simulator.facts import TenantFacts
from simulator.faults import Fault, FaultKind, Where
from simulator.generated import generate
from simulator.sample.contoso import contoso
from tests.simulator.guard import Guard
from tests.stories.planted import Key, planted
from tests.stories.planted_facts import View
from tests.stories.whole_audits import NOW, asked, assert_no_worse, audited, by_key, running

SEEDS = (1, 2, 3)
LISTS = (
    "team", "channels", "channel_members", "group_members", "group_owners", "users",
    "installed_apps", "tabs", "plans", "group_settings",
)  # fmt: skip
OVER_ALL = {name for name, rule in rules().items() if isinstance(rule, TenantRule)}


# The second is nearly as the first; all others differ by more.
NAMES = (
    "Harbour lights review", "harbor_LIGHTS review 2", "Harbour nights review",
    "Harbour light reviews", "Harbour l1ghts review", "Lights harbour review",
)  # fmt: skip


def concealed() -> TenantFacts:
    """Of this one usage reports do not say which team is which, and some teams' names are alike."""
    facts = generate(40, 200, 5, mess=True)
    named = [replace(team, name=name) for team, name in zip(facts.teams, NAMES, strict=False)]
    teams = (*named, *facts.teams[len(named) :])
    return replace(facts, teams=teams, governance=replace(facts.governance, conceals=True))


TENANTS: dict[str, Callable[[], TenantFacts]] = {
    "sample": contoso,
    "concealed": concealed,
    **{f"seed {seed}": partial(generate, 120, 600, seed, mess=True) for seed in SEEDS},
}


def compared(found: Audited) -> dict[Key, tuple[str, object]]:
    """As the planted facts say it: what was seen counts where something failed."""
    return {
        key: (each.outcome.value, each.seen if each.outcome == "failed" else None)
        for key, each in by_key(found).items()
    }


def different(found: Mapping[Key, object], wanted: Mapping[Key, object]) -> list[str]:
    """What is found and not planted, planted and not found, or another thing."""
    return [
        f"{' '.join(key)}: {found.get(key)}, not {wanted.get(key)}"
        for key in sorted(found.keys() | wanted.keys())
        if found.get(key) != wanted.get(key)
    ]


def test_every_rule_is_in_one_of_the_two_standards() -> None:
    facts = contoso()
    judged = {clause.rule for standard in asked(facts) for clause in standard.clauses}

    assert judged == set(rules())


def test_every_rule_finds_something_in_one_of_the_tenants() -> None:
    """But for one that needs to remember an earlier audit."""
    failed, passed = set[str](), set[str]()
    for made in TENANTS.values():
        for (_, rule, _, _), (outcome, _) in planted(
            View(made(), NOW.date()), rules(), OVER_ALL
        ).items():
            failed |= {rule} if outcome == "failed" else set()
            passed |= {rule} if outcome == "passed" else set()

    assert set(rules()) - failed <= {"archived_age"}
    assert set(rules()) - passed <= OVER_ALL


@pytest.mark.parametrize("name", TENANTS)
async def test_an_audit_finds_exactly_what_was_planted(name: str) -> None:
    facts = TENANTS[name]()
    guard = Guard()
    async with running(facts) as tenant:
        tenant.world.graph.witness = guard.witness
        found = await audited(tenant)

    assert guard.wrong == []
    wanted = planted(View(facts, NOW.date()), rules(), OVER_ALL)
    assert different(compared(found), wanted) == []
    assert {outcome for outcome, _ in compared(found).values()} >= {"failed", "passed", "unknown"}
    assert (found.run.teams, found.run.whole) == (len(facts.teams), True)


@pytest.mark.parametrize("seed", SEEDS)
async def test_pages_orders_and_delays_change_nothing(seed: int) -> None:
    async with running(generate(60, 300, seed, mess=True)) as tenant:
        plain = await audited(tenant)
        tenant.pages(most=3 + seed, empty=0.2, order=seed)
        tenant.latency(1, jitter_ms=20)
        odd = await audited(tenant)

    assert odd.findings == plain.findings
    assert odd.run.counts == plain.run.counts
    assert odd.run.http_requests > plain.run.http_requests


def fault(kind: FaultKind, read: str, share: float) -> Fault:
    return Fault(kind, share, where=Where.GRAPH_PART, read=read, retry_after=0.01)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["429", "503", "drop_before", "403", "garbled", "html", "nothing"])
async def test_faults_make_findings_unknown_and_never_better(kind: str, seed: int) -> None:
    facts = generate(40, 200, seed, mess=True)
    async with running(facts) as tenant:
        tenant.pages(most=25)
        clean = await audited(tenant)
        for read in LISTS:
            tenant.fault(fault(FaultKind(kind), read, 0.15))
        faulty = await audited(tenant)
        struck = tenant.graph_counts()["struck"]

    assert struck > 0
    assert_no_worse(clean, faulty, facts)


@pytest.mark.parametrize("kind", ["403", "garbled", "other_host"])
async def test_a_list_of_teams_that_ends_early_leaves_every_clause_unknown(kind: str) -> None:
    facts = generate(40, 200, 1, mess=True)
    async with running(facts) as tenant:
        tenant.pages(most=15)
        clean = await audited(tenant)

        def spoil(what: str, done: int, total: int) -> None:  # noqa: ARG001
            tenant.clear_faults()
            tenant.fault(fault(FaultKind(kind), "groups", 1.0))

        faulty = await audited(tenant, spoil)

    assert 0 < faulty.run.teams < clean.run.teams
    assert faulty.run.complete < 1
    about_all = {each.key[:3] for each in faulty.findings if each.subject.id == facts.id}
    assert about_all == {key[:3] for key in by_key(clean)}
    assert_no_worse(clean, faulty, facts)


# The teams themselves are listed with this one.
LISTING = "GroupMember.Read.All"
PERMISSIONS = {each.permission for each in reads(asked(contoso()))} - {LISTING}


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
async def test_a_denied_permission_is_named_and_nothing_looks_better(permission: str) -> None:
    facts = generate(40, 200, 2, mess=True)
    async with running(facts) as tenant:
        clean = await audited(tenant)
        tenant.deny(permission)
        faulty = await audited(tenant)

    reasons = {each.says for each in faulty.findings if each.outcome == "unknown"}
    assert f"not permitted, needs {permission}" in reasons
    assert faulty.run.teams_read <= clean.run.teams_read
    assert_no_worse(clean, faulty, facts)


@pytest.mark.parametrize("read", ["team", "channels", "group_members"])
async def test_one_team_that_is_refused_is_unknown_and_the_others_are_judged(read: str) -> None:
    facts = generate(40, 200, 3, mess=True)
    refused = next(team for team in facts.teams if team.visibility and not team.archived)
    async with running(facts) as tenant:
        clean = await audited(tenant)
        tenant.fault(Fault(FaultKind.FORBIDDEN, where=Where.GRAPH_PART, read=read, team=refused.id))
        faulty = await audited(tenant)

    assert faulty.run.teams_read == clean.run.teams_read - 1
    assert_no_worse(clean, faulty, facts)
    before, after = by_key(clean), by_key(faulty)
    new = {key for key in after if after[key].outcome == "unknown" and key not in before}
    new |= {
        key for key in before.keys() & after.keys() if before[key].outcome != after[key].outcome
    }
    # What is one figure over all teams cannot be told either.
    assert {after[key].subject.id for key in new} - {facts.id} == {refused.id}
