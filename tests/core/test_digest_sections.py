"""What each section says, and that it says nothing where there is nothing to say."""

from dataclasses import replace
from datetime import date

import pytest

from core.checkins.model import Colour
from core.digests.model import Before, Facts, OpenAction
from core.digests.sections import Entry, Section
from core.digests.telling import OUR_MISTAKE, sections, tell
from core.digests.words import is_question
from core.standards.model import Overload
from tests.core.digest_facts import (
    ACTIONS,
    APOLLO,
    BETTER,
    DAY,
    FACTS,
    GREEN,
    HERMES,
    HYGIENE,
    PAYMENTS,
    SECOND_STORE,
    TESTER,
    TUESDAY,
    WEEK,
    ZEUS,
    facts,
    project,
    silent,
    standing,
)


def told(name: str, of: Facts) -> list[Entry]:
    """What one section says."""
    return [*sections()[name].write(of)]


def line(name: str, of: Facts) -> str:
    """The one line of a section."""
    entry = told(name, of)[0]
    assert not entry.title
    return entry.says


def test_no_two_sections_stand_in_the_same_place() -> None:
    orders = [each.order for each in sections().values()]

    assert orders == sorted(set(orders))


def test_a_section_with_nothing_to_say_is_absent() -> None:
    assert tell(facts()) == []
    assert [each.name for each in tell(facts(project("Apollo")))] == ["the_rest", "changed"]


def test_a_section_that_breaks_says_so_and_costs_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def write(_: Facts) -> list[Entry]:
        raise KeyError("Ada said that it is late")

    sections()["odd"] = Section(write, "Odd", 10_000)
    try:
        found = tell(FACTS)
    finally:
        del sections()["odd"]
    assert [each.name for each in found] == [*sections(), "odd"]
    assert [each.says for each in found[-1].entries] == [OUR_MISTAKE]
    assert "section broke section=odd error=KeyError in write" in caplog.text
    assert "Ada" not in caplog.text


def test_all_sections_speak_of_a_busy_week() -> None:
    assert [each.name for each in tell(FACTS)] == [*sections()]


def test_what_is_due_first_is_decided_first_and_has_its_days() -> None:
    undated = replace(TESTER, id="w3", what="A bigger room", raised_on=TUESDAY - WEEK)
    late = replace(TESTER, id="w4", what="Sign", due_on=TUESDAY - DAY, raised_on=TUESDAY)
    entries = told("decisions_wanted", facts(wanted=[TESTER, undated, SECOND_STORE, late]))

    assert [(each.title, each.of, each.small) for each in entries] == [
        ("Sign", "Payments", ("its team asked on Tue 17 Nov", "was due Mon 16 Nov")),
        (
            SECOND_STORE.what,
            "Apollo app",
            ("its team asked on Thu 5 Nov and recommends no", "by Fri 20 Nov"),
        ),
        ("A bigger room", "Payments", ("its team asked on Tue 10 Nov",)),
        (TESTER.what, "Payments", ("its team asked on Mon 16 Nov",)),
    ]
    assert entries[1].wants == SECOND_STORE.id


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Should we move the cutover?", True),
        ("Should we move the cutover? ", True),
        ("هل ننتقل؟", True),
        ("移りますか？", True),
        ("Move it. Right?!", True),
        ("Decide on the second store", False),
        ("?? A tester", False),
    ],
)
def test_what_is_no_question_says_what_yes_and_no_are_about(words: str, question: bool) -> None:
    (entry,) = told("decisions_wanted", facts(wanted=[replace(TESTER, what=words)]))

    assert is_question(words) is question
    assert entry.lead == ("" if question else "Yes or no to: ")


@pytest.mark.parametrize(
    ("projects", "says"),
    [
        (
            [APOLLO, PAYMENTS, HERMES, ZEUS, *GREEN],
            "15 others: 14 green, 1 silent",
        ),
        (
            [APOLLO, PAYMENTS, HERMES, silent("Red", 1, latest=standing(Colour.RED))],
            "1 other green in doubt",
        ),
        ([APOLLO, *GREEN], "14 others green, oldest report Mon 16 Nov"),
        ([project("One")], "1 project green, oldest report Mon 16 Nov"),
        (
            [project("Eros", asks=False), project("Odd", standing(None)), GREEN[0]],
            "3 projects: 1 green, 1 without a colour, 1 not asked",
        ),
        ([silent(f"S{number}") for number in range(5)], "2 others silent"),
    ],
)
def test_all_others_are_one_line_of_counts(projects: list[object], says: str) -> None:
    assert line("the_rest", facts(*projects)).startswith(says)  # type: ignore[arg-type]


def test_where_every_project_is_shown_there_is_no_rest() -> None:
    assert told("the_rest", facts(APOLLO, PAYMENTS, ZEUS)) == []


def test_many_are_written_with_a_comma() -> None:
    many = [project(f"P{number}") for number in range(1204)]

    assert line("the_rest", facts(*many)).startswith("1,204 projects green")


@pytest.mark.parametrize(
    ("projects", "says"),
    [
        ([APOLLO], "No colour changed since Tue 10 Nov."),
        ([APOLLO, PAYMENTS, BETTER], "Since Tue 10 Nov: 1 worse, 1 better"),
        ([silent("Fell", 1, before=Before(Colour.GREEN))], "Since Tue 10 Nov: 1 worse"),
        ([project("Back", before=Before(None))], "Since Tue 10 Nov: 1 heard of again"),
        ([project("A"), project("B"), PAYMENTS], "Since Tue 10 Nov: 1 worse, 2 new"),
    ],
)
def test_what_changed_is_counted_against_the_last_digest(projects: list[object], says: str) -> None:
    assert line("changed", facts(*projects, since=TUESDAY - WEEK)) == says  # type: ignore[arg-type]


def test_the_first_digest_has_nothing_to_compare_with() -> None:
    assert line("changed", facts(PAYMENTS)) == ("A digest of a later day says what changed.")


def test_open_actions_are_numbers_and_ages_and_nobodys_names() -> None:
    late = OpenAction("payments", TUESDAY - DAY, TUESDAY - 9 * WEEK)
    more = [*ACTIONS, late]

    assert line("open_actions", FACTS) == ("2 retro actions open, oldest 13 Oct, 1 overdue")
    assert line("open_actions", facts(open_actions=ACTIONS[1:])) == (
        "1 retro action open, oldest 27 Oct"
    )
    (row,) = told("worst_first", facts(PAYMENTS, open_actions=more))
    assert "2 retro actions open, oldest 15 Sep, 2 overdue" in row.more


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "21 of 24 teams tidy, 1 more than on Tue 10 Nov"),
        ({"tidy": 20}, "20 of 24 teams tidy, as on Tue 10 Nov"),
        ({"tidy": 18}, "18 of 24 teams tidy, 2 fewer than on Tue 10 Nov"),
        ({"teams_before": 22}, "21 of 24 teams tidy, 20 of 22 on Tue 10 Nov"),
        ({"on_before": None}, "21 of 24 teams tidy"),
        ({"complete": 0.9, "on_before": None}, "At least 21 of 24 teams tidy"),
        ({"complete": 0.0}, "24 teams: nothing could be read on Tue 17 Nov"),
        ({"tidy": 0, "teams": 1, "on_before": None}, "0 of 1 team tidy"),
        ({"on": TUESDAY - 3 * DAY, "on_before": None}, "21 of 24 teams tidy, read Sat 14 Nov"),
        ({"tidy": 1204, "teams": 2000, "on_before": None}, "1,204 of 2,000 teams tidy"),
    ],
)
def test_hygiene_is_counted_and_says_how_it_moved(changes: dict[str, object], says: str) -> None:
    hygiene = replace(HYGIENE, worst=(), overload=None, **changes)  # type: ignore[arg-type]

    assert line("hygiene", facts(hygiene=hygiene)) == says


LOAD = Overload(4812, 15, 385, 6, 14, 41, 96)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"overload_before": None}, "8\u00a0% in more than 15 teams"),
        (
            {"overload_before": replace(LOAD, over=433)},
            "8\u00a0% in more than 15 teams (8\u00a0% on Tue 10 Nov)",
        ),
        (
            {"overload_before": replace(LOAD, limit=10)},
            "8\u00a0% in more than 15 teams",
        ),
        (
            {"overload": replace(LOAD, at_least=True), "overload_before": None},
            "at least 8\u00a0% in more than 15 teams",
        ),
    ],
)
def test_what_people_follow_is_told_with_how_it_was(changes: dict[str, object], says: str) -> None:
    hygiene = replace(HYGIENE, **{"overload": LOAD, **changes})  # type: ignore[arg-type]

    *_, last = told("hygiene", facts(hygiene=hygiene))

    assert last.says == f"Brain fatigue: {says}; median 6, worst tenth 14 or more"


def test_of_what_people_follow_nothing_is_told_where_it_was_not_read() -> None:
    nobody = replace(HYGIENE, overload=replace(LOAD, people=0))
    for hygiene in (replace(HYGIENE, overload=None), nobody):
        assert "fatigue" not in str(told("hygiene", facts(hygiene=hygiene)))


def test_hygiene_names_the_worst_teams_and_nothing_where_no_team_was_judged() -> None:
    assert [each.title for each in told("hygiene", FACTS)[1:3]] == ["Zeus", "Apollo"]
    assert told("hygiene", facts(hygiene=replace(HYGIENE, teams=0))) == []


def test_a_day_of_another_year_has_its_year() -> None:
    heard = standing(reported_on=date(2025, 12, 29))
    (entry,) = told("worst_first", facts(silent("Zeus", latest=heard)))

    assert entry.more == ("reported Mon 29 Dec 2025 by 5 of 7",)
