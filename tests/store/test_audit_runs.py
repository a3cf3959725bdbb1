"""What is kept of an audit's runs, and how one run compares with those before it."""

import asyncio
from dataclasses import replace

import pytest

from core.standards.model import Audited, Finding, Remedy, Severity
from store.database import Database
from store.standards.runs import RunStore
from tests.ground import DAY, MONDAY
from tests.store.findings import CHANNELS, OWNERS, PAIRS, PEOPLE, about, done, finding, teams


@pytest.fixture
def runs(database: Database) -> RunStore:
    """The runs of a database of the test's own."""
    return RunStore(database)


async def nights(runs: RunStore, *each_night: list[Finding]) -> Audited:
    """The same audit night after night; the last one as it compares."""
    for night, found in enumerate(each_night):
        kept = await runs.keep(done(f"night-{night}", *found, at=MONDAY + night * DAY), teams())
    return kept


async def test_a_run_comes_back_as_it_was_kept(runs: RunStore) -> None:
    odd = replace(
        finding("apollo/Plans", CHANNELS),
        team_name="Ap\x00ollo \ud800",
        severity=Severity.LOW,
        seen=("a", "b\x00"),
        wanted=None,
        remedy=Remedy("rename_channel", choices=("ada",), pick=1),
    )
    kept = await runs.keep(done("one", finding("apollo"), odd), teams())
    again = await runs.get("one")

    assert again
    assert again.run == kept.run == done("one", finding("apollo"), odd).run
    assert again.findings[0] == kept.findings[0]
    assert again.findings[1] == replace(
        kept.findings[1], team_name="Apollo ?", seen=("a", "b"), severity=Severity.LOW
    )
    assert (again.new, again.fixed, again.before) == (kept.new, kept.fixed, kept.before)
    assert await runs.get("another") is None


async def test_the_first_run_has_only_what_is_new(runs: RunStore) -> None:
    kept = await runs.keep(done("one", finding("apollo"), finding("borealis")), teams())

    assert about(kept.new) == ["apollo", "borealis"]
    assert (kept.fixed, kept.before) == ((), None)
    assert {each.first_seen_at for each in kept.findings} == {MONDAY}


async def test_keeping_a_run_again_changes_nothing(runs: RunStore) -> None:
    first = await runs.keep(done("one", finding("apollo")), teams())
    again = await runs.keep(done("one", finding("cedar"), at=MONDAY + DAY), teams("cedar"))

    assert again == replace(first, judged=frozenset())
    assert len(await runs.history(9)) == 1


async def test_of_many_who_keep_the_same_run_at_once_one_does(runs: RunStore) -> None:
    same = [runs.keep(done("one", finding(name)), teams()) for name in ("apollo", "cedar") * 4]
    kept = await asyncio.gather(*same)

    assert len({tuple(about(each.findings)) for each in kept}) == 1


async def test_what_passed_is_given_back_and_not_kept(runs: RunStore) -> None:
    met = finding("cedar", outcome="passed")
    kept = await runs.keep(done("one", finding("apollo"), met), teams())
    again = await runs.get("one")

    assert about(kept.findings) == ["apollo", "cedar"]
    assert about(kept.new) == ["apollo"]
    assert again
    assert about(again.findings) == ["apollo"]


async def test_a_second_run_tells_new_still_there_and_fixed(runs: RunStore) -> None:
    kept = await nights(
        runs,
        [finding("apollo"), finding("borealis"), finding("apollo/Plans", CHANNELS)],
        [finding("borealis"), finding("cedar")],
    )

    assert about(kept.new) == ["cedar"]
    assert about(kept.fixed) == ["apollo", "apollo/Plans"]
    assert kept.before
    assert kept.before.id == "night-0"
    seen = {each.subject.id: each.first_seen_at for each in kept.findings}
    assert seen == {"borealis": MONDAY, "cedar": MONDAY + DAY}


async def test_what_comes_back_is_new_again(runs: RunStore) -> None:
    kept = await nights(runs, [finding("apollo")], [], [finding("apollo")])

    assert about(kept.new) == ["apollo"]
    assert kept.findings[0].first_seen_at == MONDAY + 2 * DAY


async def test_runs_are_compared_as_they_were_whatever_came_after(runs: RunStore) -> None:
    told = [
        await runs.keep(done(f"{night}", *found, at=MONDAY + night * DAY), teams())
        for night, found in enumerate(
            [[finding("apollo")], [finding("cedar")], [finding("apollo")], []]
        )
    ]

    for night, each in enumerate(told):
        again = await runs.get(str(night))
        assert again == replace(each, judged=frozenset())
    assert [about(each.new) for each in told] == [["apollo"], ["cedar"], ["apollo"], []]
    assert [about(each.fixed) for each in told] == [[], ["apollo"], ["cedar"], ["apollo"]]


@pytest.mark.parametrize(
    ("was", "unread"),
    [
        (finding("apollo"), finding("apollo", outcome="unknown")),
        (finding("apollo/Plans", CHANNELS), finding("apollo", CHANNELS, "unknown")),
        (finding("apollo/Plans", CHANNELS), finding("*", CHANNELS, "unknown")),
        (finding("apollo|cedar", PAIRS), finding("cedar", PAIRS, "unknown")),
        (finding("@ada", PEOPLE), finding("borealis", PEOPLE, "unknown")),
        (finding("@ada", PEOPLE), finding("*", PEOPLE, "unknown")),
    ],
)
async def test_what_cannot_be_read_is_not_fixed_and_keeps_its_age(
    runs: RunStore, was: Finding, unread: Finding
) -> None:
    during = await nights(runs, [was], [unread])
    after = await runs.keep(done("after", was, at=MONDAY + 2 * DAY), teams())
    end = await runs.keep(done("end", at=MONDAY + 3 * DAY), teams())

    assert during.fixed == []
    assert (after.findings[0].first_seen_at, about(after.new)) == (MONDAY, [])
    assert about(end.fixed) == [was.subject.id]


@pytest.mark.parametrize(
    ("was", "unread"),
    [
        (finding("apollo"), finding("borealis", outcome="unknown")),
        (finding("apollo"), finding("apollo", CHANNELS, "unknown")),
        (finding("apollo|cedar", PAIRS), finding("borealis", PAIRS, "unknown")),
    ],
)
async def test_what_cannot_be_read_elsewhere_holds_nothing_up(
    runs: RunStore, was: Finding, unread: Finding
) -> None:
    kept = await nights(runs, [was], [unread])

    assert about(kept.fixed) == [was.subject.id]


async def test_what_was_only_unknown_is_not_told_as_fixed(runs: RunStore) -> None:
    kept = await nights(runs, [finding("apollo", outcome="unknown")], [])
    assert kept.fixed == []


async def test_what_failed_before_it_was_unknown_is_told_as_it_failed(runs: RunStore) -> None:
    kept = await nights(runs, [finding("apollo")], [finding("apollo", outcome="unknown")], [])
    assert kept.before
    assert [(each.subject.id, each.outcome) for each in kept.fixed] == [("apollo", "failed")]


async def test_a_waived_finding_goes_on_being_the_same(runs: RunStore) -> None:
    kept = await nights(
        runs, [finding("apollo")], [finding("apollo", outcome="waived")], [finding("apollo")]
    )

    assert (about(kept.new), kept.findings[0].first_seen_at) == ([], MONDAY)


async def test_a_team_or_a_clause_that_is_gone_was_not_fixed(runs: RunStore) -> None:
    found = [
        finding("apollo"),
        finding("borealis", CHANNELS),
        finding("apollo|borealis", PAIRS),
        finding("cedar"),
    ]
    await nights(runs, found)
    later = done("later", at=MONDAY + DAY, rules=[OWNERS, PAIRS])
    kept = await runs.keep(later, teams("borealis", "cedar"))

    assert about(kept.fixed) == ["cedar"]


async def test_a_run_of_one_team_speaks_of_that_team_alone(runs: RunStore) -> None:
    await nights(
        runs,
        [
            finding("apollo"),
            finding("cedar"),
            finding("apollo|cedar", PAIRS),
            finding("@ada", PEOPLE),
            finding("apollo", PEOPLE, "unknown"),
        ],
    )
    one = done("one", finding("apollo", CHANNELS), at=MONDAY + DAY, whole=False, audit="")
    kept = await runs.keep(one, teams("apollo"))

    assert [each.rule for each in kept.fixed] == [OWNERS]
    assert about(kept.new) == ["apollo"]
    assert kept.before
    assert kept.before.id == "night-0"

    last = await runs.keep(done("last", at=MONDAY + 2 * DAY), teams())
    assert about(last.fixed) == ["ada", "apollo", "apollo|cedar", "cedar"]
    assert last.before
    assert last.before.id == "night-0", "it is held against the same audit's last"


async def test_what_another_run_found_meanwhile_is_not_older_than_that(runs: RunStore) -> None:
    await nights(runs, [finding("apollo")])
    asked = done("asked", finding("cedar"), at=MONDAY + DAY / 2, audit="")
    await runs.keep(asked, teams())
    kept = await runs.keep(
        done("night", finding("cedar"), finding("apollo"), at=MONDAY + DAY), teams()
    )

    assert about(kept.new) == ["cedar"], "since last night"
    seen = {each.subject.id: each.first_seen_at for each in kept.findings}
    assert seen == {"apollo": MONDAY + DAY, "cedar": MONDAY + DAY / 2}
    assert kept.fixed == [], "apollo was met for half a day only"


async def test_what_was_put_right_elsewhere_is_told_by_the_runs_that_cover_it(
    runs: RunStore,
) -> None:
    await nights(runs, [finding("apollo"), finding("cedar"), finding("borealis")])
    one = done("cedar", at=MONDAY + DAY / 4, whole=False, audit="")
    assert about((await runs.keep(one, teams("cedar"))).fixed) == ["cedar"]
    other = done("apollo", at=MONDAY + DAY / 3, whole=False, audit="")
    assert about((await runs.keep(other, teams("apollo"))).fixed) == ["apollo"]

    back = done("back", finding("cedar"), at=MONDAY + DAY / 2, whole=False, audit="")
    await runs.keep(back, teams("cedar"))
    unread = [finding("borealis"), finding("*", outcome="unknown")]
    kept = await runs.keep(done("night", *unread, at=MONDAY + DAY), teams())
    assert about(kept.fixed) == ["apollo"], "cedar broke again, and could not be read now"


async def test_a_run_of_other_standards_ends_nothing(runs: RunStore) -> None:
    await nights(runs, [finding("apollo")])
    other = done("other", at=MONDAY + DAY, standards=["guests"], audit="weekly")
    assert (await runs.keep(other, teams())).before is None

    both = done("both", finding("apollo"), at=MONDAY + DAY, standards=["house", "guests"])
    kept = await runs.keep(both, teams())
    assert (about(kept.new), kept.findings[0].first_seen_at) == ([], MONDAY)
    assert kept.before
    assert kept.before.id == "night-0"


async def test_of_20_000_findings_each_is_kept_and_compared(runs: RunStore) -> None:
    every = [f"t{number:05}" for number in range(5_000)]
    rules = [OWNERS, CHANNELS, "description", "guests"]
    found = [finding(name, rule) for name in every for rule in rules]
    covered = teams(*every)
    await runs.keep(done("first", *found, rules=rules), covered)

    second = done("second", *found[1000:], at=MONDAY + DAY, rules=rules)
    kept = await runs.keep(second, covered)

    assert len(found) == 20_000
    assert (len(kept.findings), len(kept.new), len(kept.fixed)) == (19_000, 0, 1_000)
