"""Any two runs that are kept side by side, and how it went over several."""

from datetime import timedelta

import pytest

from core.standards.facts import Team
from core.standards.model import Audited, Outcome
from core.standards.reports.causes import by_cause
from core.standards.reports.comparing import Change, by_clause, changes
from core.standards.reports.trends import Point
from store.database import Database
from store.standards.runs import RunStore
from tests.ground import MONDAY
from tests.standards.tenants import team
from tests.store.findings import CHANNELS, about, done, finding, teams

DAY = timedelta(days=1)


@pytest.fixture
def runs(database: Database) -> RunStore:
    """Where runs are kept."""
    return RunStore(database)


def told(audited: Audited) -> dict[Change, list[str]]:
    """What became of what, by the ids of what it is about."""
    found = changes(by_clause(audited))
    return {
        change: about(each.finding for each in found if each.change is change)
        for change in Change
        if any(each.change is change for each in found)
    }


async def beside(runs: RunStore, later: str, earlier: str) -> Audited:
    found = await runs.side_by_side(later, earlier)
    assert found
    assert found.before
    assert found.before.id == earlier
    return found


async def test_two_runs_with_others_between_them_are_held_against_each_other(
    runs: RunStore,
) -> None:
    await runs.keep(done("one", finding("apollo"), finding("borealis")), teams())
    await runs.keep(done("two", finding("apollo"), at=MONDAY + DAY), teams())
    await runs.keep(
        done("three", finding("apollo"), finding("borealis"), at=MONDAY + 2 * DAY), teams()
    )
    await runs.keep(done("four", finding("apollo"), finding("cedar")), teams())

    assert told(await beside(runs, "four", "one")) == {
        Change.NEW: ["cedar"],
        Change.OPEN: ["apollo"],
        Change.FIXED: ["borealis"],
    }
    assert told(await beside(runs, "three", "one")) == {Change.OPEN: ["apollo", "borealis"]}
    assert told(await beside(runs, "four", "two")) == {
        Change.NEW: ["cedar"],
        Change.OPEN: ["apollo"],
    }


async def test_what_could_not_be_read_is_neither_new_nor_fixed(runs: RunStore) -> None:
    unknown = finding("borealis", outcome="unknown")
    await runs.keep(done("one", finding("apollo"), unknown), teams())
    await runs.keep(done("two", finding("apollo", outcome="unknown"), unknown), teams())
    await runs.keep(done("three", finding("apollo"), finding("borealis")), teams())

    assert told(await beside(runs, "two", "one")) == {
        Change.UNKNOWN_NOW: ["apollo"],
        Change.UNKNOWN: ["borealis"],
    }
    assert told(await beside(runs, "three", "two")) == {
        Change.WORSE: ["borealis"],
        Change.OPEN: ["apollo"],
    }
    assert told(await beside(runs, "three", "one")) == {
        Change.WORSE: ["borealis"],
        Change.OPEN: ["apollo"],
    }


async def test_what_cannot_be_read_of_a_team_that_came_since_is_new(runs: RunStore) -> None:
    there = [each for each in teams() if each.id != "cedar"]
    await runs.keep(done("one", finding("apollo")), there)
    unread = (finding("borealis", outcome="unknown"), finding("cedar", outcome="unknown"))
    await runs.keep(done("two", finding("apollo"), *unread), teams())
    await runs.keep(done("three", finding("apollo"), *unread), teams())

    assert told(await beside(runs, "two", "one")) == {
        Change.NEW: ["cedar"],
        Change.UNKNOWN_NOW: ["borealis"],
        Change.OPEN: ["apollo"],
    }
    assert told(await beside(runs, "three", "two"))[Change.UNKNOWN] == ["borealis", "cedar"]


def having(*channels: str, archived: bool = False) -> list[Team]:
    """All teams, Apollo with these channels; with none of them they could not be read."""
    given: object = [{"name": each} for each in channels] or "Microsoft Graph is busy"
    apollo = team("apollo", channels=given, archived=archived)
    return [apollo, *teams("borealis", "cedar")]


@pytest.mark.parametrize(
    ("then", "unread", "told_as"),
    [
        (having("Plans"), False, Change.NEW),
        (having("Plans", "Risks"), False, Change.UNKNOWN_NOW),
        (having(), True, Change.UNKNOWN),
        (having("Plans", archived=True), True, Change.UNKNOWN),
        (having("Plans", "Risks", archived=True), True, Change.UNKNOWN_NOW),
    ],
    ids=["it came", "it was there", "none was listed", "it was hidden", "it was not hidden"],
)
async def test_what_cannot_be_read_of_a_channel_is_new_where_the_channel_is(
    runs: RunStore, then: list[Team], unread: bool, told_as: Change
) -> None:
    unknown = finding("apollo", CHANNELS, outcome="unknown")
    await runs.keep(done("one", *([unknown] if unread else [])), then)
    risks = finding("apollo/Risks", CHANNELS, outcome="unknown")
    await runs.keep(done("two", risks), having("Plans", "Risks"))

    found = changes(by_clause(await beside(runs, "two", "one")))

    assert [each.change for each in found if each.finding.subject == risks.subject] == [told_as]


async def test_the_later_run_is_the_one_that_was_kept_later(runs: RunStore) -> None:
    await runs.keep(done("slow", finding("apollo"), at=MONDAY + DAY), teams())
    await runs.keep(done("quick", finding("borealis"), at=MONDAY), teams())

    for pair in (("slow", "quick"), ("quick", "slow")):
        found = await runs.side_by_side(*pair)
        assert found
        assert found.before
        assert (found.before.id, found.run.id) == ("slow", "quick")
        assert told(found)[Change.NEW] == ["borealis"]
    assert await runs.side_by_side("slow", "gone") is None


async def test_what_was_accepted_and_is_not_any_more_got_worse(runs: RunStore) -> None:
    await runs.keep(done("one", finding("apollo", outcome="waived")), teams())
    await runs.keep(done("two", finding("apollo")), teams())
    found = await beside(runs, "two", "one")

    assert told(found) == {Change.WORSE: ["apollo"]}
    (change,) = changes(by_cause(found))
    assert (change.then, change.now) == (Outcome.WAIVED, Outcome.FAILED)


async def test_a_run_is_found_by_how_its_id_begins(runs: RunStore) -> None:
    for name in ("abc1", "abc2", "b%d"):
        await runs.keep(done(name), teams())

    assert [run.id for run in await runs.called("abc1")] == ["abc1"]
    assert len(await runs.called("abc")) == 2
    assert [run.id for run in await runs.called("b%")] == ["b%d"]
    assert await runs.called("%") == []


async def test_trends_count_causes_run_by_run_and_know_what_was_not_there(
    runs: RunStore,
) -> None:
    strict = finding("apollo")
    twice = finding("apollo", level="should")
    await runs.keep(done("one", strict, twice), teams("apollo", "borealis"))
    await runs.keep(
        done("two", finding("cedar"), finding("apollo", outcome="unknown"), at=MONDAY + DAY),
        teams(),
    )
    await runs.keep(
        done("three", finding("cedar"), finding("cedar/x", CHANNELS), at=MONDAY + 2 * DAY), teams()
    )
    found = await runs.trends(await runs.history(9, ["house"]))

    nothing = Point(0, 0)
    assert [(each.name, each.points) for each in found.standards] == [
        ("house", [Point(1, 0), Point(1, 1), Point(2, 0)])
    ]
    assert [(each.name, each.points) for each in found.rules] == [
        ("Enough owners", [Point(1, 0), Point(1, 1), Point(1, 0)]),
        ("Channel names", [None, None, Point(1, 0)]),
    ]
    assert [(each.name, each.points) for each in found.teams] == [
        ("Cedar", [None, Point(1, 0), Point(2, 0)]),
        ("Apollo", [Point(1, 0), Point(0, 1), nothing]),
    ]
    (fixed,) = found.fixed
    assert about([fixed.finding]) == ["apollo"]
    assert (fixed.finding.first_seen_at, fixed.fixed_at) == (MONDAY, MONDAY + 2 * DAY)


async def test_what_is_open_again_was_not_put_right(runs: RunStore) -> None:
    await runs.keep(done("one", finding("apollo")), teams())
    await runs.keep(done("two"), teams())
    assert len((await runs.trends(await runs.history(9))).fixed) == 1

    await runs.keep(done("three", finding("apollo")), teams())
    assert (await runs.trends(await runs.history(9))).fixed == []
    assert (await runs.trends(await runs.history(1))).fixed == []
