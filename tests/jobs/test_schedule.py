"""A schedule goes by the wall clock of its zone, also where clocks change or a day is left out."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.office.forms import zones
from core.schedules.model import Due, Schedule
from jobs.schedule import LOOK_BACK, MOST_MISSED, following, instant, missed, times

CHICAGO = "America/Chicago"
DAY = timedelta(days=1)


def wall(text: str) -> datetime:
    """What a clock on a wall shows."""
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(cron: str, zone: str = CHICAGO, weeks: int = 1, since: str = "2000-01-01") -> Schedule:
    """A cron line in a zone."""
    return Schedule(cron, zone, weeks, date.fromisoformat(since))


@pytest.mark.parametrize(
    ("zone", "cron", "since", "dues"),
    [
        pytest.param("Europe/Berlin", "30 2 * * *", "2026-03-28T00:00", [
            ("2026-03-28T02:30", "2026-03-28T01:30"),
            ("2026-03-29T02:30", "2026-03-29T01:00"),
            ("2026-03-30T02:30", "2026-03-30T00:30"),
        ], id="Berlin leaves out an hour"),
        pytest.param("Europe/Berlin", "30 2 * * *", "2026-10-24T00:00", [
            ("2026-10-24T02:30", "2026-10-24T00:30"),
            ("2026-10-25T02:30", "2026-10-25T00:30"),
            ("2026-10-26T02:30", "2026-10-26T01:30"),
        ], id="Berlin has an hour twice"),
        pytest.param("Europe/Berlin", "*/30 * * * *", "2026-10-25T02:00", [
            ("2026-10-25T02:00", "2026-10-25T00:00"),
            ("2026-10-25T02:30", "2026-10-25T00:30"),
            ("2026-10-25T03:00", "2026-10-25T02:00"),
        ], id="in the hour that comes twice it is due once"),
        pytest.param("Europe/Berlin", "*/30 * * * *", "2026-03-29T01:30", [
            ("2026-03-29T01:30", "2026-03-29T00:30"),
            ("2026-03-29T02:00", "2026-03-29T01:00"),
            ("2026-03-29T02:30", "2026-03-29T01:00"),
            ("2026-03-29T03:00", "2026-03-29T01:00"),
        ], id="what falls into the gap comes at its end"),
        pytest.param(CHICAGO, "15 2 * * SUN", "2026-03-08T00:00", [
            ("2026-03-08T02:15", "2026-03-08T08:00"),
            ("2026-03-15T02:15", "2026-03-15T07:15"),
        ], id="Chicago leaves out an hour"),
        pytest.param(CHICAGO, "30 1 * * *", "2026-11-01T00:00", [
            ("2026-11-01T01:30", "2026-11-01T06:30"),
            ("2026-11-02T01:30", "2026-11-02T07:30"),
        ], id="Chicago has an hour twice"),
        pytest.param("Australia/Lord_Howe", "15 2 * * *", "2026-10-03T00:00", [
            ("2026-10-03T02:15", "2026-10-02T15:45"),
            ("2026-10-04T02:15", "2026-10-03T15:30"),
            ("2026-10-05T02:15", "2026-10-04T15:15"),
        ], id="Lord Howe leaves out half an hour"),
        pytest.param("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T00:00", [
            ("2026-04-04T01:45", "2026-04-03T14:45"),
            ("2026-04-05T01:45", "2026-04-04T14:45"),
            ("2026-04-06T01:45", "2026-04-05T15:15"),
        ], id="Lord Howe has half an hour twice"),
        pytest.param("Pacific/Apia", "0 9 * * *", "2011-12-29T00:00", [
            ("2011-12-29T09:00", "2011-12-29T19:00"),
            ("2011-12-30T09:00", "2011-12-30T10:00"),
            ("2011-12-31T09:00", "2011-12-30T19:00"),
        ], id="Samoa left out a day"),
        pytest.param("UTC", "0 9 13 * FRI", "2026-02-01T00:00", [
            ("2026-02-06T09:00", "2026-02-06T09:00"),
            ("2026-02-13T09:00", "2026-02-13T09:00"),
            ("2026-02-20T09:00", "2026-02-20T09:00"),
        ], id="a day of the month or of the week, and once when it is both"),
    ],
)  # fmt: skip
def test_where_clocks_change_a_time_is_due_once(
    zone: str, cron: str, since: str, dues: list[tuple[str, str]]
) -> None:
    found = islice(times(schedule(cron, zone), wall(since)), len(dues))

    assert list(found) == [Due(wall(local), utc(at)) for local, at in dues]


@pytest.mark.parametrize(
    ("cron", "now", "next_"),
    [
        ("0 9 * * MON", "2026-11-16T15:00", "2026-11-23T15:00"),
        ("0 9 * * MON", "2026-11-16T14:59:59", "2026-11-16T15:00"),
        ("30 1 * * *", "2026-11-01T06:29", "2026-11-01T06:30"),
        ("30 1 * * *", "2026-11-01T07:00", "2026-11-02T07:30"),
        ("15 2 * * *", "2026-03-08T07:59", "2026-03-08T08:00"),
        ("15 2 * * *", "2026-03-08T08:00", "2026-03-09T07:15"),
        ("0 9 29 2 *", "2026-11-16T15:00", "2028-02-29T15:00"),
    ],
)
def test_the_next_time_is_the_first_after_now(cron: str, now: str, next_: str) -> None:
    due = following(schedule(cron), utc(now))

    assert due
    assert due.at == utc(next_)


def test_a_line_that_names_no_more_times_has_none() -> None:
    ever = Schedule("0 9 1 1 *", "UTC", 1, date(9999, 6, 1))

    assert following(ever, utc("2026-11-16T15:00")) is None
    assert missed(ever, wall("2026-11-16T15:00"), utc("2026-11-17T15:00")) == ([], None)


@pytest.mark.parametrize(
    ("weeks", "since", "days"),
    [
        (1, "2026-11-16", [16, 23, 30]),
        (2, "2026-11-16", [16, 30]),
        (2, "2026-11-17", [23]),
        (3, "2026-11-10", [16]),
        (2, "2026-11-01", [2, 16, 30]),
    ],
)
def test_weeks_are_counted_from_the_first_due_date_after_the_first_day(
    weeks: int, since: str, days: list[int]
) -> None:
    dues = times(schedule("0 9 * * MON", weeks=weeks, since=since), wall("2026-11-01T00:00"))

    assert [due.local.day for due in takewhile(lambda due: due.local.month == 11, dues)] == days


def test_a_week_that_counts_has_all_its_days() -> None:
    dues = times(schedule("0 9 * * MON,THU", weeks=2, since="2026-11-17"), wall("2026-11-01T00:00"))

    assert [due.local.day for due in islice(dues, 4)] == [19, 30, 3, 14]


def test_what_was_missed_is_told_with_the_time_that_follows() -> None:
    past, next_ = missed(schedule("0 9 * * MON"), wall("2026-11-02T09:00"), utc("2026-11-16T15:00"))

    assert [due.local.day for due in past] == [2, 9, 16]
    assert next_
    assert next_.local.day == 23


@pytest.mark.parametrize("cron", ["* * * * *", "*/5 * * * *", "0 * * * *", "0 9 30 2 MON"])
def test_after_years_away_only_the_last_weeks_are_told(cron: str) -> None:
    now = utc("2026-11-16T15:00")
    past, next_ = missed(schedule(cron), wall("2001-01-01T00:00"), now)

    assert next_
    assert next_.at > now
    assert len(past) <= MOST_MISSED
    assert all(now - LOOK_BACK - DAY < due.at <= now for due in past)


DAILY = st.tuples(st.integers(0, 59), st.integers(0, 23)).map(lambda at: f"{at[0]} {at[1]} * * *")
YEARS = st.dates(date(1990, 1, 1), date(2037, 1, 1))
ZONES = st.sampled_from(sorted(zones()))


@given(DAILY, ZONES, YEARS)
@settings(max_examples=40, deadline=None)
def test_a_daily_time_comes_once_each_day_of_the_wall_in_any_zone(
    cron: str, name: str, first: date
) -> None:
    """Three years, so that every change of the clocks is in it."""
    zone = ZoneInfo(name)
    since = datetime.combine(first, datetime.min.time())
    dues = list(islice(times(Schedule(cron, name, 1, first), since), 3 * 365))

    assert [due.local.date() for due in dues] == [first + each * DAY for each in range(len(dues))]
    assert all(one.at <= other.at for one, other in pairwise(dues))
    for due in dues:
        shown = due.at.astimezone(zone).replace(tzinfo=None)
        before = (due.at - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None)
        assert shown == due.local or before < due.local < shown, "it was left out: the next minute"


CRONS = st.sampled_from(
    ["0 9 * * MON", "*/20 1-3 * * *", "30 2 * * SUN,WED", "0 0 1,15 * *", "59 23 31 * FRI"]
)


@given(CRONS, ZONES, st.integers(1, 5), YEARS, st.integers(0, 400 * 24 * 60))
@settings(max_examples=60, deadline=None)
def test_what_follows_and_what_was_missed_agree(
    cron: str, zone: str, weeks: int, first: date, minutes: int
) -> None:
    ran = Schedule(cron, zone, weeks, first)
    start = instant(datetime.combine(first, datetime.min.time()), ZoneInfo(zone))
    now = start + timedelta(minutes=minutes)
    next_ = following(ran, start - timedelta(minutes=1))
    assert next_
    past, after = missed(ran, next_.local, now)

    assert after == following(ran, now)
    locals_ = [due.local for due in past]
    assert locals_ == sorted({*locals_})
    assert all(due.at <= now for due in past)
    if past and now - start < LOOK_BACK:
        assert past[0] == next_ or len(past) == MOST_MISSED
