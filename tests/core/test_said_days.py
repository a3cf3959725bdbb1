"""A day is read as it is meant, or not at all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.days import DAYS, MONTHS, day, full_day
from core.said_days import said_day

MONDAY = date(2026, 11, 16)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("today", MONDAY),
        ("Tomorrow", date(2026, 11, 17)),
        ("the day after  tomorrow", date(2026, 11, 18)),
        ("friday", FRIDAY),
        ("on Fri", FRIDAY),
        ("this friday", FRIDAY),
        ("next friday", date(2026, 11, 27)),
        ("next tues", date(2026, 11, 24)),
        ("monday", date(2026, 11, 23)),
        ("next monday", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 22)),
        ("3 days", date(2026, 11, 18)),
        ("for a day", MONDAY),
        ("a week", date(2026, 11, 22)),
        ("two weeks", date(2026, 11, 29)),
        ("2026-12-01", date(2026, 12, 1)),
        ("24 Nov", date(2026, 11, 24)),
        ("24. November", date(2026, 11, 24)),
        ("24th of november 2026", date(2026, 11, 24)),
        ("Nov. 24th, 2026", date(2026, 11, 24)),
        ("Dec 1", date(2026, 12, 1)),
        ("16 Nov", MONDAY),
        ("15 Nov", date(2027, 11, 15)),
        ("24.11.", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("1. 3.", date(2027, 3, 1)),
    ],
)
def test_what_people_write_is_the_day_that_they_mean(said: str, means: date) -> None:
    assert said_day(said, MONDAY) == means


@pytest.mark.parametrize(
    "said",
    [
        *("", "soon", "last week", "11/24", "5", "may", "mo", "fridays", "31 Feb", "30.2."),
        *("2026-13-01", "0 days", "many days", "next", "until friday", "24 xyz", "x" * 900),
        "99999999999999 days",
    ],
)
def test_what_is_no_day_is_not_guessed(said: str) -> None:
    assert said_day(said, MONDAY) is None


WAYS: list[Callable[[date], str]] = [
    date.isoformat,
    full_day,
    lambda on: day(on, on),
    lambda on: f"{day(on)} {on.year}",
    lambda on: f"{MONTHS[on.month - 1]} {on.day}, {on.year}",
    lambda on: f"{on.day}.{on.month}.{on.year}",
    lambda on: f"{on.day}.{on.month}.",
]


@given(
    today=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    ahead=st.integers(0, 364),
    way=st.sampled_from(WAYS),
)
def test_every_day_of_a_year_is_read_as_it_is_written(
    today: date, ahead: int, way: Callable[[date], str]
) -> None:
    on = today + timedelta(days=ahead)
    if (on.month, on.day) != (2, 29):  # without a year it is nobody's next day
        assert said_day(way(on), today) == on


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), number=st.integers(0, 6))
def test_a_weekday_is_within_the_next_seven_days(today: date, number: int) -> None:
    found = said_day(DAYS[number], today)

    assert found
    assert found.weekday() == number
    assert 1 <= (found - today).days <= 7
