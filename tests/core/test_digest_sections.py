"""What each section says, and that it says nothing where there is nothing to say."""

from dataclasses import replace
from datetime import date

import pytest

from core.checkins.model import Colour
from core.digests.model import Before, Facts
from core.digests.sections import Entry, Sign
from core.digests.telling import everything, sections, tell
from tests.core.digest_facts import (
    ACTIONS,
    APOLLO,
    BETTER,
    DAY,
    FACTS,
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


def titles(name: str, of: Facts) -> list[str]:
    """The titles of a section, in its order."""
    return [each.title for each in told(name, of)]


def only(name: str, of: Facts) -> Entry:
    """The one entry of a section."""
    (entry,) = told(name, of)
    return entry


def test_no_two_sections_stand_in_the_same_place() -> None:
    orders = [each.order for each in sections().values()]

    assert orders == sorted(set(orders))


def test_a_section_with_nothing_to_say_is_absent() -> None:
    assert tell(facts()) == []
    assert [each.name for each in tell(facts(project("Apollo")))] == ["on_track"]


def test_all_sections_speak_of_a_busy_week() -> None:
    assert [each.name for each in tell(FACTS)] == [*sections()]


def test_what_is_due_first_is_decided_first_and_has_its_age() -> None:
    undated = replace(TESTER, id="w3", what="A bigger room", raised_on=TUESDAY - WEEK)
    late = replace(TESTER, id="w4", what="Sign", due_on=TUESDAY - DAY, raised_on=TUESDAY)
    entries = told("decisions_wanted", facts(wanted=[TESTER, undated, SECOND_STORE, late]))

    assert [(each.title, each.small) for each in entries] == [
        ("Sign", ("Payments", "by Mon 16 Nov, 1 day ago", "new today")),
        (SECOND_STORE.what, ("Apollo app", "by Fri 20 Nov", "open for 1 week")),
        ("A bigger room", ("Payments", "open for 1 week")),
        (TESTER.what, ("Payments", "open for 1 day")),
    ]
    assert entries[1].wants == SECOND_STORE.id


def test_worse_comes_before_better_and_says_what_it_was() -> None:
    fell = silent("Fell", 1, before=Before(Colour.GREEN))
    back = project("Back", before=Before(None))
    stopped = project("Stopped", asks=False, before=Before(Colour.AMBER))
    entries = told(
        "changed", facts(BETTER, back, PAYMENTS, fell, stopped, APOLLO, since=TUESDAY - WEEK)
    )

    assert [(each.title, each.says) for each in entries] == [
        ("Payments", "worse: amber, was green"),
        ("Fell", "worse: silent, was green"),
        ("Stopped", "asked no more, was amber"),
        ("Back", "heard of again: green, was grey"),
        ("Booking", "better: green, was red"),
    ]


def test_what_the_last_digest_did_not_have_is_new_and_no_change() -> None:
    new = [project(f"New {number}") for number in range(5)]
    entry = only("changed", facts(*new, since=TUESDAY - WEEK))

    assert (entry.title, entry.says) == ("5 projects", "not in your last digest")
    assert entry.small == ("New 0", "New 1", "New 2", "and 2 more")


def test_the_first_digest_has_nothing_to_compare_with() -> None:
    assert told("changed", facts(PAYMENTS, project("New"))) == []


def test_a_slip_says_by_how_much_against_which_date_and_how_it_moved() -> None:
    worst, other = told("slipped_dates", facts(HERMES, APOLLO, PAYMENTS))

    assert (worst.title, worst.says) == (
        "Apollo app",
        "43 days late: finish Sat 12 Dec, not Fri 30 Oct",
    )
    assert worst.small == (
        "3rd slip",
        "7 days later than in the report before",
        "60\u00a0% done",
        "first plan Wed 30 Sep",
    )
    assert (other.says, other.small) == (
        "12 days late: finish Sat 12 Dec, not Mon 30 Nov",
        ("70\u00a0% done",),
    )


@pytest.mark.parametrize(
    ("slips", "moved", "small"),
    [
        (None, None, ()),
        (1, date(2027, 4, 12), ("as in the report before",)),
        (2, date(2027, 4, 20), ("2nd slip", "8 days earlier than in the report before")),
        (12, date(2027, 4, 11), ("12th slip", "1 day later than in the report before")),
        (21, date(2027, 4, 11), ("21st slip", "1 day later than in the report before")),
    ],
)
def test_a_slip_counts_only_what_is_known(
    slips: int | None, moved: date | None, small: tuple[str, ...]
) -> None:
    latest = standing(forecast=date(2027, 4, 12), forecast_was=moved, slips=slips)

    assert only("slipped_dates", facts(project("Apollo", latest))).small == small


def test_a_date_that_passed_without_a_later_forecast_is_said_so() -> None:
    late = project("Apollo", standing(), ends_on=TUESDAY - 18 * DAY)
    stale = project("Zeus", standing(forecast=TUESDAY - DAY), ends_on=TUESDAY - 17 * DAY)
    never = silent("Hera", latest=None, ends_on=TUESDAY - 3 * DAY)
    unasked = project("Eros", asks=False, ends_on=TUESDAY - 18 * DAY)
    found = told("slipped_dates", facts(late, stale, never, unasked))

    assert [(each.title, each.says) for each in found] == [
        ("Apollo", "passed its date, Fri 30 Oct, 18 days ago"),
        ("Zeus", "passed its date, Sat 31 Oct, 17 days ago"),
        ("Hera", "passed its date, Sat 14 Nov, 3 days ago"),
    ]


def test_silence_is_grey_and_counted_and_hides_no_red() -> None:
    red = silent("Red", 1, latest=standing(Colour.RED, reported_on=TUESDAY - WEEK))
    never = silent("Never", 4, latest=None)
    entries = told("silent", facts(silent("Short", 1), ZEUS, never, red))

    assert [(each.title, each.says, each.small[0]) for each in entries] == [
        ("Red", "no answer for 1 round", "last heard Tue 10 Nov, red then"),
        ("Never", "no answer for 4 rounds", "no report so far"),
        ("Zeus", "no answer for 3 rounds", "last heard Mon 26 Oct, green then"),
        ("Short", "no answer for 1 round", "last heard Mon 9 Nov, green then"),
    ]
    assert {each.sign for each in entries} == {Sign.GREY}


def test_those_whom_nobody_asks_are_one_line() -> None:
    new = replace(project("New"), latest=None)
    entry = only("silent", facts(project("Eros", asks=False), new))

    assert (entry.title, entry.says, entry.small) == (
        "2 projects",
        "not asked by a check-in yet",
        ("Eros", "New"),
    )


def test_missing_is_never_green() -> None:
    grey = facts(ZEUS, project("Eros", asks=False), project("Odd", standing(None)))

    assert told("on_track", grey) == []
    assert told("worst_first", grey) == []
    assert [each.sign for each in everything(grey)] == [Sign.GREY] * 3
    assert "reported without a colour" in [each.says for each in everything(grey)]


def test_overdue_actions_come_first_and_are_counted() -> None:
    counted, first, second = told("open_actions", FACTS)

    assert (counted.figure, counted.title) == ("1", "of 2 open retro actions overdue")
    assert first.small == (
        "Payments",
        "Grace Hopper",
        "by Fri 13 Nov, 4 days ago",
        "open for 5 weeks",
    )
    assert second.small == ("Apollo app", "nobody took it", "open for 3 weeks")
    one = told("open_actions", facts(open_actions=ACTIONS[1:]))[0]
    assert (one.figure, one.title) == ("0", "of 1 open retro action overdue")


@pytest.mark.parametrize(
    ("changes", "figure", "means"),
    [
        ({}, "87\u00a0%", "of 24 teams tidy, +4 since Tue 10 Nov"),
        ({"tidy": 20}, "83\u00a0%", "of 24 teams tidy, unchanged since Tue 10 Nov"),
        ({"tidy": 18}, "75\u00a0%", "of 24 teams tidy, -8 since Tue 10 Nov"),
        ({"on_before": None}, "87\u00a0%", "of 24 teams tidy"),
        ({"complete": 0.9, "on_before": None}, "≥ 87\u00a0%", "of 24 teams tidy"),
        ({"complete": 0.0}, "–", "of 24 teams tidy: nothing could be read on Tue 17 Nov"),
        ({"tidy": 0, "teams": 1, "on_before": None}, "0\u00a0%", "of 1 team tidy"),
        ({"tidy": 24, "on_before": None}, "100\u00a0%", "of 24 teams tidy"),
        (
            {"on": TUESDAY - 3 * DAY, "on_before": None},
            "87\u00a0%",
            "of 24 teams tidy, read Sat 14 Nov",
        ),
    ],
)
def test_hygiene_says_the_share_and_how_it_moved(
    changes: dict[str, object], figure: str, means: str
) -> None:
    hygiene = replace(HYGIENE, worst=(), **changes)  # type: ignore[arg-type]
    entry = only("hygiene", facts(hygiene=hygiene))

    assert (entry.figure, entry.title) == (figure, means)


def test_hygiene_names_the_worst_teams_and_nothing_where_no_team_was_judged() -> None:
    assert titles("hygiene", FACTS)[1:] == ["Zeus", "Apollo"]
    assert told("hygiene", facts(hygiene=replace(HYGIENE, teams=0))) == []


@pytest.mark.parametrize(
    ("days", "means"),
    [
        (0, "projects green, all reported today"),
        (1, "projects green, oldest report 1 day old"),
        (9, "projects green, oldest report 9 days old"),
    ],
)
def test_the_rest_is_one_figure_with_the_age_of_its_oldest_report(days: int, means: str) -> None:
    old = project("Old", standing(reported_on=TUESDAY - days * DAY))
    new = project("New", standing(reported_on=TUESDAY))

    assert only("on_track", facts(old, new)).title == means
    assert only("on_track", facts(old, new, APOLLO)).title.startswith("others green")


def test_a_day_of_another_year_has_its_year() -> None:
    heard = standing(reported_on=date(2025, 12, 29))

    assert only("silent", facts(silent("Zeus", latest=heard))).small[0] == (
        "last heard Mon 29 Dec 2025, green then"
    )


def test_the_list_has_every_project_once_and_worst_first() -> None:
    found = everything(FACTS)

    assert len(found) == len(FACTS.projects)
    assert [each.title for each in found[:4]] == ["Apollo app", "Payments", "Hermes", "Zeus"]
    assert found[0].small[0] == "reported Mon 16 Nov by 5 of 7"
