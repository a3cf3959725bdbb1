"""What is bad comes first, with since when and why; silence and a wrong green hide none of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checkins.model import Colour
from core.digests.model import Before, Project, Reported
from core.digests.rows import sign
from core.digests.sections import Entry, Sign
from core.digests.telling import everything, sections, tell
from tests.core.digest_facts import (
    APOLLO,
    BETTER,
    DAY,
    FACTS,
    HERMES,
    PAYMENTS,
    TUESDAY,
    WEEK,
    ZEUS,
    facts,
    project,
    silent,
    standing,
)

LAST = {"since": TUESDAY - WEEK}


def row(one: Project, **changes: object) -> Entry:
    """One project in its line."""
    (entry,) = everything(facts(one, **changes))
    return entry


def titles(*projects: Project, **changes: object) -> list[str]:
    """The names of all projects, in the order of the list."""
    return [each.title for each in everything(facts(*projects, **changes))]


def test_red_comes_before_amber_and_what_is_so_for_longest_first() -> None:
    old = project("Old", standing(Colour.RED, 8))
    new = project("New", standing(Colour.RED, 0, since=TUESDAY))
    entries = sections()["worst_first"].write(facts(PAYMENTS, new, HERMES, APOLLO, old, BETTER))

    assert [each.title for each in entries] == ["Old", "Apollo app", "New", "Payments", "Hermes"]


def test_what_got_worse_since_the_last_digest_comes_first_among_its_colour() -> None:
    old = project("Old", standing(Colour.RED, 8), before=Before(Colour.RED))
    worse = project("Worse", standing(Colour.RED, 1), before=Before(Colour.AMBER))

    assert titles(old, worse, PAYMENTS, **LAST) == ["Worse", "Old", "Payments"]
    assert titles(old, worse, PAYMENTS) == ["Old", "Worse", "Payments"], (
        "the first compares nothing"
    )


def test_a_colour_has_the_day_since_when_and_what_it_was_and_why() -> None:
    entry = row(APOLLO)

    assert entry.says == "red since Tue 27 Oct, was amber"
    assert entry.why == "Rejected a second time. The release date is gone."
    assert entry.small == ("43 days late: finish Sat 12 Dec",)
    assert entry.more == (
        "agreed Fri 30 Oct",
        "first plan Wed 30 Sep",
        "3rd slip",
        "7 days later than in the report before",
        "reported Mon 16 Nov by 5 of 7",
    )
    assert (entry.of, entry.sign, entry.asks) == ("Mobile first", Sign.RED, "apollo-app")


def test_a_red_that_fell_silent_stays_red_above_every_amber_and_doubted_green() -> None:
    red = silent("Red", 2, latest=standing(Colour.RED, 5, was=Colour.AMBER, why="No vendor."))
    amber = silent("Amber", 1, latest=standing(Colour.AMBER, 2, why="Two are ill."))
    entry = row(red)

    assert titles(ZEUS, HERMES, amber, PAYMENTS, red) == [
        "Red",
        "Amber",
        "Payments",
        "Hermes",
        "Zeus",
    ]
    assert (entry.sign, entry.says) == (Sign.RED, "red, silent since Mon 9 Nov")
    assert (entry.why, entry.small) == ("No vendor.", ("red since Tue 13 Oct, was amber",))
    assert (row(amber).sign, row(amber).says) == (Sign.AMBER, "amber, silent since Mon 16 Nov")


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (ZEUS, "silent since Mon 2 Nov, green before"),
        (silent("Never", 4, latest=None), "silent since Mon 26 Oct, never reported"),
        (silent("Odd", 1, latest=standing(None)), "silent since Mon 16 Nov"),
        (silent("Kept", 3, silent_since=None), "silent for 3 rounds, green before"),
        (project("Eros", asks=False), "asked by no check-in"),
        (replace(project("New"), latest=None), "not asked yet"),
        (project("Odd", standing(None)), "reported without a colour"),
    ],
)
def test_what_is_not_known_is_grey_and_says_what_was_before(one: Project, says: str) -> None:
    entry = row(one)

    assert (entry.sign, entry.says, entry.why) == (Sign.GREY, says, "")


def test_what_is_only_repeated_says_since_when_it_is_unchanged() -> None:
    latest = standing(Colour.RED, said_on=TUESDAY - 15 * DAY, why="Late.")

    assert row(project("Apollo", latest)).small == ("unchanged since Mon 2 Nov",)
    assert row(project("Apollo", standing(said_on=TUESDAY - 15 * DAY))).small == (
        "unchanged since Mon 2 Nov",
    )


def test_an_age_over_silent_rounds_says_that_nobody_spoke_in_between() -> None:
    assert row(project("Apollo", standing(Colour.RED, silences=2))).small == (
        "silent for 2 rounds in between",
    )
    assert row(project("Apollo", standing(Colour.RED, silences=1))).small == (
        "silent for 1 round in between",
    )


@pytest.mark.parametrize(
    ("latest", "why"),
    [
        (standing(forecast=date(2027, 4, 12)), "Its own forecast is 12 days after its date."),
        (standing(progress=40), "40\u00a0% is done in 68\u00a0% of its time."),
    ],
)
def test_a_green_that_its_own_figures_contradict_says_so_once(latest: Reported, why: str) -> None:
    entry = row(project("Hermes", latest))

    assert (entry.sign, entry.says, entry.why) == (Sign.DOUBTED, "green since Tue 27 Oct", why)
    assert entry.small == ()


def test_a_green_whose_date_has_passed_says_so_until_it_is_done() -> None:
    ended = {"ends_on": TUESDAY - 11 * DAY, "baseline_ends_on": None}

    assert row(project("Hermes", standing(progress=95), **ended)).why == (
        "Its date, Fri 6 Nov, has passed."
    )
    assert row(project("Zeus", standing(progress=100), **ended)).sign is Sign.GREEN


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
    assert not sections()["worst_first"].write(facts(fine))
    assert row(fine).sign is Sign.GREEN


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (PAYMENTS, "worse since your last digest"),
        (BETTER, "better since your last digest"),
        (silent("Fell", 1, before=Before(Colour.GREEN)), "worse since your last digest"),
        (project("Back", before=Before(None)), "heard of again since your last digest"),
        (project("New"), "not in your last digest"),
    ],
)
def test_what_moved_says_so_in_its_own_line(one: Project, said: str) -> None:
    assert said in row(one, **LAST).small
    assert not any("last digest" in each for each in row(one).small), "the first has none"


@pytest.mark.parametrize(
    "still",
    [
        APOLLO,
        project("Since", standing(Colour.RED, 0, was=Colour.AMBER), before=Before(Colour.AMBER)),
        project("Stopped", asks=False, before=Before(Colour.AMBER)),
        silent("Red", 1, latest=standing(Colour.RED), before=Before(Colour.RED)),
        silent("Kept as grey", 2, latest=standing(Colour.RED), before=Before(None)),
    ],
)
def test_what_did_not_move_says_nothing_of_it(still: Project) -> None:
    assert not any("last digest" in each for each in row(still, **LAST).small)


@pytest.mark.parametrize(
    ("slips", "moved", "more"),
    [
        (None, None, ()),
        (1, date(2027, 4, 12), ("as in the report before",)),
        (2, date(2027, 4, 20), ("2nd slip", "8 days earlier than in the report before")),
        (12, date(2027, 4, 11), ("12th slip", "1 day later than in the report before")),
        (21, date(2027, 4, 11), ("21st slip", "1 day later than in the report before")),
    ],
)
def test_a_slip_tells_behind_it_only_what_is_known(
    slips: int | None, moved: date | None, more: tuple[str, ...]
) -> None:
    latest = standing(Colour.RED, forecast=date(2027, 4, 12), forecast_was=moved, slips=slips)
    entry = row(project("Apollo", latest))

    assert entry.small == ("12 days late: finish Mon 12 Apr 2027",)
    assert entry.more == ("agreed Wed 31 Mar 2027", *more, "reported Mon 16 Nov by 5 of 7")


def test_a_date_that_passed_without_a_later_forecast_is_said_so() -> None:
    late = project("Apollo", standing(Colour.RED), ends_on=TUESDAY - 18 * DAY)
    stale = replace(late, latest=standing(Colour.RED, forecast=TUESDAY - DAY))
    never = silent("Hera", latest=None, ends_on=TUESDAY - 3 * DAY)
    unasked = project("Eros", asks=False, ends_on=TUESDAY - 18 * DAY)

    assert row(late).small == row(stale).small == ("was to finish Fri 30 Oct",)
    assert row(never).small == ("was to finish Sat 14 Nov",)
    assert row(unasked).small == ()


def test_the_list_has_every_project_once_and_worst_first() -> None:
    found = everything(FACTS)

    assert len(found) == len(FACTS.projects)
    assert [each.title for each in found[:4]] == ["Apollo app", "Payments", "Hermes", "Zeus"]


COLOURS = st.sampled_from([*Colour, None])
PROJECTS = st.builds(
    lambda colour, rounds, asks, before, number: replace(
        silent(f"P{number}", rounds, latest=standing(colour) if number % 5 else None),
        asks=asks,
        before=before and Before(before),
    ),
    COLOURS,
    st.integers(0, 3),
    st.booleans(),
    COLOURS,
    st.integers(0, 99),
)


@given(st.lists(PROJECTS, max_size=9, unique_by=lambda each: each.id), st.booleans())
def test_each_project_stands_once_and_silence_hides_no_red(
    projects: list[Project], compared: bool
) -> None:
    told = facts(*projects, since=TUESDAY - WEEK if compared else None)
    found = everything(told)
    shapes = [each.sign for each in found]

    assert sorted(each.asks for each in found) == sorted(each.id for each in projects)
    assert shapes == sorted(shapes, key=[*Sign].index)
    for each in projects:
        if each.asks and each.latest and each.latest.colour in (Colour.RED, Colour.AMBER):
            assert sign(each, TUESDAY).value == each.latest.colour.value
        if each.silent_rounds or not each.asks:
            assert sign(each, TUESDAY) not in (Sign.GREEN, Sign.DOUBTED)
    rest = [entry for part in tell(told) if part.name == "the_rest" for entry in part.entries]
    shown = [entry for part in tell(told) for entry in part.entries[: part.most] if entry.asks]
    counted = int(rest[0].says.split()[0]) if rest else 0
    assert counted + len(shown) == len(projects)
