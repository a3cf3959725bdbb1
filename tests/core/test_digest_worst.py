"""What is bad comes first, with the age of its colour; a green that is none says so."""

from datetime import date

import pytest

from core.checkins.model import Colour
from core.digests.model import Facts, Project, Reported
from core.digests.sections import Entry, Sign
from core.digests.telling import sections
from tests.core.digest_facts import (
    APOLLO,
    BETTER,
    DAY,
    HERMES,
    PAYMENTS,
    TUESDAY,
    facts,
    project,
    standing,
)


def told(name: str, of: Facts) -> list[Entry]:
    """What one section says."""
    return [*sections()[name].write(of)]


def only(name: str, of: Facts) -> Entry:
    """The one entry of a section."""
    (entry,) = told(name, of)
    return entry


def test_red_comes_before_amber_and_what_is_so_for_longest_first() -> None:
    old = project("Old", standing(Colour.RED, 8))
    new = project("New", standing(Colour.RED, 0, since=TUESDAY))

    assert [
        each.title
        for each in told("worst_first", facts(PAYMENTS, new, HERMES, APOLLO, old, BETTER))
    ] == [
        "Old",
        "Apollo app",
        "New",
        "Payments",
        "Hermes",
    ]


def test_a_colour_has_its_age_and_what_it_was() -> None:
    entry = only("worst_first", facts(APOLLO))

    assert entry.says == "red for 3 weeks, was amber"
    assert entry.small == ("reported Mon 16 Nov by 5 of 7", "Mobile first")
    assert (entry.sign, entry.asks) == (Sign.RED, "apollo-app")


@pytest.mark.parametrize(
    ("since", "says"),
    [
        (TUESDAY, "red since today, was amber"),
        (TUESDAY - DAY, "red for 1 day, was amber"),
        (TUESDAY - 6 * DAY, "red for 6 days, was amber"),
        (TUESDAY - 13 * DAY, "red for 1 week, was amber"),
        (TUESDAY - 14 * DAY, "red for 2 weeks, was amber"),
    ],
)
def test_an_age_is_in_days_and_from_a_week_on_in_weeks(since: date, says: str) -> None:
    latest = standing(Colour.RED, since=since, was=Colour.AMBER)

    assert only("worst_first", facts(project("Apollo", latest))).says == says


@pytest.mark.parametrize(
    ("latest", "says"),
    [
        (
            standing(forecast=date(2027, 4, 12)),
            "Reported green; forecast 12 days past its date says otherwise",
        ),
        (
            standing(progress=40),
            "Reported green; 40\u00a0% done in 68\u00a0% of its time says otherwise",
        ),
    ],
)
def test_a_green_that_its_own_figures_contradict_says_so(latest: Reported, says: str) -> None:
    entry = only("worst_first", facts(project("Hermes", latest)))

    assert (entry.sign, entry.small[0]) == (Sign.DOUBTED, says)


def test_a_green_whose_date_has_passed_says_so_until_it_is_done() -> None:
    ended = {"ends_on": TUESDAY - 11 * DAY, "baseline_ends_on": None}
    open_ = project("Hermes", standing(progress=95), **ended)
    done = project("Zeus", standing(progress=100), **ended)

    assert only("worst_first", facts(open_, done)).small[0] == (
        "Reported green; its date passed 11 days ago"
    )


@pytest.mark.parametrize(
    "fine",
    [
        project("A", standing(forecast=date(2027, 3, 31), progress=50)),
        project("B", standing(progress=0), starts_on=None),
        project("C", standing(progress=0), ends_on=None, baseline_ends_on=None),
        project("D", standing(progress=0), starts_on=date(2028, 1, 1)),
        project("E", standing(forecast=date(2030, 1, 1)), ends_on=None, baseline_ends_on=None),
    ],
)
def test_a_green_that_nothing_contradicts_is_green(fine: Project) -> None:
    assert told("worst_first", facts(fine)) == []
    assert only("on_track", facts(fine)).figure == "1"
