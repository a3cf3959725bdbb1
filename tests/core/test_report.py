"""A report says what the answers say, and nothing about who said it."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkins.model import Answer, Attention, Colour, Questions, Standing
from core.checkins.report import STRIP, Given, Material, Report, make
from tests.core.answers import CLOSES, NAMES, PEOPLE, QUESTIONS, ROUNDS, answer, history, report

MANY = settings(max_examples=150, deadline=None)
GREEN, AMBER, RED = Colour.GREEN, Colour.AMBER, Colour.RED
TODAY = CLOSES.date()
WEEK = timedelta(weeks=1)
SOON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("said", "worst", "by"),
    [
        ([], None, 0),
        (["green"], GREEN, 1),
        (["green", "amber: late", "green"], AMBER, 1),
        (["red: stuck", "amber: late", "red: stuck"], RED, 2),
        (["green", "green", "green"], GREEN, 3),
    ],
)
def test_a_dimension_has_its_worst_colour_and_how_many_said_so(
    said: list[str], worst: Colour | None, by: int
) -> None:
    line = report(*[answer(each) for each in said]).lines[0]

    assert (line.colour, line.said_by) == (worst, by)


def test_the_whole_has_the_worst_dimension_s_colour() -> None:
    assert report(answer("green", "amber: over"), answer("green")).overall is AMBER
    assert report(answer("red: stuck", "amber: over")).overall is RED
    assert report().overall is None


def test_the_reasons_are_those_of_who_said_the_worst_colour_and_the_same_one_once() -> None:
    said = ["amber: b", "red: e", "red: d", "amber: a", "green: c", "red: d"]

    assert report(*[answer(each) for each in said]).lines[0].notes == ("d", "e")


def test_what_changed_is_told_against_the_report_before() -> None:
    first = report(answer("red: stuck", mood=2, progress=40, forecast=SOON))
    second = report(answer("green", mood=4), earlier=(first,), closed=CLOSES + timedelta(days=7))

    assert (second.lines[0].was, second.lines[0].unchanged) == (RED, 1)
    assert (second.was, second.mood_was, second.progress_was) == (RED, 2.0, 40)
    assert (second.forecast_was, second.last_on) == (SOON, TODAY)
    assert (second.progress, second.forecast) == (None, None)


def test_the_first_report_is_compared_with_nothing() -> None:
    only = report(answer("red: stuck"))

    assert (only.was, only.lines[0].was, only.last_on, only.mood_was) == (None, None, None, None)
    assert (only.lines[0].unchanged, only.lines[0].strip) == (1, (RED,))


def test_how_long_a_colour_has_stood_is_counted_in_rounds() -> None:
    rounds = [[answer(each)] for each in ("green", "red: a", "red: b", "red: c")]
    newest = history(rounds)[0]

    assert newest.lines[0].unchanged == 3
    assert newest.lines[0].strip == (GREEN, RED, RED, RED)
    assert newest.lines[1].unchanged == 4


def test_the_strip_is_short_and_a_silent_round_is_a_gap_in_it() -> None:
    rounds = [[answer("red: a")], [], *[[answer("green")]] * (STRIP - 1)]

    assert history(rounds[:3])[0].lines[0].strip == (RED, None, GREEN)
    assert len(history(rounds)[0].lines[0].strip) == STRIP


def test_a_dimension_that_is_new_in_the_questions_has_no_past() -> None:
    fewer = Questions("q", "Q", 1, "?", QUESTIONS.dimensions[:1], "?", "?")
    before = make(fewer, Material([Given(answer("green"), TODAY)], (), NAMES, 3), CLOSES)
    line = report(answer("green", "red: over"), earlier=(before,)).lines[1]

    assert (line.colour, line.was, line.unchanged, line.strip) == (RED, None, 1, (None, RED))


def test_an_answer_to_other_questions_counts_for_what_it_has() -> None:
    line = report(Answer({"schedule": Standing(RED, "stuck")}), answer()).lines[1]

    assert (line.colour, line.said_by) == (GREEN, 1)


def test_numbers_are_the_middle_the_average_and_the_latest() -> None:
    said = [
        answer(progress=10, mood=1, forecast=date(2026, 12, 1)),
        answer(progress=90, mood=2, forecast=date(2027, 1, 1)),
        answer(progress=70, mood=2),
        answer(),
    ]
    told = report(*said)

    assert (told.progress, told.mood, told.forecast) == (70, 1.7, date(2027, 1, 1))
    assert (told.answered, told.expected) == (4, 3)
    assert report(expected=None).expected is None


def test_what_was_heard_stands_once_and_in_order() -> None:
    told = report(answer(listen="b"), answer(listen="a"), answer(listen="b"), answer())

    assert told.heard == ("a", "b")


def raised(*what: Attention) -> Report:
    """The report of answers that each name one thing."""
    return report(*[answer(attention=each) for each in what])


def test_what_needs_attention_comes_by_its_date_and_undated_last() -> None:
    told = raised(Attention("c"), Attention("b", due_on=SOON), Attention("a", due_on=TODAY))

    assert [item.what for item in told.attention] == ["a", "b", "c"]


def test_an_owner_is_shown_by_name_and_nobody_where_the_name_is_not_known() -> None:
    told = raised(Attention("a", "g2"), Attention("b", "x9"), Attention("c"))

    assert [item.owner for item in told.attention] == ["Grace Hopper", None, None]


def test_the_same_words_of_two_people_are_one_thing_with_its_owner() -> None:
    told = raised(Attention("Decide."), Attention("decide", "k3"), Attention(" DECIDE !", "k3"))

    assert [item.owner for item in told.attention] == ["Kim Lee"]


@pytest.mark.parametrize(
    ("said", "together"),
    [([None], None), (["yes", None], "yes"), (["no", "no"], "no"), (["yes", "no"], None)],
)
def test_what_a_team_recommends_is_what_all_who_say_so_agree_on(
    said: list[str | None], together: str | None
) -> None:
    told = raised(*[Attention("Should we stop?", recommends=each) for each in said])

    assert [item.recommends for item in told.attention] == [together]


def test_the_same_words_as_last_time_keep_the_day_they_were_first_said() -> None:
    first = raised(Attention("Decide on the store"))
    again = answer(attention=Attention("decide on  the store!"))
    later = answer(attention=Attention("Find a tester"))
    second = report(again, later, earlier=(first,), closed=CLOSES + timedelta(days=7))
    third = report(again, earlier=(second, first), closed=CLOSES + timedelta(days=14))

    told = {item.what: (item.since, item.new) for item in second.attention}
    assert told == {
        "decide on  the store!": (TODAY, False),
        "Find a tester": (TODAY + timedelta(days=7), True),
    }
    assert third.attention[0].since == TODAY


def test_what_was_not_raised_last_time_is_new_again() -> None:
    first = raised(Attention("Decide"))
    second = report(answer(), earlier=(first,), closed=CLOSES + WEEK)
    again = answer(attention=Attention("Decide"))
    third = report(again, earlier=(second, first), closed=CLOSES + 2 * WEEK)

    assert second.attention == ()
    assert (third.attention[0].new, third.attention[0].since) == (True, TODAY + 2 * WEEK)


def test_the_day_of_a_report_is_that_of_the_zone_it_was_given_in() -> None:
    assert report(closed=datetime.fromisoformat("2026-11-17T23:30-06:00")).closed_on == TODAY


@given(ROUNDS, st.lists(ROUNDS, max_size=3), st.randoms(use_true_random=False))
@MANY
def test_nothing_in_a_report_depends_on_the_order_of_the_answers(
    answers: list[Answer], past: list[list[Answer]], chance: random.Random
) -> None:
    earlier = history(past)
    mixed = answers.copy()
    chance.shuffle(mixed)

    assert report(*mixed, earlier=earlier) == report(*answers, earlier=earlier)


def typed(answers: list[Answer]) -> Iterator[str]:
    """Every text that people wrote."""
    for each in answers:
        yield each.listen
        yield from (one.note for one in each.standings.values())
        if each.attention:
            yield each.attention.what


@given(ROUNDS)
@MANY
def test_a_name_stands_in_a_report_only_where_somebody_typed_or_chose_it(
    answers: list[Answer],
) -> None:
    told = report(*answers)
    words = {*typed(answers)}
    owners = {each.attention.owner for each in answers if each.attention}

    assert {note for line in told.lines for note in line.notes} <= words
    assert {*told.heard} <= words
    assert {item.what for item in told.attention} <= words
    shown = {item.owner for item in told.attention} - {None}
    assert shown <= {each.name for each in PEOPLE if each.id in owners}


@given(ROUNDS)
@MANY
def test_no_text_and_no_colour_is_lost(answers: list[Answer]) -> None:
    told = report(*answers)

    for line in told.lines:
        said = [each.standings[line.dimension] for each in answers]
        saying = {one.note for one in said if one.colour == line.colour}
        assert saying - {""} == {*line.notes}
        assert line.said_by == sum(one.colour == line.colour for one in said)
        assert all(line.colour and list(Colour).index(one.colour) <= list(Colour).index(line.colour)
                   for one in said)  # fmt: skip
    assert {each.listen for each in answers} - {""} == {*told.heard}
    assert bool(told.attention) == any(each.attention for each in answers)
