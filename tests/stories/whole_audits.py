"""Whole audits over the simulated tenant's HTTP, and two of them held against each other."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest

from core.standards.auditing import audit
from core.standards.engine import rules
from core.standards.model import Audited, Finding, Standard
from core.standards.ports import Memory, Progress
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from graph.wire.pacer import Pacer
from graph.wire.waiting import Waits
from simulator.app import start
from simulator.facts import TenantFacts
from simulator.settings import Settings
from simulator.tenant import Tenant
from store.content.standards import read
from tests.graph.watch import Watch
from tests.stories.planted import Key, standards, teams_of

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


@asynccontextmanager
async def running(facts: TenantFacts) -> AsyncIterator[Tenant]:
    """A tenant of these facts without Graph's limits, which have tests of their own."""
    bot = "http://127.0.0.1:9/api/messages"
    wanted = Settings(bot_url=bot, app_id="a", token="t", facts=facts, graph_limits=False, now=NOW)
    async with start(wanted) as tenant:
        yield tenant


def asked(facts: TenantFacts) -> list[Standard]:
    """Both standards, with a clause for each rule that there is."""
    files = standards(facts, rules())
    return [read(text.encode(), f"{name}.yaml") for name, text in files.items()]


async def audited(
    tenant: Tenant,
    progress: Progress | None = None,
    *,
    team_ids: Sequence[str] | None = None,
    memory: Memory | None = None,
) -> Audited:
    """An audit of all teams or these, whose pacing costs no time."""

    async def token() -> str:
        return "t"

    watch = Watch()
    pacer = Pacer(watch, watch.sleep)
    patience = Waits(tries=3, answer=5.0)
    url = f"{tenant.url}/graph/v1.0"
    async with GraphClient(url, token, patience=patience, pacer=pacer) as client:
        found, _ = await audit(
            Tenants(client, tenant.world.facts.id),
            asked(tenant.world.facts),
            run_id="run",
            now=lambda: NOW,
            today=NOW.date(),
            everything=True,
            progress=progress,
            team_ids=team_ids,
            memory=memory,
        )
    return found


def by_key(found: Audited) -> dict[Key, Finding]:
    return {each.key: each for each in found.findings}


def covered(clean: Finding, unknown: set[Key], where: dict[str, set[str]], tenant: str) -> bool:
    """Whether an unknown of the same clause is about it, about a team of it, or about all."""
    subjects = clean.subject.id.split("|")
    near = {tenant, *subjects}.union(*(where.get(each, set()) for each in subjects))
    return any((*clean.key[:3], each) in unknown for each in near)


def renamed(faulty: Finding, clean: Finding) -> Finding:
    """People are named by their id where their names cannot be read, and all else not at all."""
    assert faulty.subject.name in (clean.subject.name, clean.subject.id, "")
    return replace(faulty, subject=clean.subject)


def still(now: Finding | None, clean: Finding) -> bool:
    """The same is seen, or at least or at most so much where not all could be read.

    What a rule tells besides, like who is in both of two teams, may be missing.
    """
    if now is None or renamed(now, clean).outcome != clean.outcome:
        return False
    if isinstance(now.seen, tuple) and isinstance(clean.seen, tuple):
        if "perhaps others" in now.seen:
            return {*now.seen} - {"perhaps others"} <= {*clean.seen}
        parts = zip_longest(now.seen, clean.seen, fillvalue="")
        return all(one == other or one.startswith("at least ") for one, other in parts)
    return _within(now.seen, clean.seen)


def _within(now: object, clean: object) -> bool:
    sign, _, bound = str(now).rpartition(" ")
    if now == clean or sign not in ("at least", "at most"):
        return now == clean
    figure = float(str(clean).rpartition(" ")[2])
    return figure >= float(bound) if sign == "at least" else figure <= float(bound)


def worse(clean: Audited, faulty: Audited, facts: TenantFacts) -> Iterator[str]:
    """What was found and is neither there nor covered; what passed or failed and did not before."""
    before, after = by_key(clean), by_key(faulty)
    where = teams_of(facts)
    unknown = {key for key, each in after.items() if each.outcome == "unknown"}
    for key, each in before.items():
        if each.outcome in ("failed", "unknown", "waived"):
            there = still(after.get(key), each)
            if not there and not covered(each, unknown, where, facts.id):
                yield f"lost {key}: {each}, now {after.get(key)}"
    for key, each in after.items():
        if each.outcome != "unknown" and (
            key not in before or before[key].outcome is not each.outcome
        ):
            yield f"not so {key}: {before.get(key)}, now {each}"


def assert_no_worse(clean: Audited, faulty: Audited, facts: TenantFacts) -> None:
    """Each clean finding is there or covered; what passed or failed did so before too."""
    assert list(worse(clean, faulty, facts)) == []
