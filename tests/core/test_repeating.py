"""What is said again, and what silence leaves as it is: nothing old becomes new."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkins.model import Answer, Attention, Colour
from core.checkins.repeating import compared, repeated
from core.checkins.report import Given, Report
from tests.core.answers import ANSWERS, CLOSES, DAYS, answer, report

MANY = settings(max_examples=150, deadline=None)
FIRST = CLOSES.date()
WEEK = timedelta(weeks=1)
SAID = answer("red: stuck", attention=Attention("Should we stop?", "k3"), listen="The demo helped.")


def after(
    weeks: int, *answers: Answer, earlier: tuple[Report, ...], silent: Answer | None = None
) -> Report:
    """The report so many weeks after the first; `silent` is the answer of who says nothing."""
    whose = (Given(silent, FIRST),) if silent else ()
    return report(*answers, earlier=earlier, closed=CLOSES + weeks * WEEK, silent=whose)


def test_what_is_repeated_keeps_the_day_of_its_first_saying() -> None:
    once = repeated(SAID, FIRST)
    twice = repeated(once, FIRST + WEEK)

    assert once == twice
    assert (once.said_on, once.listen_since) == (FIRST, FIRST)
    assert once.attention == replace(SAID.attention or Attention(""), since=FIRST)
    assert replace(once, said_on=None, listen_since=None, attention=SAID.attention) == SAID


@pytest.mark.parametrize(
    ("typed", "attention_since", "listen_since"),
    [
        (SAID, FIRST, FIRST),
        (replace(SAID, attention=Attention("should we  STOP")), FIRST, FIRST),
        (replace(SAID, attention=Attention("Should we stop?", "a1", FIRST)), FIRST, FIRST),
        (replace(SAID, attention=Attention("Should we go on?")), None, FIRST),
        (replace(SAID, listen="The demo failed."), FIRST, None),
    ],
)
def test_words_out_of_a_form_that_was_filled_in_are_not_new(
    typed: Answer, attention_since: date | None, listen_since: date | None
) -> None:
    kept = compared(typed, SAID, FIRST)

    assert kept.attention
    assert (kept.attention.since, kept.listen_since) == (attention_since, listen_since)
    assert kept.said_on is None, "who sends a form says all of it"
    assert compared(typed, None, None) == typed


def test_a_report_of_repeated_answers_says_since_when_and_raises_nothing_again() -> None:
    first = report(SAID)
    second = after(1, repeated(SAID, FIRST), earlier=(first,))

    assert (second.said_on, second.lines[0].said_on) == (FIRST, FIRST)
    assert second.heard == ()
    assert [(each.since, each.new) for each in second.attention] == [(FIRST, False)]
    assert second.lines[0].notes == ("stuck",)


def test_one_who_really_says_something_makes_it_new() -> None:
    second = after(1, repeated(SAID, FIRST), answer("red: still stuck"), earlier=(report(SAID),))

    assert (second.said_on, second.lines[0].said_on) == (None, None)


def test_a_colour_that_only_the_repeated_say_keeps_its_day() -> None:
    second = after(1, repeated(SAID, FIRST), answer("green"), earlier=(report(SAID),))

    assert second.said_on is None
    assert (second.lines[0].colour, second.lines[0].said_on) == (Colour.RED, FIRST)
    assert second.lines[1].said_on is None


def test_silence_erases_nothing() -> None:
    first = report(SAID)
    second = after(1, earlier=(first,), silent=SAID)
    third = after(2, earlier=(second, first), silent=SAID)
    fourth = after(3, repeated(SAID, FIRST), earlier=(third, second, first))

    for each in (second, third):
        assert (each.overall, each.was, each.last_on) == (None, Colour.RED, FIRST)
        assert [(item.since, item.new) for item in each.attention] == [(FIRST, False)]
    assert (third.silent, fourth.silent) == (1, 2)
    assert (fourth.was, fourth.lines[0].was, fourth.last_on) == (Colour.RED, Colour.RED, FIRST)
    assert [(item.since, item.new) for item in fourth.attention] == [(FIRST, False)]
    assert fourth.lines[0].strip == (Colour.RED, None, None, Colour.RED)


def test_who_answers_without_it_takes_back_what_they_raised_and_nobody_else_does() -> None:
    first = report(SAID)
    by_another = after(1, answer(), earlier=(first,), silent=SAID)
    by_themselves = after(1, answer(), earlier=(first,))

    assert [each.what for each in by_another.attention] == ["Should we stop?"]
    assert by_themselves.attention == ()


def test_what_went_long_ago_does_not_come_back_by_silence() -> None:
    first = report(SAID)
    second = after(1, answer(), earlier=(first,))

    assert after(2, answer(), earlier=(second, first), silent=SAID).attention == ()


def test_a_silent_round_of_the_version_before_hides_nothing() -> None:
    first = report(SAID)
    empty = replace(after(1, earlier=(first,)), attention=())
    third = after(2, answer(), earlier=(empty, first), silent=SAID)

    assert [(each.since, each.new) for each in third.attention] == [(FIRST, False)]


@given(st.lists(ANSWERS, min_size=1, max_size=5), DAYS)
@MANY
def test_a_report_of_repeated_answers_has_no_news(answers: list[Answer], on: date) -> None:
    first = report(*answers)
    again = after(1, *[repeated(each, FIRST) for each in answers], earlier=(first,))
    silent = report(
        earlier=(first,), closed=CLOSES + WEEK, silent=tuple(Given(each, FIRST) for each in answers)
    )

    assert again.said_on == FIRST
    assert again.heard == ()
    for each in (again, silent):
        assert [(item.what, item.since) for item in each.attention] == [
            (item.what, item.since) for item in first.attention
        ]
        assert not any(item.new for item in each.attention)
    assert again.overall == first.overall == silent.was
    assert repeated(answers[0], on).said_on == on
