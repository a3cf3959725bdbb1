"""One audit as a whole, over a tenant that is read from memory."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import NotRead
from core.standards.auditing import audit
from core.standards.facts import Reading
from core.standards.model import LISTED
from core.standards.ports import Memory, Progress
from core.standards.reads import Read
from tests.standards.standards import TODAY, clause, standard
from tests.standards.tenants import reading, team

START = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
HOUSE = standard(clause("enough_owners"), clause("members_at_least"))


class Known:
    """A tenant of which everything is known; keeps what it was asked."""

    def __init__(self, what: Reading | None) -> None:
        self._what = what
        self.asked: list[tuple[frozenset[Read], Sequence[str] | None, datetime]] = []

    async def read(
        self,
        reads: Collection[Read],
        team_ids: Sequence[str] | None,
        now: datetime,
        progress: Progress | None = None,
        tabs_in: Collection[str] | None = None,
        memory: Memory | None = None,
    ) -> Reading:
        assert tabs_in == frozenset(), "none of these clauses is about tabs"
        assert memory is None
        self.asked.append((frozenset(reads), team_ids, now))
        if self._what is None:
            raise NotRead("Microsoft Graph did not answer.")
        if progress:
            progress("members", 1, 1)
        return self._what


class Clock:
    """Each look at it is a minute later."""

    def __init__(self) -> None:
        self.now = START - timedelta(minutes=1)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


async def test_an_audit_reads_what_its_standards_need_and_says_how_it_went() -> None:
    tenants = Known(reading(team("fine"), team("alone", owners="no answer", members="no answer")))
    heard: list[str] = []

    audited, what = await audit(
        tenants,
        [HOUSE],
        run_id="run-1",
        audit="nightly",
        team_ids=["fine", "alone"],
        now=Clock(),
        today=TODAY,
        progress=lambda name, done, total: heard.append(f"{name} {done}/{total}"),
    )

    run = audited.run
    needed = frozenset({Read.GROUPS, Read.MEMBERS, Read.USERS})
    assert tenants.asked == [(needed, ["fine", "alone"], START)]
    assert heard == ["members 1/1"]
    assert (run.id, run.audit, run.standards, run.whole) == ("run-1", "nightly", ("house",), True)
    assert (run.started_at, run.finished_at) == (START, START + timedelta(minutes=1))
    assert (run.teams, run.teams_read, run.complete) == (2, 1, 0.5)
    assert (run.http_requests, run.graph_requests, run.throttled) == (1, 1, 0)
    assert (run.counts.passed, run.counts.unknown) == (2, 2)
    assert {each.outcome for each in audited.findings} <= LISTED
    assert audited.before is None
    assert [each.id for each in what.tenant.teams] == ["fine", "alone"]


async def test_an_audit_lists_what_passed_when_asked_to() -> None:
    audited, _ = await audit(
        Known(reading(team("fine"))),
        [HOUSE],
        run_id="run-1",
        now=Clock(),
        today=TODAY,
        everything=True,
    )

    assert {each.outcome for each in audited.findings} == {"passed"}


@pytest.mark.parametrize(
    ("whole", "rules"), [(True, {"guests", "teams_per_person"}), (False, {"guests"})]
)
async def test_an_audit_says_which_clauses_it_judged(whole: bool, rules: set[str]) -> None:
    asked = standard(clause("guests"), clause("teams_per_person"))
    tenants = Known(reading(team("fine"), whole=whole))

    audited, _ = await audit(tenants, [asked], run_id="run-1", now=Clock(), today=TODAY)

    assert audited.judged == {("house", rule, "must") for rule in rules}


async def test_a_tenant_that_cannot_be_listed_has_no_audit() -> None:
    with pytest.raises(NotRead, match="did not answer"):
        await audit(Known(None), [HOUSE], run_id="run-1", now=Clock(), today=TODAY)
