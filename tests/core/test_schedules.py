"""Of the times that came due only the latest begins, and only while it is worth it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.schedules.model import LATE, Due, Outcome, Repeating, Schedule, Step, Waiting, decide
from tests.core.answers import OPENS

CHECKIN = Repeating("checkin", "weekly")
WEEKLY = Schedule("0 9 * * MON", "America/Chicago", 1, date(2026, 1, 1))
FIRST = datetime(2026, 11, 16, 9)  # noqa: DTZ001  a wall clock
DAY = timedelta(days=1)


def due(week: int = 0) -> Due:
    """Nine o'clock on a Monday, so many weeks after the first."""
    return Due(FIRST + week * 7 * DAY, OPENS + week * 7 * DAY)


def waiting(open_for: timedelta | None = DAY, paused: bool = False) -> Waiting:
    """Something that waits since the first Monday."""
    return Waiting(CHECKIN, WEEKLY, open_for, paused, due())


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (timedelta(), Outcome.OPENED),
        (LATE, Outcome.OPENED),
        (LATE + timedelta(seconds=1), Outcome.LATE),
        (DAY - timedelta(seconds=1), Outcome.LATE),
        (DAY, Outcome.MISSED),
    ],
)
def test_an_occurrence_opens_until_it_would_have_closed(after: timedelta, outcome: Outcome) -> None:
    step = decide(waiting(), [due()], due(1), OPENS + after)

    opens = outcome is not Outcome.MISSED
    assert step.past == ((due(), outcome),)
    assert step.opens == (due() if opens else None)
    assert step.closes_at == (OPENS + DAY if opens else None)
    assert (step.what, step.expected, step.next) == (CHECKIN, FIRST, due(1))
    assert step.late is (outcome is Outcome.LATE)


def test_of_several_that_were_missed_only_the_latest_opens() -> None:
    step = decide(waiting(), [due(), due(1), due(2)], due(3), due(2).at + timedelta(hours=1))

    assert [outcome for _, outcome in step.past] == ["missed", "missed", "late"]
    assert (step.opens, step.closes_at) == (due(2), due(2).at + DAY)


def test_an_earlier_one_does_not_open_though_it_would_still_be_open() -> None:
    step = decide(waiting(open_for=30 * DAY), [due(), due(1)], due(2), due(1).at)

    assert [outcome for _, outcome in step.past] == ["missed", "opened"]


def test_what_has_no_end_begins_until_its_next_time_has_come() -> None:
    late = decide(waiting(open_for=None), [due(), due(1)], due(2), due(2).at - timedelta(seconds=1))

    assert [outcome for _, outcome in late.past] == ["missed", "late"]
    assert (late.opens, late.closes_at, late.next) == (due(1), None, due(2))


def test_while_a_check_in_is_paused_nothing_opens() -> None:
    step = decide(waiting(paused=True), [due(), due(1)], due(2), due(1).at)

    assert [outcome for _, outcome in step.past] == ["missed", "paused"]
    assert (step.opens, step.closes_at, step.next) == (None, None, due(2))


def test_when_all_of_it_is_too_old_only_the_next_time_is_recorded() -> None:
    assert decide(waiting(), [], None, OPENS) == Step(CHECKIN, FIRST, (), None, None, None)


@given(
    st.integers(0, 6), st.timedeltas(timedelta(0), 40 * DAY), st.timedeltas(timedelta(1), 20 * DAY)
)
def test_every_time_is_recorded_once_and_at_most_one_opens(
    weeks: int, after: timedelta, open_for: timedelta
) -> None:
    past = [due(week) for week in range(weeks)]
    now = OPENS + (weeks - 1) * 7 * DAY + after
    step = decide(waiting(open_for), past, due(weeks), now)

    assert [one for one, _ in step.past] == past
    opened = [one for one, outcome in step.past if outcome in (Outcome.OPENED, Outcome.LATE)]
    assert opened == ([step.opens] if step.opens else [])
    assert step.closes_at is None or step.closes_at > now
