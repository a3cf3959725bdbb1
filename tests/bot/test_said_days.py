"""A day is read as it is meant, or not at all."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.said_days import said_day
from core.days import DAYS, MONTHS, day, full_day, weekday

MONDAY = date(2026, 11, 16)
FRIDAY = MONDAY + timedelta(days=4)
FIRST = date(2026, 12, 1)
EVE = date(2026, 12, 24)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("today", MONDAY),
        ("TODAY", MONDAY),
        ("tonight", MONDAY),
        ("Tomorrow", date(2026, 11, 17)),
        ("ｔｏｍｏｒｒｏｗ", date(2026, 11, 17)),
        ("the day after  tomorrow", date(2026, 11, 18)),
        ("friday", FRIDAY),
        ("on Fri", FRIDAY),
        ("this friday", FRIDAY),
        ("next friday", date(2026, 11, 27)),
        ("next tues", date(2026, 11, 24)),
        ("thurs", date(2026, 11, 19)),
        ("monday", MONDAY),
        ("this monday", MONDAY),
        ("next monday", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 22)),
        ("the 24th", date(2026, 11, 24)),
        ("on the 16th", MONDAY),
        ("5th", date(2026, 12, 5)),
        ("monday the 23rd", date(2026, 11, 23)),
        ("Sat 5th", date(2026, 12, 5)),
        ("‘friday’", FRIDAY),
        ("_friday_", FRIDAY),
        ("11-24-2026", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("24/Nov/2026", date(2026, 11, 24)),
        ("five days", date(2026, 11, 20)),
        ("3 days", date(2026, 11, 18)),
        ("for a day", MONDAY),
        ("a week", date(2026, 11, 22)),
        ("two weeks", date(2026, 11, 29)),
        ("in 3 days", date(2026, 11, 19)),
        ("in a week", date(2026, 11, 23)),
        ("in 2 weeks", date(2026, 11, 30)),
        ("In two weeks", date(2026, 11, 30)),
        ("in 2 months", date(2027, 1, 16)),
        ("2026-12-01", FIRST),
        ("2026/12/1", FIRST),
        ("2026-11-16", MONDAY),
        ("24 Nov", date(2026, 11, 24)),
        ("24. November", date(2026, 11, 24)),
        ("24th of november 2026", date(2026, 11, 24)),
        ("the 24th of November", date(2026, 11, 24)),
        ("Nov. 24th, 2026", date(2026, 11, 24)),
        ("24-Nov-2026", date(2026, 11, 24)),
        ("24 Nov 26", date(2026, 11, 24)),
        ("Tue 24 Nov", date(2026, 11, 24)),
        ("Tuesday, 24 November 2026", date(2026, 11, 24)),
        ("Dec 1", FIRST),
        ("1st Dec", FIRST),
        ("16 Nov", MONDAY),
        ("15 Nov", date(2027, 11, 15)),
        ("24.11.", date(2026, 11, 24)),
        ("24.11.2026", date(2026, 11, 24)),
        ("1. 3.", date(2027, 3, 1)),
        ("24/12", EVE),
        ("12/24", EVE),
        ("24/12/2026", EVE),
        ("12/12", date(2026, 12, 12)),
        ("29 February", date(2028, 2, 29)),
        ("Feb 29", date(2028, 2, 29)),
        ("29.2.", date(2028, 2, 29)),
        ("2/29", date(2028, 2, 29)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_what_people_write_is_the_day_that_they_mean(said: str, means: date) -> None:
    assert said_day(said, MONDAY) == means


@pytest.mark.parametrize(
    ("locale", "said", "means"),
    [
        ("en-US", "01/12", date(2027, 1, 12)),
        ("en-GB", "01/12", FIRST),
        ("en-gb", "1/12/26", FIRST),
        ("en_AU", "01/12/2026", FIRST),
        ("de-DE", "01/12", FIRST),
        ("nb-NO", "01/12", FIRST),
        ("sv-SE", "01/12", date(2027, 1, 12)),
        ("en-CA", "01/12", date(2027, 1, 12)),
        ("zh-CN", "12/1", FIRST),
        ("en-US", "12/1", FIRST),
        ("en-US", "24/12", EVE),
        ("en-GB", "12/24", EVE),
        ("en-US", "1.12.", FIRST),
        ("de-AT", "Freitag", FRIDAY),
        ("de-AT", "Fr", FRIDAY),
        ("de-AT", "24. Dezember", EVE),
        ("de-AT", "Do 24. Dez", EVE),
        ("de-AT", "übermorgen", date(2026, 11, 18)),
        ("de-AT", "in zwei Wochen", date(2026, 11, 30)),
        ("fr-FR", "24 décembre 2026", EVE),
        ("fr-FR", "dans 3 jours", date(2026, 11, 19)),
        ("fr-FR", "vendredi", FRIDAY),
        ("es-MX", "24 de diciembre", EVE),
        ("es-MX", "mañana", date(2026, 11, 17)),
        ("pl-PL", "jutro", date(2026, 11, 17)),
        ("de-AT", "tomorrow", date(2026, 11, 17)),
        ("xx-XX", "tomorrow", date(2026, 11, 17)),
    ],
)
def test_the_reader_s_own_order_and_language_are_read_too(
    locale: str, said: str, means: date
) -> None:
    assert said_day(said, MONDAY, locale) == means


@pytest.mark.parametrize(
    "said",
    [
        *(
            "",
            " ",
            "soon",
            "5",
            "24",
            "32nd",
            "0th",
            "a",
            "in",
            "may",
            "march",
            "dec",
            "fridays",
            "2026",
        ),
        *("01/12", "1/12/26", "31 Feb", "30.2.", "31/11", "31.11.", "29 February 2027"),
        *("2026-13-01", "2026-02-30", "2026-1", "11/2026", "99/99", "0/0", "1.13", "10.30"),
        *("0 days", "many days", "next", "until friday", "24 xyz", "x" * 900, "24 nov " * 90),
        *("99999999999999 days", "next week", "next month", "this week", "week", "in week"),
        *("24-26 Nov", "Nov 24 or 25", "1 dec 10:30", "tomorrow 10am", "10:30", "noon", "2day"),
        *("in 3 hours", "1 hour", "14d", "2w", "in 1.5 days", "in 2 years", "friday or saturday"),
        *(
            "Fri 24 Nov",
            "tuesday the 23rd",
            "monday 24 november 2026",
            "1765000000",
            "1 12",
            "1-12",
            "12",
            "٢٤",
        ),
        *("from 24 nov until 27 nov", "24 nov until 27 nov", "24 nov to 27", "nov 24 27"),
        *("between 24 and 27 nov", "24 or 27 nov", "24, 27 nov", "24 nov, 27", "24 27 nov"),
        *("24 Nov 25 Dec", "me", "home", "the others are back", "christmas"),
    ],
)
@pytest.mark.parametrize("locale", ["", "de-DE"])
def test_what_is_no_day_is_not_guessed(said: str, locale: str) -> None:
    ordered = locale and said in ("01/12", "1/12/26")
    assert ordered or said_day(said, MONDAY, locale) is None


@pytest.mark.parametrize("said", ["yesterday", "2 weeks ago", "2020-01-01", "1 Jan 2020"])
def test_a_day_that_is_past_is_read_as_that(said: str) -> None:
    found = said_day(said, MONDAY)

    assert found
    assert found < MONDAY


WAYS: list[Callable[[date], str]] = [
    date.isoformat,
    full_day,
    lambda on: day(on, on),
    lambda on: weekday(on),
    lambda on: f"{day(on)} {on.year}",
    lambda on: f"{MONTHS[on.month - 1]} {on.day}, {on.year}",
    lambda on: f"{on:%A}, {on.day} {on:%B} {on.year}",
    lambda on: f"{on.day}-{on:%b}-{on.year}",
    lambda on: f"{on.day}.{on.month}.{on.year}",
    lambda on: f"{on.day}.{on.month}.{on.year % 100:02}",
    lambda on: f"{on.day:02}.{on.month:02}.",
]
DAYS_OF_THE_YEARS = st.dates(date(2000, 1, 1), date(2095, 1, 1))


@given(today=DAYS_OF_THE_YEARS, ahead=st.integers(0, 364), way=st.sampled_from(WAYS))
def test_every_day_of_a_year_is_read_as_it_is_written(
    today: date, ahead: int, way: Callable[[date], str]
) -> None:
    on = today + timedelta(days=ahead)

    assert said_day(way(on), today) == on


SLASHES: dict[str, list[Callable[[date], str]]] = {
    "en-US": [lambda on: f"{on.month}/{on.day}", lambda on: f"{on:%m/%d/%Y}"],
    "en-GB": [lambda on: f"{on.day}/{on.month}", lambda on: f"{on:%d/%m/%y}"],
    "fr-FR": [lambda on: f"{on:%d/%m}", lambda on: f"{on:%d/%m/%Y}"],
    "ja-JP": [lambda on: f"{on.month}/{on.day}", lambda on: f"{on:%Y/%m/%d}"],
}


@given(
    today=DAYS_OF_THE_YEARS,
    ahead=st.integers(0, 364),
    locale=st.sampled_from(sorted(SLASHES)),
    way=st.integers(0, 1),
)
def test_figures_are_read_in_the_order_of_who_wrote_them(
    today: date, ahead: int, locale: str, way: int
) -> None:
    on = today + timedelta(days=ahead)

    assert said_day(SLASHES[locale][way](on), today, locale) == on


@given(today=DAYS_OF_THE_YEARS, number=st.integers(0, 6))
def test_a_weekday_is_today_or_within_the_six_days_after(today: date, number: int) -> None:
    found = said_day(DAYS[number], today)

    assert found
    assert found.weekday() == number
    assert 0 <= (found - today).days <= 6
    following = said_day(f"next {DAYS[number]}", today)
    assert following
    assert following.weekday() == number
    assert 1 <= (following - today).days <= 13


LOCALES = st.sampled_from(["", "en-US", "de-DE", "fr-CA", "ar-SA", "ja-JP", "xx"])
PIECES = st.lists(
    st.sampled_from([*"0123456789.,/-: ", "24", "2026", "nov", "next", "in", "friday", "día"])
    | st.characters(),
    max_size=12,
).map("".join)


@given(words=PIECES | st.text(max_size=70), locale=LOCALES | st.text(max_size=8))
def test_whatever_is_written_it_is_a_day_or_none(words: str, locale: str) -> None:
    found = said_day(words, MONDAY, locale)

    assert found is None or isinstance(found, date)
