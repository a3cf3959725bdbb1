"""Cron lines mean to the scheduler what they mean to cron."""

from datetime import date, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.office.cron import DAYS, alternatives, named_days, numbers, parse
from core.office.cron import WEEKDAY as DAY_OF_WEEK


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("0 9 * * 1", "0 9 * * mon"),
        ("0 9 * * 0", "0 9 * * sun"),
        ("0 9 * * 7", "0 9 * * sun"),
        ("0 9 * * 5-7", "0 9 * * fri,sat,sun"),
        ("0 9 * * 0-2", "0 9 * * mon,tue,sun"),
        ("0 9 * * */2", "0 9 * * tue,thu,sat,sun"),
        ("0 9 * * 1-5/2", "0 9 * * mon,wed,fri"),
        ("0 9 * * MON,3,Fri", "0 9 * * mon,wed,fri"),
        ("0 9 * * fri-mon", "0 9 * * mon,fri,sat,sun"),
        ("0  9 * *\t*", "0 9 * * *"),
        ("*/2 9-17 1,15 JAN-mar *", "*/2 9-17 1,15 JAN-mar *"),
    ],
)
def test_days_get_names(written: str, named: str) -> None:
    assert named_days(written) == named


@pytest.mark.parametrize(
    "written",
    ["", "0 9 * *", "@daily", "0 9 * * MON 1", "0 9 * * 8", "0 9 L * *", "0 9 * * MON#1",
     "0 9 ? * 1", "-1 9 * * 1", "0 24 * * 1", "0 9 0 * *", "0 9 * 13 *", "0 9 * * 5-1",
     "5/2 9 * * *", "*/0 9 * * *", "0 9 31 2,4,6 *", "1,,2 9 * * *", "٣ 9 * * *",
     "0 9 * * mon-", "1-2-3 9 * * *"],
)  # fmt: skip
def test_what_is_no_cron_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(InputError) as told:
        parse(written)

    assert told.value.says.endswith(".")


def test_a_day_of_the_month_or_a_day_of_the_week_are_two_lines() -> None:
    assert alternatives("0 9 1 * 1") == ("0 9 1 * *", "0 9 * * mon")
    assert alternatives("0 9 * * 1") == ("0 9 * * mon",)
    assert alternatives("0 9 1 * *") == ("0 9 1 * *",)


def _fields(low: int, high: int) -> st.SearchStrategy[str]:
    value = st.integers(low, high)
    spans = st.tuples(value, value).map(lambda two: f"{min(two)}-{max(two)}")
    piece = value.map(str) | spans | st.just("*")
    step = st.integers(1, high).map(lambda number: f"/{number}") | st.just("")
    pieces = st.builds(lambda one, by: f"{one}{by}", piece, step)
    return st.lists(pieces, min_size=1, max_size=3).map(",".join)


LINES = st.tuples(
    _fields(0, 59), _fields(0, 23), _fields(1, 31), _fields(1, 12), _fields(0, 7)
).map(" ".join)


@given(LINES)
@settings(max_examples=500, deadline=None)
def test_the_scheduler_takes_every_line_that_we_take(written: str) -> None:
    try:
        lines = alternatives(written)
    except InputError:
        return
    for line in lines:
        CronTrigger.from_crontab(line, timezone="UTC")


@given(_fields(0, 7))
@settings(max_examples=200, deadline=None)
def test_the_scheduler_comes_on_the_days_that_cron_means(days: str) -> None:
    try:
        wanted = {DAYS[number % 7] for number in numbers(DAY_OF_WEEK, days)}
    except InputError:
        return
    trigger = CronTrigger.from_crontab(named_days(f"0 9 * * {days}"), timezone="UTC")
    field = trigger.fields[CronTrigger.FIELD_NAMES.index("day_of_week")]
    week = [date(2026, 1, 5) + timedelta(days=number) for number in range(7)]  # from a Monday on

    met = {day.strftime("%a").lower() for day in week if field.get_next_value(day) == day.weekday()}
    assert met == wanted
