"""Night after night the store knows how what is open stood before, so that causes can be told."""

import pytest

from core.standards.model import Audited, Finding, Milder, Outcome, Stood
from core.standards.reports.causes import by_cause
from store.database import Database
from store.standards.runs import RunStore
from tests.ground import DAY, MONDAY
from tests.store.findings import about, done, finding, teams


@pytest.fixture
def runs(database: Database) -> RunStore:
    """The runs of a database of the test's own."""
    return RunStore(database)


async def nights(runs: RunStore, *each_night: list[Finding]) -> Audited:
    """The same audit night after night; the last one as it compares."""
    for night, found in enumerate(each_night):
        kept = await runs.keep(done(f"night-{night}", *found, at=MONDAY + night * DAY), teams())
    return kept


async def test_a_run_knows_how_what_was_open_stood_in_the_run_before(runs: RunStore) -> None:
    """Also through a night on which nothing could be read."""
    apollo, cedar = finding("apollo"), finding("cedar", outcome="waived")
    blind = [finding(each, outcome="unknown") for each in ("apollo", "borealis", "cedar")]
    all_three = [finding(each) for each in ("apollo", "borealis", "cedar")]
    second = await nights(runs, [apollo, cedar], blind)
    assert {key[3]: stood for key, stood in second.was.items()} == {
        "apollo": Stood(Outcome.FAILED, unmet=True),
        "cedar": Stood(Outcome.WAIVED, unmet=False),
    }

    third = await runs.keep(done("night-2", *all_three, at=MONDAY + 2 * DAY), teams())
    assert {key[3]: stood for key, stood in third.was.items()} == {
        "apollo": Stood(Outcome.UNKNOWN, unmet=True),
        "borealis": Stood(Outcome.UNKNOWN, unmet=False),
        "cedar": Stood(Outcome.UNKNOWN, unmet=False),
    }
    told = by_cause(third)
    assert not told.new
    assert about(told.worse) == ["borealis", "cedar"], "apollo was not met before that night"
    again = await runs.get("night-2")
    assert again
    assert by_cause(again).worse == told.worse


async def test_a_cause_stays_open_while_one_of_its_clauses_is(runs: RunStore) -> None:
    both = [finding("apollo"), finding("apollo", level="should")]
    advice = await nights(runs, both, both[1:])
    assert len(advice.fixed) == 1
    told = by_cause(advice)
    assert (told.new, told.fixed, told.worse) == (frozenset(), [], {})

    worse = by_cause(await runs.keep(done("night-2", *both, at=MONDAY + 2 * DAY), teams()))
    assert worse.new == frozenset()
    assert [*worse.worse.values()] == [Milder.SHOULD]
    assert [each.first_seen_at for each in worse.findings] == [MONDAY], "as old as the oldest"
