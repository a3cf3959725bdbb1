"""The standards that come along, over the sample company: a report that is worth reading."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.standards.archiving import with_days
from core.standards.engine import Judged, judge, reads
from core.standards.model import Level, Outcome
from graph.tenants.tenants import Tenants
from graph.wire.client import GraphClient
from simulator import app as simulator
from simulator.settings import Settings
from store.content.standards import load

STANDARDS = list(load(Path(__file__).parents[2] / "content").values())
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
async def judged() -> Judged:
    """What an audit of the sample finds, over HTTP."""

    async def token() -> str:
        return "rehearsal"

    async def nobody(archived: Sequence[str]) -> Mapping[str, date]:
        assert archived, "that a team is archived is first seen now"
        return {}

    wanted = Settings(bot_url="http://127.0.0.1:9/api/messages", app_id="a", token="rehearsal")
    async with (
        simulator.start(wanted) as tenant,
        GraphClient(f"{tenant.url}/graph/v1.0", token) as client,
    ):
        of = Tenants(client, tenant.world.facts.id)
        reading = await with_days(await of.read(reads(STANDARDS), None, NOON), nobody)
    return judge(STANDARDS, reading, NOON.date())


async def test_the_report_is_worth_reading(judged: Judged) -> None:
    failed = [each for each in judged.findings if each.outcome is Outcome.FAILED]
    clauses = {(each.standard, each.rule, each.level) for each in failed}
    all_clauses = sum(len(standard.clauses) for standard in STANDARDS)

    # The worst is the project whose only owner left.
    assert (failed[0].team_name, failed[0].rule) == ("PRJ-Ember", "enough_owners")
    assert judged.counts.tidy_teams > judged.counts.judged_teams * 2 / 3
    assert len(clauses) > all_clauses * 2 / 5, "a sample where nothing is wrong shows nothing"
    assert max(Counter((each.standard, each.rule) for each in failed).values()) <= 5
    must = [each for each in failed if each.level is Level.MUST]
    assert len(must) < len(failed) / 2


async def test_all_of_it_can_be_judged(judged: Judged) -> None:
    assert judged.counts.unknown == 0
